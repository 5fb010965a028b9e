internal import Glibc

/// The fitted numbers of `EndOfTurn`: `scripts/fit-end-of-turn.py` on what `coda bench endpoint --rows` writes, fitting part alone.
enum EndOfTurnWeights {
    private static let bias: Float = -1.89
    /// For each unit of the log odds of the model's lowest answer about this pause.
    private static let lowest: Float = 0.28
    /// For each unit of its latest answer beyond log odds of 2.5.
    private static let sure: Float = 0.22
    private static let unanswered: Float = 0.02
    /// For each factor of e in the speech of the turn so far.
    private static let speech: Float = 0.76
    /// A turn of a word or two.
    private static let short: Float = 2.38
    private static let unfinishedWords: Float = -0.65
    private static let hesitant: Float = -0.18

    /// What a yes or a no adds where one was asked for. By judgement: no recording here answers a question.
    private static let expectedAnswer: Float = 2
    /// How much of the longest wait so much doubt costs; none leaves the least silence.
    private static let waits: [(doubt: Float, share: Float)] = [(0, 0.1), (1, 0.48), (2, 0.76), (3.5, 1)]

    /// Less speech than this is short, in seconds.
    private static let shortSpeech: Float = 0.6
    /// A pause of this turn that shows hesitation, in samples: 250 ms.
    private static let hesitation = 4_000

    /// How sure it is that the person has finished, as log odds; the silence itself is left out.
    static func confidence(_ evidence: PauseEvidence) -> Float {
        var sum = bias
        if let lowestScore = evidence.lowestScore, let lastScore = evidence.lastScore {
            sum += lowest * logOdds(lowestScore) + sure * max(0, logOdds(lastScore) - 2.5)
        } else {
            sum += unanswered
        }
        let seconds = Float(evidence.voiced) / 16_000
        sum += speech * logf(max(seconds, 0.05))
        if seconds < shortSpeech { sum += short }
        if evidence.ending == .unfinished { sum += unfinishedWords }
        if max(evidence.habits.longest, evidence.habits.typical) > hesitation { sum += hesitant }
        if evidence.expectation == .yesNo, evidence.ending == .yesNo { sum += expectedAnswer }
        return sum
    }

    /// The part of the longest wait, 0...1, that so much doubt needs.
    static func shareOfPatience(doubt: Float) -> Double {
        guard let upper = waits.firstIndex(where: { $0.doubt >= doubt }) else { return 1 }
        guard upper > 0 else { return 0 }
        let (low, high) = (waits[upper - 1], waits[upper])
        return Double(low.share + (doubt - low.doubt) / (high.doubt - low.doubt) * (high.share - low.share))
    }

    private static func logOdds(_ probability: Float) -> Float {
        let bounded = min(max(probability, 0.01), 0.99)
        return logf(bounded / (1 - bounded))
    }
}
