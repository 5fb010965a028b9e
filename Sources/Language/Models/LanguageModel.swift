/// Continues a conversation in words and calls. An endpoint, or several of which one answers.
package protocol LanguageModel: Sendable {
    /// For people and metrics: the endpoint's name, or the model's.
    var name: String { get }
    /// What is known of it just now.
    var standing: ModelStanding { get }

    /// Begins an answer; returns at once. `deliver` is called in order, from any thread, perhaps before this returns, and last with
    /// `.finished` or `.failed`, unless the job is cancelled before. Without a sign of the answer within the prompt's `firstWordWithin` it fails
    /// as `.timedOut`.
    func stream(_ prompt: ModelPrompt, deliver: @escaping @Sendable (ModelEvent) -> Void) -> any ModelJob

    /// Opens what the first answer would have to wait for.
    func warmUp()
}

/// An answer being made.
package protocol ModelJob: Sendable {
    /// Nobody waits for the rest: the connection closes at once, and nothing more is delivered.
    func cancel()
}

/// How a language model does just now.
package struct ModelStanding: Sendable, Equatable {
    /// Whether any endpoint is taken to work.
    package var isAvailable: Bool
    /// Seconds to the first word that most answers (three of four) took lately; `nil` before the first.
    package var firstWord: Double?
    /// Whether it runs on this machine.
    package var isLocal: Bool
    /// What answers cost on average lately, in the currency of the settings.
    package var cost: Double

    package init(isAvailable: Bool = true, firstWord: Double? = nil, isLocal: Bool = false, cost: Double = 0) {
        self.isAvailable = isAvailable
        self.firstWord = firstWord
        self.isLocal = isLocal
        self.cost = cost
    }
}
