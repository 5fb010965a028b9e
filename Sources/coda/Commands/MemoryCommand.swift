internal import Assistant
internal import Configuration
internal import Dialogue
internal import Memory
internal import Realtime
internal import Wire

enum MemoryCommand: Command {
    static let name = "memory"
    static let summary = "what Coda remembers of a person: list, search, add, forget, export and import it"
    static let guide: Guide? = Guide(
        usage: [
            "list [--kind KIND] [--limit N] [--json]", "search \"TEXT\" [--json]", "show ID", "add \"TEXT\" [--kind KIND]",
            "forget ID ... | --everything --yes", "export [--output FILE]", "import FILE.jsonl", "consolidate [--json]",
            "undo RUN [--json]",
            "stats [--json]", "key FILE",
        ],
        examples: [
            Guide.Entry("coda memory list", "the newest first, each with its number"),
            Guide.Entry("coda memory search \"where do I work\"", "what a conversation would be given, and why"),
            Guide.Entry("coda memory add \"I live in Leeds\"", "learnt as if it had been said"),
            Guide.Entry("coda memory forget 16777217", "gone for good"),
            Guide.Entry("coda memory export --output me.jsonl", "one JSON object a line; import takes it in again, once"),
        ],
        operand: .choice("ACTION", actions),
        notes: [
            .text(
                "A running server notices within a second or two what a command changes. What is kept, how, and how to seal it with a key: docs/memory.md."
            ),
            .text("Ends with 3 where the store or a file cannot be used."),
        ])
    static let options: [Arguments.Option] =
        [.settingsFile] + Arguments.ownerOptions + [
            .value("--kind", form: .text("KIND"), summary: "fact, preference, episode or summary"),
            .value("--limit", form: .number("N"), summary: "memories at most", default: "50"),
            .value("--output", form: .file("FILE"), summary: "where export writes to", default: "standard output"),
            .flag("--everything", summary: "forget: all of this person"),
            .flag("--yes", summary: "agree to that"),
            .flag("--json", summary: "one object on standard output (docs/memory.md)"),
        ]

    private static let actions = ["list", "search", "show", "add", "forget", "export", "import", "consolidate", "undo", "stats", "key"]

    static func run(_ arguments: Arguments) async throws {
        guard let action = arguments.positional.first else {
            throw CommandLineError(.usage, "say what to do: \(actions.joined(separator: ", ")). See: coda memory --help")
        }
        guard actions.contains(action) else {
            let hint = Spelling.hint(for: action, among: actions)
            throw CommandLineError(.usage, "coda memory cannot \"\(action)\".\(hint) See: coda memory --help")
        }
        let words = Array(arguments.positional.dropFirst())
        let most = ["list": 0, "export": 0, "consolidate": 0, "stats": 0, "forget": 1_000][action] ?? 1
        let least = action == "forget" && arguments.has("--everything") ? 0 : min(most, 1)
        guard (least...most).contains(words.count) else {
            throw CommandLineError(.usage, "coda memory \(action) takes \(most == 0 ? "no word" : "one word"). See: coda memory --help")
        }
        if action == "key" { return try makeKey(words[0]) }
        try await MemorySettings.withStore(arguments) { store in
            try await perform(action, words, MemoryDesk(store: store, arguments: arguments))
        }
    }

    private static func makeKey(_ path: String) throws {
        do throws(MemoryError) { try MemoryKeyFile.make(path) } catch { throw CommandLineError(.input, error.description) }
        Terminal.say("\(path) holds a new key. Keep a copy elsewhere: without it nobody reads the memories. Name it in memory.key_file.")
    }

    private static func perform(_ action: String, _ words: [String], _ desk: MemoryDesk) async throws {
        switch action {
        case "list": try await desk.list()
        case "search": try await desk.search(words[0])
        case "show": try await desk.show(words[0])
        case "add": try await desk.add(words[0])
        case "forget": try await desk.forget(words)
        case "export": try await desk.export()
        case "import": try await desk.take(words[0])
        case "consolidate": try await desk.consolidate()
        case "undo": try await desk.undo(words[0])
        default: try await desk.statistics()
        }
    }
}
