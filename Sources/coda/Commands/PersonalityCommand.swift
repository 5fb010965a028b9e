internal import Assistant
internal import Configuration
internal import Memory
internal import Personality
internal import Realtime
internal import Wire

enum PersonalityCommand: Command {
    static let name = "personality"
    static let summary = "how Coda speaks to a person: show it, set it, explain it, forget it; check and list characters"
    static let guide: Guide? = Guide(
        usage: [
            "show [--json]", "set TRAIT=0...1 [TRAIT=...] [--lock]", "explain [TRAIT] [--json]", "reset [TRAIT ...]",
            "check FILE.yaml [FILE.yaml ...] [--json]", "characters [--json]",
        ],
        examples: [
            Guide.Entry("coda personality show", "every trait: where it is, how sure that is, what follows from it"),
            Guide.Entry("coda personality set verbosity=0.2 --lock", "brief, whatever is observed"),
            Guide.Entry("coda personality explain verbosity", "what it was learnt from"),
            Guide.Entry("coda personality reset", "forget what was learnt"),
            Guide.Entry("coda personality check my-character.yaml", "every mistake at once, each with its line and column"),
        ],
        operand: .choice("ACTION", actions),
        notes: [
            .text("The traits, each from 0 to 1: formality, verbosity, depth, warmth, humour, pace, initiative (docs/personality.md)."),
            .text("set without --lock is where learning goes on from; reset opens locks. check ends with 3 where a character is wrong."),
        ])
    static let options: [Arguments.Option] =
        [.settingsFile] + Arguments.ownerOptions + [
            .value("--character", form: .text("NAME"), summary: "the character it lies over", default: Persona.usualName),
            .value("--folder", form: .folder("DIR"), summary: "your characters", default: "~/.config/coda/characters"),
            .flag("--lock", summary: "keep what is set, whatever is observed"),
            .flag("--json", summary: "one object on standard output (docs/personality.md)"),
        ]

    private static let actions = ["show", "set", "explain", "reset", "check", "characters"]

    static func run(_ arguments: Arguments) async throws {
        guard let action = arguments.positional.first else {
            throw CommandLineError(.usage, "say what to do: \(actions.joined(separator: ", ")). See: coda personality --help")
        }
        let rest = Array(arguments.positional.dropFirst())
        guard action == "set" || !arguments.has("--lock") else { throw CommandLineError(.usage, "--lock is for set.") }
        switch action {
        case "show":
            guard rest.isEmpty else { throw CommandLineError(.usage, "coda personality show takes no word. See: coda personality --help") }
            try await MemorySettings.withStore(arguments) { try await show(arguments, $0) }
        case "set": try await MemorySettings.withStore(arguments) { try await set(rest, arguments, $0) }
        case "explain": try await MemorySettings.withStore(arguments) { try await explain(rest, arguments, $0) }
        case "reset": try await MemorySettings.withStore(arguments) { try await reset(rest, arguments, $0) }
        case "check": try check(rest, arguments)
        case "characters":
            guard rest.isEmpty else { throw CommandLineError(.usage, "coda personality characters takes no word.") }
            try characters(arguments)
        default:
            let hint = Spelling.hint(for: action, among: actions)
            throw CommandLineError(.usage, "coda personality cannot \"\(action)\".\(hint) See: coda personality --help")
        }
    }

    // MARK: What is kept

    private static func save(_ text: String?, _ arguments: Arguments, _ store: RowMemoryStore) async throws {
        try await store.setText(text, as: PersonalManners.name, of: arguments.owner)
    }

    private static func folders(_ arguments: Arguments) -> LayeredFolders {
        LayeredFolders(
            .characters, home: EngineHome.locate().path,
            user: arguments.value("--folder") ?? LayeredFolders.standardUserFolder(.characters, ProcessEnvironment.variables))
    }

    private static func load(_ arguments: Arguments, _ store: RowMemoryStore) async throws -> Personality {
        let (personas, mistakes) = folders(arguments).characters()
        let name = arguments.value("--character") ?? Persona.usualName
        guard let persona = personas[name]?.persona else {
            let hint = Spelling.hint(for: name, among: personas.keys)
            let wrong = mistakes.isEmpty ? "" : "\n" + mistakes.map { "\($0)" }.joined(separator: "\n")
            throw CommandLineError(.input, "there is no character \"\(name)\".\(hint) See: coda personality characters\(wrong)")
        }
        guard let text = try await store.text(PersonalManners.name, of: arguments.owner) else { return Personality(persona) }
        let (personality, note) = Personality.read(text, over: persona)
        if let note { Terminal.say("coda: \(note)") }
        return personality
    }

