internal import Telemetry

/// What one system made of one scene.
struct EndpointOutcome: Sendable {
    /// One entry for each pause inside the turn: whether it was taken for the end.
    var cutOffs: [Bool]
    /// Milliseconds from the true end to the decision; never below zero.
    var delay: Double
    /// Whether anything before the true end was taken for it, as `bench turn` counts it.
    var isTurnCutOff: Bool

    /// A decision this little before the true end is none before it, in samples: labels are no better than 50 ms.
    private static let tolerance = 800

    init(of system: some EndpointSystem, in heard: HeardScene) {
        let decisions = system.decisions(in: heard)
        let end = heard.trueEnd
        cutOffs = heard.pauses.map { pause in decisions.contains { pause.contains($0) } }
        isTurnCutOff = decisions.contains { $0 < end - Self.tolerance }
        // The last silence may have begun before the labelled end, and been decided then.
        let last = decisions.first { $0 >= end - Self.tolerance } ?? decisions.last { $0 >= heard.lastSilence }
        delay = last.map { max(0, Double($0 - end) / 16) } ?? Double((heard.windows.last?.end ?? end) - end) / 16
    }
}

/// Figures over the scenes of several recordings.
struct EndpointTally: Sendable {
    /// By recording: scenes of one are no independent witnesses.
    var outcomes: [[EndpointOutcome]]

    init(_ system: some EndpointSystem, _ recordings: [[HeardScene]]) {
        outcomes = recordings.map { $0.map { EndpointOutcome(of: system, in: $0) } }
    }

    private init(_ outcomes: [[EndpointOutcome]]) { self.outcomes = outcomes }

    /// Share of the pauses that were taken for the end of the turn.
    var cutOffShare: Double {
        let all = outcomes.joined().flatMap(\.cutOffs)
        return Double(all.count(where: \.self)) / Double(max(1, all.count))
    }

    /// Mean of the delays, as eot-bench takes it.
    var meanDelay: Double { delays.reduce(0, +) / Double(max(1, delays.count)) }

    var delays: [Double] { outcomes.joined().map(\.delay) }

    var turnCutOffShare: Double {
        let all = outcomes.joined().map(\.isTurnCutOff)
        return Double(all.count(where: \.self)) / Double(max(1, all.count))
    }

    /// 95 % of resamplings of the recordings lie within.
    func interval(of figure: (EndpointTally) -> Double, seed: UInt64) -> (low: Double, high: Double) {
        var numbers = SeededNumbers(seed)
        let values = (0..<500).map { _ in
            figure(EndpointTally(outcomes.map { _ in outcomes.randomElement(using: &numbers) ?? [] }))
        }.sorted()
        return (Quantile.of(values, 0.025), Quantile.of(values, 0.975))
    }

    /// The probability of a difference as large as this, in favour of either, where both systems are alike: signs of the recordings'
    /// differences are drawn at random.
    func pairedTest(against other: EndpointTally, of figure: (EndpointOutcome) -> Double, seed: UInt64) -> Double {
        let differences = zip(outcomes, other.outcomes).map { mine, others in
            mine.map(figure).reduce(0, +) - others.map(figure).reduce(0, +)
        }
        let observed = abs(differences.reduce(0, +))
        var numbers = SeededNumbers(seed)
        let rounds = 10_000
        let asLarge = (0..<rounds).count { _ in
            abs(differences.reduce(0) { Bool.random(using: &numbers) ? $0 + $1 : $0 - $1 }) >= observed - 1e-9
        }
        return Double(asLarge + 1) / Double(rounds + 1)
    }
}
