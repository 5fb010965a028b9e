import Assistant
import Configuration
import Dialogue
import Language
import Synchronization
import Tools

/// An assistant with a script for a model, and a person who types.
final class Desk: Sendable {
    let assistant: Assistant

    init(model: ScriptedModel? = nil, tools: [any AssistantTool] = [], _ change: (inout AssistantParts) -> Void = { _ in }) async {
        var parts = AssistantParts(intents: await IntentStore.open(LayeredFolders([])).store)
        parts.model = model
        if !tools.isEmpty { parts.executor = ToolExecutor(ToolRegistry(tools)) }
        change(&parts)
        assistant = Assistant(parts)
    }

    init(_ assistant: Assistant) { self.assistant = assistant }

    static func request(_ text: String, mode: AnswerMode = .llm, memo: String = "") -> ReplyRequest {
        let now = CivilTime(year: 2026, month: 11, day: 21, weekday: 6, hour: 15, minute: 4, second: 0)
        var request = ReplyRequest(text: text, now: now)
        request.mode = mode
        request.memo = memo
        request.caller.session = "s"
        return request
    }

    /// The whole reply.
    func answer(_ request: ReplyRequest) async -> Reply {
        let (stream, continuation) = AsyncStream.makeStream(of: ReplyEvent.self)
        let job = assistant.reply(to: request) { event in
            continuation.yield(event)
            if case .finished = event { continuation.finish() }
            if case .failed = event { continuation.finish() }
        }
        var events: [ReplyEvent] = []
        for await event in stream { events.append(event) }
        withExtendedLifetime(job) {}
        return Reply(events: events)
    }
}

struct Reply {
    let events: [ReplyEvent]

    var text: String { events.reduce("") { if case .text(let piece) = $1 { $0 + piece } else { $0 } } }
    var pieces: [String] { events.compactMap { if case .text(let piece) = $0 { piece } else { nil } } }
    var memo: String? { events.compactMap { if case .memo(let memo) = $0 { memo } else { nil } }.last }
    var used: [String] { events.compactMap { if case .used(let result) = $0 { result.name } else { nil } } }
    var calls: [String] { events.compactMap { if case .call(let name) = $0 { name } else { nil } } }
    var isFinished: Bool { events.last == .finished }

    func notes(_ kind: String) -> [String] {
        events.compactMap { if case .note(let note) = $0, note.kind == kind { note.details } else { nil } }
    }
}
