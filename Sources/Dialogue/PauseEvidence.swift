/// All that is known of a pause when it is asked whether it ends the turn.
package struct PauseEvidence: Sendable, Equatable {
    /// Since the last window of speech, in samples.
    package var silence = 0
    /// Windows with speech in the turn, in samples.
    package var voiced = 0
    /// The least that the turn model said of this pause, 0...1; `nil` while it has not.
    package var lowestScore: Float?
    package var ending = SpokenWords.Ending.unknown
    package var habits = PauseHabits()
    package var expectation = AnswerExpectation.open

    package init() {}
}

extension PauseEvidence {
    /// The turn model answered about this pause.
    package mutating func hear(score: Float) {
        lowestScore = min(score, lowestScore ?? 1)
    }
}
