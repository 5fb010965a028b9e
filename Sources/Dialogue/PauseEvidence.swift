/// All that is known of a pause when it is asked whether it ends the turn.
package struct PauseEvidence: Sendable, Equatable {
    /// Since the last window of speech, in samples.
    package var silence = 0
    /// Windows with speech in the turn, in samples.
    package var voiced = 0
    /// How far the pause is below the turn's loudest windows, in decibels: the mean of its windows.
    package var drop: Float = 0
    /// The mean probability of speech in the pause, 0...1.
    package var probability: Float = 0
    /// What the turn model said first of this pause, 0...1; `nil` while it has not.
    package var firstScore: Float?
    /// What it said last.
    package var lastScore: Float?
    package var ending = SpokenWords.Ending.unknown
    package var habits = PauseHabits()
    package var expectation = AnswerExpectation.open

    package init() {}
}

/// A pause's level and probability of speech, window by window.
struct QuietTrace: Sendable, Equatable {
    private(set) var windows: Float = 0
    private(set) var decibels: Float = 0
    private(set) var probability: Float = 0

    mutating func hear(_ probability: Float, _ decibels: Float) {
        windows += 1
        self.decibels += (decibels - self.decibels) / windows
        self.probability += (probability - self.probability) / windows
    }
}
