internal import Configuration
internal import Glibc
internal import Wire

enum ConfigCommand: Command {
    static let name = "config"
    static let summary = "settings: check a file, show what is in effect, write one to begin with"
    static let guide: Guide? = Guide(
        usage: ["example [-o FILE] [--markdown]", "check [FILE] [--json]", "show [--config FILE] [--json]", "schema"],
        examples: [
            Guide.Entry("coda config example -o coda.yaml", "a file with every setting, its unit, default and reason"),
            Guide.Entry("coda config check coda.yaml", "every mistake at once, each with its line and column"),
            Guide.Entry("coda config show", "what is in effect, and where each value comes from"),
            Guide.Entry("CODA_PRESET=low-latency coda config show", "the same, with a preset"),
            Guide.Entry("coda config schema > coda.schema.json", "for editors that check YAML as you type"),
        ],
        operand: .choice("ACTION", actions),
        notes: [
            .text("Later comes first: defaults, preset, file, environment (CODA_TURN_MINIMUM_SILENCE_MS=200), command line."),
            .text("check ends with 0 for a good file, 3 for a wrong or missing one."),
        ])
    static let options: [Arguments.Option] = [
        .settingsFile,
        .value("--output", "-o", form: .file("FILE"), summary: "where the example goes", default: "standard output"),
        .flag("--json", summary: "one object on standard output"), .flag("--markdown", summary: "the example as tables"),
    ]

    private static let actions = ["check", "show", "schema", "example"]

    static func run(_ arguments: Arguments) async throws {
        guard let action = arguments.positional.first else {
            throw CommandLineError(.usage, "say what to do: \(actions.joined(separator: ", ")). See: coda config --help")
        }
        let files = Array(arguments.positional.dropFirst())
        guard files.isEmpty || (action == "check" && files.count == 1 && arguments.value("--config") == nil) else {
            throw CommandLineError(.usage, "coda config \(action) was given too many files. See: coda config --help")
        }
        switch action {
        case "check": try check(load(files.first, arguments), asJSON: arguments.has("--json"))
        case "show": try show(load(nil, arguments), asJSON: arguments.has("--json"))
        case "schema": Terminal.print(SettingsSchema.object.text)
        case "example": try example(arguments)
        default:
            let hint = Spelling.hint(for: action, among: actions)
            throw CommandLineError(.usage, "coda config cannot \"\(action)\".\(hint) See: coda config --help")
        }
    }

    private static func load(_ file: String?, _ arguments: Arguments) -> LoadedSettings {
        let loaded = SettingsLoader(file: file ?? arguments.value("--config"), environment: ProcessEnvironment.variables).load()
        for warning in loaded.warnings { Terminal.say("coda: \(warning)") }
        return loaded
    }

    // MARK: check

    private static func check(_ loaded: LoadedSettings, asJSON: Bool) throws {
        guard let file = loaded.file else {
            throw CommandLineError(
                .input, "there is no settings file to check; name one, or write one: coda config example -o coda.yaml")
        }
        if asJSON {
            Terminal.print(object(of: loaded, file).text)
        } else {
            for mistake in loaded.mistakes { Terminal.print("\(mistake)") }
        }
        guard loaded.mistakes.isEmpty else {
            let count = loaded.mistakes.count
            let place = loaded.mistakes.allSatisfy { $0.source == file } ? file : "\(file) and the environment"
            throw CommandLineError(.input, "\(count == 1 ? "1 mistake" : "\(count) mistakes") in \(place).")
        }
        guard !asJSON else { return }
        let given = loaded.effective.values.values.count { if case .file = $0.source { true } else { false } }
        Terminal.print("\(file) is good: \(given) of \(Catalogue.settings.count) settings given, preset \(loaded.settings.preset).")
    }

    private static func object(of loaded: LoadedSettings, _ file: String) -> JSONValue {
        return [
            "schema": "coda.config.check/1", "input": .string(file), "ok": .bool(loaded.mistakes.isEmpty),
            "mistakes": .array(loaded.mistakes.map(\.object)),
        ]
    }

    // MARK: show

    private static func show(_ loaded: LoadedSettings, asJSON: Bool) throws {
        try stopIfMistaken(loaded)
        guard !asJSON else { return Terminal.print(object(of: loaded).text) }
        Terminal.print("# In effect with \(loaded.file ?? "no settings file").")
        for section in Catalogue.sections {
            let names = section.name.split(separator: ".")
            let indent = String(repeating: "  ", count: names.count)
            if let name = names.last { Terminal.print(indent.dropLast(2) + name + ":") }
            for setting in section.settings {
                let effective = loaded.effective[setting.path]
                let isHidden = setting.isHidden(effective.value)
                let line = indent + (isHidden ? "# \(setting.name) is not shown" : setting.name + ": " + effective.value.yaml)
                Terminal.print(line.padded(to: 44) + "# " + effective.source.description)
            }
        }
    }

    private static func object(of loaded: LoadedSettings) -> JSONValue {
        let settings = Catalogue.settings.map { setting -> JSONValue in
            let effective = loaded.effective[setting.path]
            let isHidden = setting.isHidden(effective.value)
            return [
                "path": .string(setting.path), "value": isHidden ? .null : effective.value.json, "hidden": .bool(isHidden),
                "unit": setting.unit.name.isEmpty ? .null : .string(setting.unit.name), "source": .string(effective.source.description),
                "default": setting.standard.json, "reload": .string(setting.reload.rawValue), "variable": .string(setting.variable),
            ]
        }
        return ["schema": "coda.config/1", "file": loaded.file.map { .string($0) } ?? .null, "settings": .array(settings)]
    }

    // MARK: example

    private static func example(_ arguments: Arguments) throws {
        let text = arguments.has("--markdown") ? SettingsReference.markdown : AnnotatedFile.text
        guard let path = arguments.value("--output") else { return Terminal.print(String(text.dropLast())) }
        guard unsafe access(path, F_OK) != 0 else {
            throw CommandLineError(.input, "\(path) is there already; name another file, or remove it first.")
        }
        try writeText(text, to: path)
        Terminal.say("Every setting is in \(path). Check it after a change: coda config check \(path)")
    }
}
