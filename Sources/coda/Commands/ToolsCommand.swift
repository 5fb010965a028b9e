internal import Assistant
internal import Configuration
internal import Dialogue
internal import Inference
internal import Language
internal import Realtime
internal import Tools
internal import Wire

enum ToolsCommand: Command {
    static let name = "tools"
    static let summary = "what Coda can do on your behalf: list, search and call its tools"
    static let guide: Guide? = Guide(
        usage: [
            "list [--json] [--config FILE]", "search \"TEXT\" [--json] [--config FILE]",
            "call NAME ['{\"argument\": \"value\"}'] [--yes] [--config FILE]",
        ],
        examples: [
            Guide.Entry("coda tools list", "every tool, the worst it can do, and what it is for"),
            Guide.Entry("coda tools search \"how many miles is that\"", "the tools that fit a wish"),
            Guide.Entry(
                "coda tools call calculator '{\"expression\": \"2^100\"}'", "one call, checked and carried out as in a conversation"),
        ],
        operand: .choice("ACTION", actions),
        notes: [
            .text(
                "MCP servers that the settings name are waited for, 20 s at most (docs/mcp.md). What needs the person's yes is only done with --yes."
            ),
            .text("call ends with 0 for a result and 1 where the call failed; the reason is on standard error."),
        ])
    static let options: [Arguments.Option] = [
        .settingsFile,
        .flag("--yes", summary: "agree to what is asked about first"),
        .flag("--json", summary: "one object on standard output"),
    ]

    private static let actions = ["list", "search", "call"]

    static func run(_ arguments: Arguments) async throws {
        let words = arguments.positional
        switch (words.first, words.count) {
        case ("list", 1): try await with(arguments) { list($0, arguments) }
        case ("search", 2): try await with(arguments) { await search(words[1], $0, arguments) }
        case ("call", 2...3): try await with(arguments) { try await call(words[1], words.count > 2 ? words[2] : "{}", $0, arguments) }
        default: throw CommandLineError(.usage, "use list, search \"TEXT\", or call NAME '{...}'. See: coda tools --help")
        }
    }

    private static func with(_ arguments: Arguments, _ body: (AssistantServices) async throws -> Void) async throws {
        try await AssistantServices.with(try loadSettings(arguments.value("--config"))) { services in
            // Only what looks into the memory compares by meaning.
            let usesMemory = arguments.positional.first == "call" && arguments.positional.dropFirst().first?.hasPrefix("memory.") == true
            _ = services.offerMemory(usesMemory ? Engines.loadEmbedder(from: EngineHome.locate()) : nil)
            await services.awaitAgents()
            try await body(services)
        }
    }

    private static func list(_ services: AssistantServices, _ arguments: Arguments) {
        show(services.executor.registry.definitions, arguments)
    }

    private static func search(_ text: String, _ services: AssistantServices, _ arguments: Arguments) async {
        let embedder = Engines.loadEmbedder(from: EngineHome.locate())
        var embedding: ToolEmbedding?
        if let embedder { embedding = { texts in try? await embedder.embed(texts) } }
        let finder = ToolFinder(services.executor.registry, embedding: embedding)
        let found = await finder.find(text, limit: 8)
        show(found.compactMap { services.executor.registry.definition(named: $0.name) }, arguments)
    }

    private static func show(_ definitions: [ToolDefinition], _ arguments: Arguments) {
        guard !arguments.has("--json") else {
            let list = definitions.map { tool -> JSONValue in
                [
                    "name": .string(tool.name), "summary": .string(tool.summary), "risk": .string(tool.risk.rawValue),
                    "parameters": tool.parameters,
                ]
            }
            return Terminal.print((["schema": "coda.tools/1", "tools": .array(list)] as JSONValue).text)
        }
        let width = definitions.map(\.name.count).max() ?? 0
        for tool in definitions {
            let name = tool.name + String(repeating: " ", count: width - tool.name.count)
            let risk = tool.risk.rawValue + String(repeating: " ", count: 11 - tool.risk.rawValue.count)
            Terminal.print("\(name)  \(risk)  \(tool.summary)")
        }
    }

    private static func call(_ name: String, _ text: String, _ services: AssistantServices, _ arguments: Arguments) async throws {
        let policy = services.policy
        let context = ToolContext(
            account: ReplyCaller.localAccount, session: "command-line", now: .local(),
            idempotencyKey: "\(UInt64.random(in: 0 ... .max))")
        var outcome = await services.executor.call(ToolCall(name, .text(text)), context, policy: policy)
        if let question = outcome.confirmation {
            guard arguments.has("--yes") else { throw CommandLineError(.usage, "\(question.question) Give --yes to agree.") }
            outcome = await services.executor.call(ToolCall(name, .text(text), consent: question.token), context, policy: policy)
        }
        guard let output = outcome.output else { throw CommandLineError(.different, outcome.failure?.text ?? outcome.speech) }
        Terminal.print(arguments.has("--json") ? output.value.text : outcome.speech)
    }
}
