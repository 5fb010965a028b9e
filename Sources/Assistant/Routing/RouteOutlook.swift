package import Dialogue

/// What is known of a turn when it is chosen who answers it.
package struct RouteOutlook: Sendable, Equatable {
    /// What the client or the owner asked for.
    package var mode: AnswerMode
    /// How sure the intents are of what they understood, 0...1; `nil` where they were not asked.
    package var confidence: Double?
    /// Whether they have an answer or something to do; otherwise they could only say that they did not understand.
    package var hasDirectAnswer: Bool
    /// Whether something fitting can be said at once while a model thinks.
    package var hasOpening: Bool
    /// `nil` where no model is set up.
    package var model: ModelOutlook?
    /// Whether the machine has too much to do.
    package var isBusy: Bool
    /// How often the person cuts replies short, 0...1.
    package var impatience: Double

    package init(
        mode: AnswerMode, confidence: Double? = nil, hasDirectAnswer: Bool = false, hasOpening: Bool = false, model: ModelOutlook? = nil,
        isBusy: Bool = false, impatience: Double = 0
    ) {
        self.mode = mode
        self.confidence = confidence
        self.hasDirectAnswer = hasDirectAnswer
        self.hasOpening = hasOpening
        self.model = model
        self.isBusy = isBusy
        self.impatience = impatience
    }
}

/// What a language model can be expected to do.
package struct ModelOutlook: Sendable, Equatable {
    /// Whether any endpoint is taken to work just now.
    package var isAvailable: Bool
    /// Seconds to its first word, as seen lately.
    package var firstWord: Double
    /// Whether it runs on this machine, and so takes its processors.
    package var isLocal: Bool
    /// What an answer costs, in the currency of the settings; 0 where it costs nothing.
    package var cost: Double

    package init(isAvailable: Bool = true, firstWord: Double, isLocal: Bool = false, cost: Double = 0) {
        self.isAvailable = isAvailable
        self.firstWord = firstWord
        self.isLocal = isLocal
        self.cost = cost
    }
}
