import Configuration
import Dialogue
import Realtime
import Recording
import Scenarios
import ScriptedEngines
import Testing

/// Playing, with engines whose answers are known.
@Suite struct ScenarioRunTests {
    private static let clips = ClipLibrary()

    private func play(_ steps: String, settings: String = "") async throws -> ScenarioReport {
        let text = "settings: {\(settings)}\nsteps:\n" + steps
        let scenario = try ScenarioReader.read(Array(text.utf8), file: "test.yaml").get()
        let engines = Engines.scripted(ScriptedRecognizer("what time is it"))
        return try await ScenarioRun.play(scenario, on: await VirtualStage(engines, name: "test"), clips: Self.clips)
    }

    @Test("what holds is told with its time")
    func holds() async throws {
        let report = try await play(
            """
              - say: "what time is it"
              - expect:
                  speech_started: {within_ms: 700}
                  speech_stopped: {within_ms: 700}
                  transcript: {contains: "TIME"}
                  reply: {contains: "you said", within_ms: 900}
                  done: {lacks: "weather"}

            """)
        #expect(report.isPassed, "\(report.lines)")
        #expect(report.lines.map(\.outcome) == [.held, .held, .held, .held, .held])
        #expect(report.seconds > 1)
    }

    @Test(
        "what does not hold is told at its step",
        arguments: [
            ("reply: {contains: \"weather\"}", "not with \"weather\" in it"), ("reply: {lacks: \"time\"}", "with \"time\" in it"),
            ("speech_stopped: {within_ms: 1}", "within 1 ms"), ("transcript: {empty: true}", "not empty"),
            ("idle_prompt: {within_ms: 200}", "no idle_prompt came within 200 ms"), ("interrupted: true", "no reply was under way"),
        ])
    func breaks(expectation: String, told: String) async throws {
        let report = try await play("  - say: \"what time is it\"\n  - expect:\n      \(expectation)\n")
        #expect(!report.isPassed)
        #expect(report.lines.last?.place.line == 4)
        #expect(report.lines.last?.text.contains(told) == true, "\(report.lines)")
    }

    @Test("something that must be absent and comes breaks the scenario")
    func absent() async throws {
        let broken = try await play("  - say: \"what time is it\"\n  - absent: [speech_stopped]\n    for: 2 s\n")
        #expect(!broken.isPassed)
        let held = try await play("  - pause: 1 s\n  - absent: [speech_started, reply]\n    for: 1 s\n")
        #expect(held.isPassed, "\(held.lines)")
    }

    @Test("an interruption is seen, and its absence too")
    func interruption() async throws {
        let overlap = "  - say: \"what time is it\"\n  - overlap: {say: \"stop it please now\", after: 300 ms}\n"
        let steps = overlap + "  - expect:\n      interrupted: "
        #expect(try await play(steps + "true\n").isPassed)
        #expect(try await !play(steps + "false\n").isPassed)
        #expect(try await play(steps + "false\n", settings: "interrupt: false").isPassed)
    }

    @Test("an awaited check may fail, and must not hold")
    func awaits() async throws {
        let steps = "  - say: \"what time is it\"\n  - expect:\n      reply: {contains: \"WORD\"}\n    awaits: more\n"
        let awaited = try await play(steps.replacing("WORD", with: "weather"))
        #expect(awaited.isPassed)
        #expect(awaited.lines.map(\.outcome) == [.awaited])
        #expect(try await !play(steps.replacing("WORD", with: "time")).isPassed)
    }

    @Test("a refusal nobody expected breaks the scenario, an expected one does not")
    func refusals() async throws {
        #expect(try await !play("  - commit\n", settings: "detection: push_to_talk").isPassed)
        let expected = "  - mute: 100 ms\n  - commit\n  - expect:\n      error: {contains: \"nothing to commit\"}\n"
        #expect(try await play(expected, settings: "detection: push_to_talk").isPassed)
    }

    @Test("a file that is not there is named")
    func missing() async throws {
        await #expect { _ = try await play("  - play: /nowhere/clip.wav\n") } throws: { "\($0)".contains("/nowhere/clip.wav") }
    }
}
