internal import Glibc

/// The fitted numbers of `EndOfTurn`.
enum EndOfTurnWeights {
    /// How sure it is that the person has finished, as log odds; the silence itself is left out.
    static func confidence(_ evidence: PauseEvidence) -> Float {
        let last = logit(evidence.lastScore ?? 0.5)
        return last
    }

    /// The silence at which doubt is overcome.
    static func silence(doubt: Float) -> Duration {
        .milliseconds(Int(160 + 200 * max(0, doubt)))
    }

    private static func logit(_ probability: Float) -> Float {
        let bounded = min(max(probability, 0.01), 0.99)
        return logf(bounded / (1 - bounded))
    }
}
