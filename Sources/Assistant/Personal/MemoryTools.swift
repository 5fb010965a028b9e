internal import Dialogue
internal import Memory
package import Tools
internal import Wire

/// The memory as tools: for the person's own words, for a language model, and for other agents.
package enum MemoryTools {
    package static func all(_ memory: PersonalMemory) -> [any AssistantTool] {
        [remember, recall, about, forget, forgetEverything].map { MemoryTool(definition: $0.0, memory: memory, body: $0.1) }
    }

    static let forgetEverythingName = "memory.forget_everything"

    typealias Body = @Sendable (JSONValue, MemoryCall) async throws(MemoryError) -> ToolOutput

    private static let remember: (ToolDefinition, Body) = (
        ToolDefinition(
            name: "memory.remember",
            summary: "Keeps something the person wants remembered for later conversations, such as a fact about them.",
            parameters: text("sentence", "What to remember, as one sentence in the person's words: I live in Leeds."), risk: .write,
            isIdempotent: true, examples: ["remember that my locker is number nine", "keep in mind that I am vegetarian"]),
        { arguments, call throws(MemoryError) in
            let memories = try await call.memory.remember(
                arguments["sentence"]?.string ?? "", of: call.owner, session: call.context.session, now: call.context.now, at: .now)
            return ToolOutput(list(memories), speech: "I will remember that.")
        }
    )

    private static let recall: (ToolDefinition, Body) = (
        ToolDefinition(
            name: "memory.recall", summary: "Looks up what is remembered of the person on a matter, from earlier conversations.",
            parameters: text("about", "What it is about: my sister, my job."), maySpeculate: true,
            examples: ["do you remember where I work", "what did I tell you about my sister"]),
        { arguments, call throws(MemoryError) in
            let matter = arguments["about"]?.string ?? ""
            let found = try await call.memory.recall.search(matter, owner: call.owner, at: .now)
            let speech = await call.memory.about(matter, among: found, of: call.owner, at: .now)
            return ToolOutput(list(found.map(\.memory)), speech: speech)
        }
    )

    private static let about: (ToolDefinition, Body) = (
        ToolDefinition(
            name: "memory.about_person", summary: "Tells everything that is remembered about the person.", maySpeculate: true,
            examples: ["what do you know about me"]),
        { _, call throws(MemoryError) in
            let speech = try await call.memory.about(call.owner, at: .now)
            return ToolOutput(["known": .string(speech)], speech: speech)
        }
    )

    private static let forget: (ToolDefinition, Body) = (
        ToolDefinition(
            name: "memory.forget", summary: "Forgets for good the one thing that fits best of what is remembered about the person.",
            parameters: text("about", "What to forget: my address."), risk: .destructive, isIdempotent: false,
            examples: ["forget my address", "forget that I live in York"]),
        { arguments, call throws(MemoryError) in
            let gone = try await call.memory.forget(arguments["about"]?.string, of: call.owner, at: .now)
            return ToolOutput(list(gone), speech: speech(of: gone))
        }
    )

    private static let forgetEverything: (ToolDefinition, Body) = (
        ToolDefinition(
            name: forgetEverythingName, summary: "Forgets for good everything that is remembered about the person.", risk: .destructive,
            examples: ["forget everything about me"]),
        { _, call throws(MemoryError) in
            let count = try await call.memory.store.forgetEverything(of: call.owner)
            return ToolOutput(["forgotten": .integer(count)], speech: "I have forgotten everything I knew about you.")
        }
    )

    static func speech(of gone: [Memory]) -> String {
        guard let first = gone.first else { return "There is nothing of the kind that I could forget." }
        return gone.count == 1 ? "I have forgotten this: \(PersonalMemory.told(first))" : "I have forgotten that."
    }

    private static func text(_ name: String, _ description: String) -> JSONValue {
        [
            "type": "object", "required": [.string(name)], "additionalProperties": false,
            "properties": [name: ["type": "string", "minLength": 1, "maxLength": 1_000, "description": .string(description)]],
        ]
    }

    private static func list(_ memories: [Memory]) -> JSONValue {
        ["memories": .array(memories.map { ["id": .integer($0.id), "text": .string($0.content.text)] })]
    }
}

/// One call, and whose memory it is about.
struct MemoryCall: Sendable {
    let memory: PersonalMemory
    let context: ToolContext

    var owner: MemoryOwner { MemoryOwner(account: context.account, person: context.person ?? "") }
}

/// A tool over the memory.
private struct MemoryTool: AssistantTool {
    let definition: ToolDefinition
    let memory: PersonalMemory
    let body: MemoryTools.Body

    func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        do throws(MemoryError) {
            return try await body(arguments, MemoryCall(memory: memory, context: context))
        } catch {
            throw error.kind == .unavailable ? .unavailable(error.description) : .failed(error.description)
        }
    }

    func question(_ arguments: JSONValue) -> String? {
        guard let matter = arguments["about"]?.string else { return "Shall I really forget everything I know about you?" }
        return "Shall I really forget what I know about \(matter)?"
    }
}
