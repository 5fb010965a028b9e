import Benchmarks
import TestSupport
import Testing
import Wire

@Suite struct ComparisonTests {
    private static func run(_ figures: [String: Double], name: String = "turn", machine: JSONValue = ["cores": 2]) throws -> BenchRun {
        try BenchRun([
            "name": .string(name), "version": "1", "started": "2026-01-01T00:00:00", "machine": machine, "settings": ["quick": false],
            "figures": .object(figures.mapValues { .number($0) }), "notes": [],
        ])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let figure: String
        let before: Double
        let after: Double
        let verdict: Comparison.Verdict
        var testDescription: String { "\(figure): \(before) to \(after)" }
    }

    @Test(
        "which way is better, and by how much it may be worse, follows from the name",
        arguments: [
            Case(figure: "first_audible_ms.p50", before: 100, after: 109, verdict: .same),
            Case(figure: "first_audible_ms.p50", before: 100, after: 111, verdict: .worse),
            Case(figure: "first_audible_ms.p50", before: 100, after: 80, verdict: .better),
            Case(figure: "first_audible_ms.p95", before: 100, after: 120, verdict: .same),
            Case(figure: "first_audible_ms.p95", before: 100, after: 126, verdict: .worse),
            Case(figure: "first_audible_ms.p99", before: 100, after: 149, verdict: .same),
            Case(figure: "first_audible_ms.n", before: 100, after: 1, verdict: .notJudged),
            Case(figure: "calls_per_s.5", before: 1_000, after: 800, verdict: .worse),
            Case(figure: "calls_per_s.5", before: 1_000, after: 1_200, verdict: .better),
            Case(figure: "calls_per_s.low", before: 1_000, after: 1, verdict: .notJudged),
            Case(figure: "streams_per_core", before: 500, after: 400, verdict: .worse),
            Case(figure: "us_per_window.native", before: 20, after: 30, verdict: .worse),
            Case(figure: "kb_per_idle_session", before: 60, after: 61, verdict: .same),
            Case(figure: "wer_share.all", before: 0.4, after: 0.5, verdict: .worse),
            Case(figure: "recall_share", before: 0.9, after: 0.7, verdict: .worse),
            Case(figure: "unanswered_share", before: 0.0, after: 0.2, verdict: .worse),
            Case(figure: "answered_share.25", before: 1, after: 0.8, verdict: .worse),
            Case(figure: "cpu_share", before: 0.5, after: 0.3, verdict: .better),
            Case(figure: "delay_ms_at_5_percent.coda", before: 700, after: 900, verdict: .worse),
            Case(figure: "turns", before: 10, after: 1, verdict: .notJudged),
            Case(figure: "init_us", before: 0.01, after: 0.05, verdict: .same),
            Case(figure: "rss_end_mb", before: 0, after: 100, verdict: .worse),
        ])
    func verdicts(one: Case) throws {
        let comparison = Comparison([try Self.run([one.figure: one.before])], [try Self.run([one.figure: one.after])])
        #expect(comparison.rows.map(\.verdict) == [one.verdict])
    }

    @Test("a rule for a figure comes before what its name says")
    func rules() throws {
        let folder = TemporaryFolder("limits")
        try folder.write(
            """
            {"rules": [{"bench": "turn", "figure": "part_ms.*.p50", "ignore": true}, {"figure": "hold_share*", "percent": 5, "better": "higher"},
                       {"figure": "*.p50", "percent": 100}]}
            """, to: "limits.json")
        let limits = try RegressionLimits(file: folder.file("limits.json"))
        let before = try Self.run(["part_ms.socket.p50": 1, "hold_share.noise": 0.5, "a_ms.p50": 10, "b_ms.mean": 10])
        let after = try Self.run(["part_ms.socket.p50": 9, "hold_share.noise": 0.1, "a_ms.p50": 19, "b_ms.mean": 19])
        let verdicts = Dictionary(uniqueKeysWithValues: Comparison([before], [after], limits: limits).rows.map { ($0.figure, $0.verdict) })
        #expect(
            verdicts == ["part_ms.socket.p50": .notJudged, "hold_share.noise": .worse, "a_ms.p50": .same, "b_ms.mean": .worse])
    }

    @Test("what is not comparable is said, and a missing figure is no regression")
    func warnings() throws {
        let before = [try Self.run(["a_ms.p50": 1, "b_ms.p50": 1]), try Self.run([:], name: "vad")]
        let after = [try Self.run(["a_ms.p50": 1], machine: ["cores": 8]), try Self.run([:], name: "stt")]
        let comparison = Comparison(before, after)
        #expect(comparison.regressions.isEmpty)
        for said in ["cores differs", "b_ms.p50 is only in the first", "vad is only in the first", "stt is only in the second"] {
            #expect(comparison.warnings.contains { $0.contains(said) }, "\(said)")
        }
        #expect(comparison.table(isFull: true).contains("turn a_ms.p50"))
        #expect(!comparison.table().contains("turn a_ms.p50"))
    }
}
