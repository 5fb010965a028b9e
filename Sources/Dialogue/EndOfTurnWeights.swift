internal import Glibc

/// The numbers of `EndOfTurn`. How they were chosen, and what each is worth: docs/decisions/0011-end-of-turn.md.
enum EndOfTurnWeights {
    /// What the model is taken to think while it has not answered.
    private static let unanswered: Float = 0.6
    /// A turn of a word or two, in log odds: what is that short is seldom continued.
    private static let short: Float = 4
    private static let unfinishedWords: Float = -1
    private static let hesitant: Float = -0.3
    /// What a yes or a no adds where one was asked for. By judgement: no recording here answers a question.
    private static let expectedAnswer: Float = 2
    /// How much of the longest wait so much doubt costs.
    private static let waits: [(doubt: Float, share: Float)] = [(-2, 0.2), (0, 0.33), (1, 0.4), (2.8, 0.79), (4.6, 0.92), (6.5, 1)]

    /// Less speech than this is short, in seconds.
    private static let shortSpeech: Float = 0.6
    /// A pause of this turn that shows hesitation, in samples: 250 ms.
    private static let hesitation = 4_000

    /// How sure it is that the person has finished, as log odds; the silence itself is left out.
    static func confidence(_ evidence: PauseEvidence) -> Float {
        var sum = logOdds(evidence.lowestScore ?? unanswered)
        if Float(evidence.voiced) / 16_000 < shortSpeech, evidence.ending != .unfinished { sum += short }
        if evidence.ending == .unfinished { sum += unfinishedWords }
        if max(evidence.habits.longest, evidence.habits.typical) > hesitation { sum += hesitant }
        if evidence.expectation == .yesNo, evidence.ending == .yesNo { sum += expectedAnswer }
        return sum
    }

    /// The part of the longest wait, 0...1, that so much doubt needs.
    static func shareOfPatience(doubt: Float) -> Double {
        guard let upper = waits.firstIndex(where: { $0.doubt >= doubt }) else { return 1 }
        guard upper > 0 else { return Double(waits[0].share) }
        let (low, high) = (waits[upper - 1], waits[upper])
        return Double(low.share + (doubt - low.doubt) / (high.doubt - low.doubt) * (high.share - low.share))
    }

    private static func logOdds(_ probability: Float) -> Float {
        let bounded = min(max(probability, 0.01), 0.99)
        return logf(bounded / (1 - bounded))
    }
}