    private static func trait(_ word: String) throws -> Trait {
        if let trait = Trait(rawValue: word) { return trait }
        let names = Trait.allCases.map(\.rawValue)
        let hint = Spelling.hint(for: word, among: names)
        throw CommandLineError(.usage, "there is no trait \"\(word)\": use \(names.joined(separator: ", ")).\(hint)")
    }

    // MARK: Actions

    private static func show(_ arguments: Arguments, _ store: RowMemoryStore) async throws {
        let personality = try await load(arguments, store)
        if arguments.has("--json") { return Terminal.print(PersonalityReport(personality).object.text) }
        for line in PersonalityReport(personality).lines { Terminal.print(line) }
    }

    private static func set(_ words: [String], _ arguments: Arguments, _ store: RowMemoryStore) async throws {
        guard !words.isEmpty else { throw CommandLineError(.usage, "say what to set, such as verbosity=0.2. See: coda personality --help") }
        var personality = try await load(arguments, store)
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let trait = try Self.trait(String(parts[0]))
            guard parts.count == 2, let value = Double(parts[1]), (0...1).contains(value) else {
                throw CommandLineError(.usage, "\(trait.rawValue) needs a number from 0 to 1, such as \(trait.rawValue)=0.2.")
            }
            if arguments.has("--lock") { personality.lock(trait, at: value) } else { personality.set(trait, to: value) }
        }
        try await save(personality.text, arguments, store)
        for line in PersonalityReport(personality).lines { Terminal.print(line) }
    }

    private static func explain(_ words: [String], _ arguments: Arguments, _ store: RowMemoryStore) async throws {
        let personality = try await load(arguments, store)
        let traits = try words.isEmpty ? Trait.allCases : words.map { try Self.trait($0) }
        if arguments.has("--json") {
            let reasons = traits.map { trait in (trait.rawValue, JSONValue.array(personality.explain(trait).map { .string($0) })) }
            let object: JSONValue = [
                "schema": "coda.personality.explain/1", "reasons": .object(Dictionary(reasons) { first, _ in first }),
            ]
            return Terminal.print(object.text)
        }
        for trait in traits { Terminal.print((trait.rawValue + ":").padded(to: 12) + personality.explain(trait).joined(separator: " ")) }
    }

    private static func reset(_ words: [String], _ arguments: Arguments, _ store: RowMemoryStore) async throws {
        if words.isEmpty {
            try await save(nil, arguments, store)
            return Terminal.say("What was learnt is forgotten.")
        }
        var personality = try await load(arguments, store)
        for word in words { personality.reset(try trait(word)) }
        try await save(personality.text, arguments, store)
        Terminal.say("What was learnt of \(words.joined(separator: ", ")) is forgotten.")
    }

    // MARK: Characters

    private static func check(_ files: [String], _ arguments: Arguments) throws {
        guard !files.isEmpty else { throw CommandLineError(.usage, "name at least one file. See: coda personality --help") }
        var mistakes: [Mistake] = []
        for file in files {
            do { mistakes += CharacterFile.read(try SettingsLoader.read(file), file: file).mistakes } catch { mistakes.append(error) }
        }
        if arguments.has("--json") {
            Terminal.print(
                ([
                    "schema": "coda.personality.check/1", "files": .array(files.map { .string($0) }), "ok": .bool(mistakes.isEmpty),
                    "mistakes": .array(mistakes.map(\.object)),
                ] as JSONValue).text)
        } else {
            for mistake in mistakes { Terminal.print("\(mistake)") }
        }
        guard mistakes.isEmpty else {
            throw CommandLineError(.input, "\(mistakes.count == 1 ? "1 mistake" : "\(mistakes.count) mistakes") in the characters.")
        }
        if !arguments.has("--json") { Terminal.print(files.count == 1 ? "1 file is good." : "\(files.count) files are good.") }
    }

    private static func characters(_ arguments: Arguments) throws {
        let (personas, mistakes) = folders(arguments).characters()
        let sorted = personas.values.sorted { $0.persona.name < $1.persona.name }
        if arguments.has("--json") {
            let list = sorted.map { found -> JSONValue in
                [
                    "name": .string(found.persona.name), "title": .string(found.persona.title), "summary": .string(found.persona.summary),
                    "voice": found.persona.voice.map { .string($0) } ?? .null, "file": .string(found.file),
                ]
            }
            Terminal.print((["schema": "coda.personality.characters/1", "characters": .array(list)] as JSONValue).text)
        } else {
            let width = sorted.map(\.persona.name.count).max() ?? 0
            for found in sorted { Terminal.print(found.persona.name.padded(to: width + 2) + found.persona.summary) }
        }
        for mistake in mistakes { Terminal.say("coda: \(mistake)") }
    }
}
