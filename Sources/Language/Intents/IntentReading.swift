/// One intent that a text may have.
package struct IntentGuess: Sendable, Equatable {
    package var intent: String
    /// 0...1; with those of the others and of "none of them" it makes 1.
    package var probability: Double

    package init(intent: String, probability: Double) {
        self.intent = intent
        self.probability = probability
    }
}

/// What a text was understood as.
package struct IntentReading: Sendable, Equatable {
    /// The likeliest first; every intent is there.
    package var guesses: [IntentGuess]
    /// How likely it is that none of the intents is meant, where that is as common as that one is: 0...1.
    package var outOfScope: Double

    package init(guesses: [IntentGuess], outOfScope: Double) {
        self.guesses = guesses
        self.outOfScope = outOfScope
    }

    /// Whether none of the intents should be acted upon.
    package var isOutOfScope: Bool { outOfScope > 0.5 }
}
