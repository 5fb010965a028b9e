internal import Configuration
internal import Dialogue
internal import Language
internal import Realtime
internal import Wire

enum IntentsCommand: Command {
    static let name = "intents"
    static let summary = "what Coda understands on this machine: check, test, list and try intent packs"
    static let guide: Guide? = Guide(
        usage: [
            "check [FILE.yaml ...] [--folder DIR] [--json]", "test FILE.yaml [FILE.yaml ...] [--folder DIR] [--json]",
            "list [--folder DIR] [--json]", "try \"TEXT\" [--folder DIR] [--json]",
        ],
        examples: [
            Guide.Entry("coda intents list", "every intent in use, and the file it comes from"),
            Guide.Entry("coda intents check my-pack.yaml", "every mistake at once, each with its line and column"),
            Guide.Entry("coda intents test my-tests.yaml", "are these sentences understood as they should be?"),
            Guide.Entry("coda intents try \"remind me to call Bob at nine\"", "what comes of one sentence"),
        ],
        operand: .choice("ACTION", actions),
        notes: [
            .text(
                "A pack is a YAML file of intents: examples, slots, replies and the tool to call (docs/intents.md). Coda's own packs are read "
                    + "first, then those of your folder; an intent of the same name replaces Coda's."),
            .text(
                "check ends with 0 for good packs and 3 for wrong ones; test ends with 1 where a sentence is not understood as it should be."
            ),
        ])
    static let options: [Arguments.Option] = [
        .value("--folder", form: .folder("DIR"), summary: "your packs", default: "~/.config/coda/intents"),
        .flag("--json", summary: "one object on standard output (docs/intents.md)"),
    ]

    private static let actions = ["check", "test", "list", "try"]

    static func run(_ arguments: Arguments) async throws {
        guard let action = arguments.positional.first else {
            throw CommandLineError(.usage, "say what to do: \(actions.joined(separator: ", ")). See: coda intents --help")
        }
        let rest = Array(arguments.positional.dropFirst())
        switch action {
        case "check": try check(rest, arguments)
        case "test":
            guard !rest.isEmpty else { throw CommandLineError(.usage, "give at least one file of tests. See: coda intents --help") }
            try await test(rest, arguments)
        case "list":
            guard rest.isEmpty else { throw CommandLineError(.usage, "coda intents list takes no file. See: coda intents --help") }
            try list(arguments)
        case "try":
            guard rest.count == 1, let text = rest.first else {
                throw CommandLineError(.usage, "give the text in quotes, once. See: coda intents --help")
            }
            try await attempt(text, arguments)
        default:
            let hint = Spelling.hint(for: action, among: actions)
            throw CommandLineError(.usage, "coda intents cannot \"\(action)\".\(hint) See: coda intents --help")
        }
    }

    private static func folders(_ arguments: Arguments) -> LayeredFolders {
        LayeredFolders(
            .intents, home: EngineHome.locate().path,
            user: arguments.value("--folder") ?? LayeredFolders.standardUserFolder(.intents, ProcessEnvironment.variables))
    }

    /// The packs in use; a mistake in them ends the command.
    private static func library(_ arguments: Arguments) throws -> IntentLibrary {
        let (library, mistakes) = folders(arguments).intents()
        guard mistakes.isEmpty else {
            throw CommandLineError(.input, "the intent packs are wrong:\n" + mistakes.map { "\($0)" }.joined(separator: "\n"))
        }
        return library
    }

    // MARK: check

    private static func check(_ files: [String], _ arguments: Arguments) throws {
        let layers = folders(arguments).files
        // Files that are given lie over the packs in use, and replace those of them that are the same file.
        let (library, mistakes) = IntentLibrary.read(files.isEmpty ? layers : layers.map { $0.filter { !files.contains($0) } } + [files])
        let checked = files.isEmpty ? layers.flatMap { $0 } : files
        if arguments.has("--json") {
            Terminal.print(
                ([
                    "schema": "coda.intents.check/1", "files": .array(checked.map { .string($0) }), "ok": .bool(mistakes.isEmpty),
                    "mistakes": .array(mistakes.map(\.object)),
                ] as JSONValue).text)
        } else {
            for mistake in mistakes { Terminal.print("\(mistake)") }
        }
        guard mistakes.isEmpty else {
            throw CommandLineError(.input, "\(mistakes.count == 1 ? "1 mistake" : "\(mistakes.count) mistakes") in the intent packs.")
        }
        guard !arguments.has("--json") else { return }
        let count = checked.count == 1 ? "1 file is" : "\(checked.count) files are"
        Terminal.print("\(count) good; \(library.intents.count) intents are in use.")
    }

    // MARK: test

