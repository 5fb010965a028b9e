/// One level of a rising load, and whether the server bore it.
package struct LoadStep: Sendable {
    /// Why a level is one too many.
    package enum Failure: String, Sendable, CaseIterable {
        case refused
        case lost
        case unanswered
        case slow
        case misheard
    }

    package let conversations: Int
    package let refused: Int
    package let lost: Int
    package let score: LoadScore

    /// Milliseconds that the p95 of the first audible sample may take.
    package static let patience = LoadScore.inTime

    package init(conversations: Int, refused: Int = 0, lost: Int = 0, score: LoadScore) {
        (self.conversations, self.refused, self.lost, self.score) = (conversations, refused, lost, score)
    }

    /// What it failed by; empty where the server bore it.
    package var failures: [Failure] {
        var failures: [Failure] = []
        if refused > 0 { failures.append(.refused) }
        if lost > 0 { failures.append(.lost) }
        if score.repliedShare < 1, !score.answers.isEmpty { failures.append(.unanswered) }
        if let tail = score.firstAudibleTail, tail > Self.patience { failures.append(.slow) }
        if score.isClearlyMisheard { failures.append(.misheard) }
        return failures
    }

    /// Most conversations that a level held before the first that failed, and that one; nothing of what came later counts.
    package static func breakingPoint(of steps: [LoadStep]) -> (held: Int, broken: LoadStep?) {
        let held = steps.prefix { $0.failures.isEmpty }
        return (held.map(\.conversations).max() ?? 0, steps.dropFirst(held.count).first)
    }
}
