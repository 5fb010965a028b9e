import Assistant
import Configuration
import Dialogue
import Language
import Realtime
import Scenarios
import TestSupport
import Tools

/// An assistant as a flow wants it: Coda's own packs and tools, the flow's model, and the flow's tools before the real ones.
struct FlowAssistant {
    let watch: FlowWatch
    let model: FlowModel?
    let intents: FlowRun.Intents
    private let desk: Desk
    private let folder = TemporaryFolder("flow")

    init(_ flow: Flow) async throws {
        desk = try await Desk.open(path: folder.file("desk.sqlite"))
        try folder.write(#"{"base": "USD", "date": "2026-11-20", "rates": {"EUR": 0.5, "GBP": 0.4}}"#, to: "rates.json")
        let registry = ToolRegistry()
        registry.replace(source: "flow", with: flow.tools.map(FlowTool.init))
        let money: [any AssistantTool] = [MoneyCalculateTool(), MoneyConvertTool(ratesFile: folder.file("rates.json"))]
        registry.replace(source: "built-in", with: BuiltInTools.all(sandbox: nil) + desk.tools + money)
        model = flow.model.map { FlowModel($0, standing: flow.standing) }
        let (packs, mistakes) = await IntentStore.open(LayeredFolders([TestData.packageFolder + "/share/intents"]))
        guard mistakes.isEmpty, !packs.engine.library.intents.isEmpty else {
            throw ScenarioFailure("Coda's packs are not there, or wrong: \(mistakes)")
        }
        var parts = AssistantParts(intents: packs)
        parts.model = model
        parts.executor = ToolExecutor(registry)
        for mode in AnswerMode.allCases { parts.settings.patience[mode] = flow.patience }
        watch = FlowWatch(Assistant(parts))
        let engine = packs.engine
        intents = { request in
            let memo = AssistantTestMemo.understanding(request.memo)
            let asked = UnderstandingRequest(
                text: request.text, now: request.now, personName: request.personName, history: request.history, memo: memo,
                timers: request.timers)
            return await engine.understand(asked).intent
        }
    }

    func close() async {
        await desk.close()
        folder.end()
    }
}
