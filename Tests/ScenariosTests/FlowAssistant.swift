import Assistant
import Configuration
import Dialogue
import Glibc
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
    private let folder: String

    init(_ flow: Flow) async throws {
        folder = try Self.temporaryFolder()
        desk = try await Desk.open(path: folder + "/desk.sqlite")
        let rates = folder + "/rates.json"
        try Self.write(#"{"base": "USD", "date": "2026-11-20", "rates": {"EUR": 0.5, "GBP": 0.4}}"#, to: rates)
        let registry = ToolRegistry()
        registry.replace(source: "flow", with: flow.tools.map(FlowTool.init))
        let money: [any AssistantTool] = [MoneyCalculateTool(), MoneyConvertTool(ratesFile: rates)]
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
        for name in ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm", "rates.json"] { unsafe unlink(folder + "/" + name) }
        unsafe rmdir(folder)
    }

    private static func write(_ text: String, to path: String) throws {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        let bytes = Array(text.utf8)
        guard file >= 0, unsafe bytes.withUnsafeBytes({ unsafe Glibc.write(file, $0.baseAddress, $0.count) }) == bytes.count else {
            throw ScenarioFailure("\(path) cannot be written")
        }
        Glibc.close(file)
    }

    private static func temporaryFolder() throws -> String {
        let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array((base + "/coda-flow-XXXXXX").utf8CString)
        let isMade = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            return unsafe mkdtemp(start) != nil
        }
        guard isMade else {
            throw ScenarioFailure("no temporary folder in \(base)")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
