internal import Glibc

/// What a personality comes to: ready for replies made on the device, for a language model's prompt and for the voice.
package struct Manner: Sendable, Hashable {
    /// Which of several wordings of a reply suits.
    package enum Wording: String, Sendable, CaseIterable {
        case terse
        case normal
        case warm
    }

    /// By `Trait.index`, what is shown.
    private var values: [Double]
    /// The same in five steps that change rarely.
    private var steps: [Int]

    init(of personality: Personality) {
        values = Trait.allCases.map { personality[$0].shown }
        steps = Trait.allCases.map { personality[$0].step }
    }

    /// One with every trait in the middle.
    package init() {
        values = Trait.allCases.map { _ in 0.5 }
        steps = Trait.allCases.map { _ in 2 }
    }

    /// 0...1.
    package subscript(_ trait: Trait) -> Double { values[trait.index] }
    /// 0...4; 2 is the middle, of which nothing needs to be said.
    package func step(_ trait: Trait) -> Int { steps[trait.index] }

    /// For one reply alone, as a person asks who says "this time".
    package func adjusted(by request: MannerRequest) -> Manner {
        var adjusted = self
        for change in request.changes {
            let reach: Double =
                switch change.degree {
                case .slight: 0.15
                case .plain: 0.3
                case .strong, .absolute: 0.5
                }
            let value = min(max(self[change.trait] + (change.isUpward ? reach : -reach), 0.05), 0.95)
            adjusted.values[change.trait.index] = value
            adjusted.steps[change.trait.index] = min(4, Int(value * 5))
        }
        return adjusted
    }

    // MARK: Replies made on the device

    /// Words that suit where the matter leaves a choice.
    package var words: Int { Int(ReplyLength.words(for: self[.verbosity]).rounded()) }
    /// 1...6.
    package var mostSentences: Int { min(6, max(1, Int((Double(words) / 12).rounded()))) }
    /// "Sure," and "you are welcome" fall away.
    package var dropsCourtesies: Bool { self[.verbosity] < 0.3 && self[.warmth] < 0.65 }
    /// What else could be done is said after an answer.
    package var addsOffer: Bool { self[.initiative] > 0.65 && self[.verbosity] > 0.3 }
    package var mayJoke: Bool { self[.humour] > 0.6 }
    package var wording: Wording {
        if self[.verbosity] < 0.32 { return .terse }
        return self[.warmth] > 0.6 ? .warm : .normal
    }

    // MARK: The voice

    package var voice: VoiceManner {
        // A factor of 1.25 is as far from 1 as one of 0.8.
        VoiceManner(
            rateFactor: pow(1.25, 2 * self[.pace] - 1),
            pitchShift: 1.2 * (self[.warmth] - 0.5) + 1.2 * (self[.humour] - 0.5) - 0.6 * (self[.formality] - 0.5),
            pauseFactor: pow(1.35, 1 - 2 * self[.pace]))
    }
}
