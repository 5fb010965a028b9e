/// A turn that was answered late, and why.
package struct ProfileSlowTurn: Sendable, Equatable {
    /// Something that took longer than usual, in milliseconds.
    package struct Excess: Sendable, Equatable {
        package var name: SpanName
        package var milliseconds: Double
        package var usual: Double

        package init(name: SpanName, milliseconds: Double, usual: Double) {
            self.name = name
            self.milliseconds = milliseconds
            self.usual = usual
        }

        package var excess: Double { milliseconds - usual }
    }

    package var session: UInt32
    package var turn: Int32
    package var title: String
    package var milliseconds: Double
    package var usual: Double
    /// Parts that took longer than their median, the worst first.
    package var parts: [Excess]
    /// Work and waits between the end of speech and the answer that took longer than their median there, the worst first.
    package var causes: [Excess]
}

extension Profile {
    /// Differences that nobody would look into.
    private static let slight = 2.0

    /// The slowest turns above the median, the slowest first.
    package func slowTurns(_ count: Int = 3) -> [ProfileSlowTurn] {
        let turns = turns
        let usual = median(turns.map(\.milliseconds))
        let slow = turns.filter { $0.milliseconds > usual + Self.slight }.sorted { $0.milliseconds > $1.milliseconds }.prefix(count)
        guard !slow.isEmpty else { return [] }
        let sums = turns.map { ($0.turnKey, workAndWaits(in: $0)) }
        var medians: [SpanName: Double] = [:]
        for name in SpanName.allCases where name != .turn { medians[name] = median(sums.map { $0.1[name] ?? 0 }) }
        let byTurn = Dictionary(sums, uniquingKeysWith: { $1 })
        return slow.map { turn in
            let excesses = (byTurn[turn.turnKey] ?? [:]).map { name, milliseconds in
                ProfileSlowTurn.Excess(name: name, milliseconds: milliseconds, usual: medians[name] ?? 0)
            }.filter { $0.excess > Self.slight }.sorted { ($0.excess, $1.name.rawValue) > ($1.excess, $0.name.rawValue) }
            return ProfileSlowTurn(
                session: turn.session, turn: turn.turn, title: turnNames[turn.turnKey] ?? "session \(turn.session), turn \(turn.turn)",
                milliseconds: turn.milliseconds, usual: usual, parts: excesses.filter { $0.name.kind == .part },
                causes: excesses.filter { $0.name.kind != .part })
        }
    }

    /// Milliseconds of each name within the time from the end of speech to the answer.
    private func workAndWaits(in turn: SpanRecord) -> [SpanName: Double] {
        var sums: [SpanName: Double] = [:]
        for span in spans where span.turnKey == turn.turnKey && span.name != .turn {
            let (start, end) = (max(span.start, turn.start), min(span.end, turn.end))
            if end > start { sums[span.name, default: 0] += Double(end - start) / 1e6 }
        }
        return sums
    }

    private func median(_ values: [Double]) -> Double { Quantile.of(values.sorted(), 0.5) }
}
