/// How sure is sure enough, and how long a conversation is remembered.
package struct UnderstandingOptions: Sendable, Equatable {
    /// A guess at least so confident is acted on.
    package var accept = 0.62
    /// A guess at least so confident is asked about; below it nothing was understood.
    package var ask = 0.42
    /// Where it is at least so likely that no intent is meant, nothing was understood.
    package var outOfScope = 0.55
    /// Two guesses closer than this are told apart by asking.
    package var margin = 0.08
    /// Silence after which the conversation begins anew.
    package var contextTimeout = Duration.seconds(300)
    /// Turns that "it" and "and tomorrow?" can reach back.
    package var maxHistory = 10

    package init() {}
}
