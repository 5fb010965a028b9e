import Benchmarks
import Glibc
import TestSupport
import Testing

private func isThere(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

/// The benchmarks of recall and consolidation run where the sentence model is.
@Suite(.enabled(if: isThere(".deps/models/minilm/model.onnx"), "the sentence model is not there: make models"))
struct RecallBenchTests {
    /// One conversation in the form in which LoCoMo is published.
    private static let published = """
        [{"sample_id": "own-1", "conversation": {
            "speaker_a": "Ria", "speaker_b": "Sol",
            "session_1_date_time": "9:00 am on 2 March, 2026",
            "session_1": [
                {"speaker": "Ria", "dia_id": "D1:1", "text": "The kitchen tap dripped all night, so I hardly slept."},
                {"speaker": "Sol", "dia_id": "D1:2", "text": "I finally planted the tomatoes behind the shed."},
                {"speaker": "Ria", "dia_id": "D1:3", "text": "Look what came by post!", "blip_caption": "a violin in an open case"}],
            "session_2_date_time": "6:00 pm on 9 March, 2026",
            "session_2": [
                {"speaker": "Sol", "dia_id": "D2:1", "text": "My cousin Odd moves to Bergen in April."},
                {"speaker": "Ria", "dia_id": "D2:2", "text": "A plumber came and mended it in ten minutes."}]},
          "qa": [
            {"question": "Where does Sol's cousin move?", "answer": "Bergen", "evidence": ["D2:1"], "category": 4},
            {"question": "Which instrument did Ria get?", "answer": "a violin", "evidence": ["D1:3"], "category": 1},
            {"question": "What did Sol plant?", "answer": "tomatoes", "evidence": ["D1:2; D2:1"], "category": 1},
            {"question": "Who won the race?", "adversarial_answer": "Sol", "evidence": [], "category": 5}]}]
        """

    @Test func conversationsAsTheyArePublishedAreRead() async throws {
        let folder = TemporaryFolder("recall")
        try folder.write(Self.published, to: "own.json")
        var settings = BenchSettings()
        settings.data = folder.file("own.json")
        let report = try await Bench.named("recall").run(settings) { _ in }
        #expect(report["questions"] == 3 && report["turns"] == 5)
        // All five turns are among the first five.
        #expect(report["evidence_recall_at_5_share.coda"] == 1 && report["evidence_recall_at_10_share.dense"] == 1)
        #expect(report["latency_ms.n"] == 3)
    }

    @Test(.enabled(if: isThere(lent), "the lent conversations are not there: set CODA_TEST_DATA"))
    func bothTogetherAreNoWorseThanEither() async throws {
        var settings = BenchSettings()
        settings.data = Self.lent
        let report = try await Bench.named("recall").run(settings) { _ in }
        for depth in [5, 10] {
            let name = "evidence_recall_at_\(depth)_share"
            let ours = try #require(report["\(name).coda"])
            #expect(ours >= (report["\(name).dense"] ?? 1) && ours >= (report["\(name).text"] ?? 1))
        }
    }

    private static let lent = {
        (unsafe getenv("CODA_TEST_DATA").map { unsafe String(cString: $0) } ?? "../shared/data") + "/memory/bfcl_memory/open"
    }()

    @Test func whatIsNoSuchFileIsSaid() async throws {
        let folder = TemporaryFolder("recall")
        try folder.write("[{\"qa\": []}]", to: "none.json")
        var settings = BenchSettings()
        settings.data = folder.file("none.json")
        await #expect(throws: BenchError.self) { try await Bench.named("recall").run(settings) { _ in } }
    }

    @Test func tidyingLosesNothing() async throws {
        var settings = BenchSettings()
        settings.isQuick = true
        let report = try await Bench.named("consolidation").run(settings) { _ in }
        for count in [1_000, 10_000] {
            #expect(report["distinct_facts_lost.\(count)"] == 0 && report["merged_wrongly.\(count)"] == 0)
            #expect(try #require(report["reduction_share.\(count)"]) > 0.1)
        }
    }
}
