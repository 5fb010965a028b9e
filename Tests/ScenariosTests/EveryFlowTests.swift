import Configuration
import Realtime
import Scenarios
import ScriptedEngines
import TestSupport
import Testing

/// The flows of the folder `Tests/Flows`, each through a whole session on the virtual clock.
@Suite(.serialized) struct EveryFlowTests {
    private static let folder = TestData.packageFolder + "/Tests/Flows"
    private static let clips = ClipLibrary()

    static let names = FolderContents.names(folder).filter { $0.hasSuffix(".yaml") }

    /// Loaded for each spoken flow: what a decoder has heard before changes what it makes of the next voice, and a flow must not depend on
    /// the one before it. One thread decodes, so that the session's own clock cannot outrun it.
    private static func engines() async throws -> Engines {
        var options = EngineOptions()
        options.recognizerThreads = 1
        return try await Engines.load(from: EngineHome(path: TestData.deps), options: options)
    }

    @Test("there are at least fifty flows")
    func enough() { #expect(Self.names.count >= 50) }

    @Test("every flow holds", arguments: names)
    func play(name: String) async throws {
        let path = Self.folder + "/" + name
        let flow = try FlowReader.read(try SettingsLoader.read(path), file: path).get()
        let assistant = try await FlowAssistant(flow)
        var engines = flow.isSpoken ? try await Self.engines() : Engines.scripted()
        engines.responder = assistant.watch
        let report = try await FlowRun.play(
            flow, on: await VirtualStage(engines, name: "flow"), watch: assistant.watch, model: assistant.model, clips: Self.clips,
            intents: assistant.intents)
        await assistant.close()
        for line in report.lines where line.outcome == .broken { Issue.record("\(name):\(line.place.line): \(line.text)") }
        #expect(!report.lines.isEmpty)
    }
}
