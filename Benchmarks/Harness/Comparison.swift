internal import Wire

/// Two runs, or two folders of runs, figure by figure.
package struct Comparison: Sendable {
    package enum Verdict: String, Sendable {
        case worse = "WORSE"
        case better
        case same = ""
        /// Nothing says which way is better, or a rule says not to look.
        case notJudged = "not judged"
    }

    package struct Row: Sendable {
        package let bench: String
        package let figure: String
        package let before: Double
        package let after: Double
        package let verdict: Verdict
        /// Percent by which it may be worse.
        package let limit: Double?

        /// In percent of what it was; `nil` where that is 0.
        var change: Double? { before == 0 ? nil : (after - before) / abs(before) * 100 }
    }

    package private(set) var rows: [Row] = []
    /// What keeps the two from being comparable, or is only in one of them.
    package private(set) var warnings: [String] = []

    package init(_ before: [BenchRun], _ after: [BenchRun], limits: RegressionLimits = RegressionLimits()) {
        for old in before {
            guard let new = after.first(where: { $0.name == old.name }) else {
                warnings.append("\(old.name) is only in the first")
                continue
            }
            warn(old, new)
            for (figure, value) in old.figures.sorted(by: { $0.key < $1.key }) {
                guard let now = new.figures[figure] else {
                    warnings.append("\(old.name): \(figure) is only in the first")
                    continue
                }
                let limit = limits.limit(bench: old.name, figure: figure)
                rows.append(
                    Row(
                        bench: old.name, figure: figure, before: value, after: now, verdict: Self.verdict(value, now, limit),
                        limit: limit?.percent))
            }
        }
        for new in after where !before.contains(where: { $0.name == new.name }) { warnings.append("\(new.name) is only in the second") }
    }

    package var regressions: [Row] { rows.filter { $0.verdict == .worse } }

    private mutating func warn(_ old: BenchRun, _ new: BenchRun) {
        for key in ["processor", "cores", "memory_mb"] where old.machine[key] != new.machine[key] {
            warnings.append("\(old.name): \(key) differs; the figures may say more of the machines than of the program")
        }
        if old.settings != new.settings {
            warnings.append("\(old.name): the settings differ: \(old.settings.text) against \(new.settings.text)")
        }
    }

    private static func verdict(
        _ before: Double, _ after: Double, _ limit: (better: FigureUnit.Better, percent: Double, slack: Double)?
    ) -> Verdict {
        guard let limit else { return .notJudged }
        let loss = limit.better == .lower ? after - before : before - after
        let allowed = max(limit.slack, abs(before) * limit.percent / 100)
        if loss > allowed { return .worse }
        return loss < -allowed ? .better : .same
    }

    /// For a person: what changed beyond its limit, and how much else there is.
    ///
    /// - Parameter isFull: every figure, not just those.
    package func table(isFull: Bool = false) -> String {
        let shown = rows.filter { isFull || $0.verdict == .worse || $0.verdict == .better }
        let cells = shown.map { row in
            [
                "\(row.bench) \(row.figure)", FigureText.of(row.before), FigureText.of(row.after),
                row.change.map { "\($0 > 0 ? "+" : "")\(FigureText.of(($0 * 10).rounded() / 10)) %" } ?? "",
                row.limit.map { "\(FigureText.of($0)) %" } ?? "", row.verdict.rawValue,
            ]
        }
        let table = TextTable(["figure", "before", "after", "change", "limit", ""], cells)
        let counts =
            "\(rows.count) figures: \(regressions.count) worse, \(rows.count { $0.verdict == .better }) better, "
            + "\(rows.count { $0.verdict == .same }) within their limits, \(rows.count { $0.verdict == .notJudged }) not judged"
        return ((shown.isEmpty ? [] : [table.text]) + [counts] + warnings.map { "note: \($0)" }).joined(separator: "\n")
    }
}
