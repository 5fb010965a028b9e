/// How long this speaker pauses without having finished, learnt in the session.
package struct PauseHabits: Sendable, Equatable {
    /// The longest pause of a turn, averaged over the last turns, in samples; 0 where none was heard.
    package private(set) var typical = 0
    /// The longest pause of the open turn so far, in samples.
    package private(set) var longest = 0

    /// Shorter gaps belong to words, in samples: 160 ms.
    static let least = 2_560
    /// Longer ones are no hesitation, in samples: 2 s.
    static let most = 32_000

    package init() {}

    /// The turn goes on after a pause of so many samples.
    package mutating func resumed(after pause: Int) {
        guard pause >= Self.least else { return }
        longest = max(longest, min(pause, Self.most))
    }

    /// The turn is over; a turn says a third of what is known of the speaker.
    package mutating func turnEnded() {
        typical += (longest - typical) / 3
        longest = 0
    }

    /// The speaker went on just after a turn had been ended: that pause ended nothing.
    package mutating func wasCutOff(after pause: Int) {
        guard pause >= Self.least else { return }
        typical = max(typical, min(pause, Self.most))
    }
}
