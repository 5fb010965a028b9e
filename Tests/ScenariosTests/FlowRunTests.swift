import Realtime
import Scenarios
import ScriptedEngines
import Testing

/// Playing, with a responder that says what it was asked.
@Suite struct FlowRunTests {
    private static let clips = ClipLibrary()

    private func play(_ turn: String) async throws -> ScenarioReport {
        let flow = try FlowReader.read(Array("turns:\n  - {user: hello there, \(turn)}\n".utf8), file: "a.yaml").get()
        let watch = FlowWatch(EchoResponder())
        let stage = await VirtualStage(Engines.scripted(responder: watch), name: "flow")
        return try await FlowRun.play(flow, on: stage, watch: watch, clips: Self.clips) { _ in "greeting" }
    }

    @Test(
        "what holds is told, and what does not",
        arguments: [
            ("contains: HELLO", true), ("contains: [hello, goodbye]", false), ("any: [hello, goodbye]", true), ("any: [goodbye]", false),
            ("lacks: goodbye", true), ("lacks: [goodbye, there]", false), ("empty: false", true), ("empty: true", false),
            ("asks: false", true), ("asks: true", false), ("intent: greeting", true), ("intent: farewell", false), ("calls: []", true),
            ("calls: [list.add]", false), ("client_calls: [f]", false), ("way: llm", false), ("prompt: hello", false),
            ("prompt_lacks: hello", true), ("contains: goodbye, awaits: politeness", true), ("contains: hello, awaits: politeness", false),
        ])
    func judged(turn: String, holds: Bool) async throws {
        let report = try await play(turn)
        #expect(report.isPassed == holds, "\(report.lines)")
        #expect(!report.lines.isEmpty)
    }
}
