/// How long each kind of provider may say nothing before it is given up on.
package struct ProviderDeadlines: Sendable, Equatable {
    /// From the end of an utterance to its transcript.
    package var recognizer: Duration = .seconds(10)
    /// Between two pieces of a reply; a language model on a small machine may think for long.
    package var responder: Duration = .seconds(30)
    /// Between two pieces of sound.
    package var synthesizer: Duration = .seconds(10)

    package init() {}
}
