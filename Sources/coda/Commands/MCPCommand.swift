internal import Assistant
internal import Configuration
internal import Glibc
internal import Network
internal import Realtime
internal import Tools
internal import Wire

enum MCPCommand: Command {
    static let name = "mcp"
    static let summary = "offer Coda's tools to other programs, and look at the tools of others"
    static let guide: Guide? = Guide(
        usage: ["[--risk LEVEL]", "check NAME | --url URL | --command \"PROGRAM WORDS\" [--call TOOL [--arguments JSON]]", "approve NAME"],
        examples: [
            Guide.Entry("coda mcp", "serves Coda's tools on standard input and output, for a program that starts it"),
            Guide.Entry("coda mcp check calendar", "connects to that server of mcp.servers_file and lists its tools"),
            Guide.Entry("coda mcp check --url http://127.0.0.1:8000/mcp", "the same for any address"),
            Guide.Entry("coda mcp check --command \"uvx mcp-server-time\"", "and for any program"),
            Guide.Entry("coda mcp approve calendar", "what its tools say of themselves now is right"),
        ],
        operand: .choice("ACTION", ["check", "approve"]),
        notes: [.text("A running server offers its tools at /mcp where mcp.offers says so. See docs/mcp.md.")])
    static let options: [Arguments.Option] = [
        .settingsFile,
        .value("--url", form: .text("URL"), summary: "the server to check, by streamable HTTP"),
        .value("--command", form: .text("WORDS"), summary: "the program to check; words with spaces between, and no shell"),
        .value("--call", form: .text("TOOL"), summary: "one of the server's own names: it is called, and its result printed as JSON"),
        .value("--arguments", form: .text("JSON"), summary: "what it is called with", default: "{}"),
        .value(
            "--risk", form: .choice("LEVEL", ["read", "write", "all"]), summary: "the worst that the offered tools may do", default: "write"
        ),
    ]

    static func run(_ arguments: Arguments) async throws {
        let words = arguments.positional
        switch (words.first, words.count) {
        case (nil, 0): try await serve(arguments)
        case ("check", 1...2):
            let check = MCPCheck(try entry(arguments, words.dropFirst().first))
            try await check.run(try arguments.value("--call").map { ($0, try object(arguments.value("--arguments") ?? "{}")) })
        case ("approve", 2): try await approve(words[1], try settings(arguments))
        default: throw CommandLineError(.usage, "use no words, check, or approve NAME. See: coda mcp --help")
        }
    }

    private static func object(_ text: String) throws -> JSONValue {
        guard let value = try? JSONValue.parse(Array(text.utf8)), case .object = value else {
            throw CommandLineError(.usage, "--arguments must be a JSON object.")
        }
        return value
    }

    private static func serve(_ arguments: Arguments) async throws {
        let risks = MCPOffer.risks(arguments.value("--risk") ?? "write")
        try await AssistantServices.with(try settings(arguments)) { services in
            let memory = services.offerMemory(Engines.loadEmbedder(from: EngineHome.locate()))
            // Ends with the service.
            let learning = Task { await memory?.run() }
            defer { learning.cancel() }
            try await MCPService.run(MCPOffer.host(services).limited(to: risks))
        }
    }

    private static func settings(_ arguments: Arguments) throws -> Settings { try loadSettings(arguments.value("--config")) }

    private static func entry(_ arguments: Arguments, _ name: String?) throws -> MCPServerEntry {
        switch (name, arguments.value("--url"), arguments.value("--command")) {
        case (let name?, nil, nil):
            let entries = try MCPSettings.entries(try settings(arguments))
            if let entry = entries.first(where: { $0.name == name }) { return entry }
            let known = entries.isEmpty ? "mcp.servers_file names none" : "there are \(entries.map(\.name).joined(separator: ", "))"
            throw CommandLineError(.usage, "there is no server \(name): \(known).")
        case (nil, let url?, nil): return MCPServerEntry(name: "server", place: .url(url, headers: [:]))
        case (nil, nil, let line?):
            let words = line.split(separator: " ").map(String.init)
            guard let command = words.first else { throw CommandLineError(.usage, "--command is empty.") }
            return MCPServerEntry(
                name: "server", place: .command(command, arguments: Array(words.dropFirst()), environment: [:], folder: nil))
        default: throw CommandLineError(.usage, "name one server: NAME, --url URL or --command WORDS.")
        }
    }

    private static func approve(_ name: String, _ settings: Settings) async throws {
        let file = try MCPSettings.approvals(settings)
        guard file.forget(name) else { throw CommandLineError(.usage, "nothing is known of a server \(name).") }
        if let fault = await file.save() { throw CommandLineError(.input, fault) }
        Terminal.say("The tools of \(name) are approved as they are when Coda connects next. A running server must be started again.")
    }
}