    private static func test(_ files: [String], _ arguments: Arguments) async throws {
        let engine = UnderstandingEngine(library: try library(arguments))
        var failures: [IntentTestRun.Failure] = []
        var turns = 0
        for file in files {
            let bytes: [UInt8]
            do { bytes = try SettingsLoader.read(file) } catch { throw CommandLineError(.input, "\(error)") }
            let (tests, mistakes) = IntentTestFile.read(bytes, file: file)
            guard mistakes.isEmpty else {
                throw CommandLineError(.input, "the tests are wrong:\n" + mistakes.map { "\($0)" }.joined(separator: "\n"))
            }
            let (found, tried) = await IntentTestRun.run(tests, engine)
            failures += found
            turns += tried
        }
        if arguments.has("--json") {
            Terminal.print(object(of: failures, turns: turns).text)
        } else {
            show(failures)
        }
        guard failures.isEmpty else {
            let wrong = Set(failures.map { "\($0.file):\($0.place.line)" }).count
            throw CommandLineError(.different, "\(wrong) of \(turns) sentences are not understood as they should be.")
        }
        if !arguments.has("--json") { Terminal.print("\(turns) sentences are understood as they should be.") }
    }

    private static func show(_ failures: [IntentTestRun.Failure]) {
        guard !failures.isEmpty else { return }
        let rows =
            [("where", "said", "what", "expected", "got")]
            + failures.map {
                ("\($0.file):\($0.place.line)", $0.said, $0.what, $0.expected, $0.actual)
            }
        let widths = [rows.map(\.0.count), rows.map(\.1.count), rows.map(\.2.count), rows.map(\.3.count)].map { min(48, $0.max() ?? 0) + 2 }
        for row in rows {
            Terminal.print(
                row.0.padded(to: widths[0]) + row.1.padded(to: widths[1]) + row.2.padded(to: widths[2]) + row.3.padded(to: widths[3])
                    + row.4)
        }
    }

    private static func object(of failures: [IntentTestRun.Failure], turns: Int) -> JSONValue {
        let list = failures.map { failure -> JSONValue in
            [
                "file": .string(failure.file), "line": .integer(failure.place.line), "said": .string(failure.said),
                "what": .string(failure.what),
                "expected": .string(failure.expected), "actual": .string(failure.actual),
            ]
        }
        return [
            "schema": "coda.intents.test/1", "turns": .integer(turns), "ok": .bool(failures.isEmpty), "failures": .array(list),
        ]
    }

    // MARK: list

    private static func list(_ arguments: Arguments) throws {
        let library = try library(arguments)
        if arguments.has("--json") {
            let list = library.ordered.map { intent -> JSONValue in
                [
                    "name": .string(intent.name), "title": .string(intent.title), "tool": intent.tool.map { .string($0) } ?? .null,
                    "slots": .object(Dictionary(intent.slots.map { ($0.name, .string($0.type.rawValue)) }) { $1 }),
                    "examples": .integer(intent.examples.count + intent.patterns.count),
                    "file": .string(library.sources[intent.name] ?? ""),
                ]
            }
            return Terminal.print((["schema": "coda.intents.list/1", "intents": .array(list)] as JSONValue).text)
        }
        let rows = library.ordered.map { ($0.name, $0.title, library.sources[$0.name] ?? "") }
        let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
        for row in rows { Terminal.print(row.0.padded(to: widths.0 + 2) + row.1.padded(to: widths.1 + 2) + row.2) }
    }

    // MARK: try

    private static func attempt(_ text: String, _ arguments: Arguments) async throws {
        let engine = UnderstandingEngine(library: try library(arguments))
        let understood = await engine.understand(UnderstandingRequest(text: text, now: .local()))
        let object = understood.object
        if arguments.has("--json") { return Terminal.print(object.text) }
        for key in ["intent", "confidence", "slots", "action", "text", "tool", "arguments", "alternatives"] {
            guard let value = object[key], value != .null, value != [:], value != [] else { continue }
            Terminal.print((key + ":").padded(to: 14) + (value.string ?? value.text))
        }
    }
}

extension Understanding {
    /// What `coda intents try` shows.
    fileprivate var object: JSONValue {
        var object: [String: JSONValue] = [
            "schema": "coda.intents.try/1", "intent": intent.map { .string($0) } ?? .null,
            "confidence": .number((confidence * 1000).rounded() / 1000),
            "slots": .object(slots.mapValues(\.json)),
            "alternatives": .array(
                alternatives.map { ["intent": .string($0.intent), "confidence": .number(($0.probability * 1000).rounded() / 1000)] }),
        ]
        switch action {
        case .say(let text): object.merge(["action": "say", "text": .string(text)]) { $1 }
        case .ask(let text): object.merge(["action": "ask", "text": .string(text)]) { $1 }
        case .call(let plan):
            object.merge(["action": "call", "tool": .string(plan.call.tool), "arguments": plan.call.arguments]) { $1 }
            object["text"] = plan.confirmation.map { .string($0) }
        case .nothing: object["action"] = "nothing"
        }
        return .object(object)
    }
}
