internal import Benchmarks
internal import Configuration
internal import Glibc
internal import Realtime
internal import Resources
internal import Telemetry
internal import Transport
internal import Wire

enum ProfileCommand: Command {
    static let name = "profile"
    static let summary = "play recordings to Coda, and see where the time goes and why"
    static let guide: Guide? = Guide(
        usage: ["DATA [--level LEVEL] [--turns N] [--config FILE] [--trace FILE] [--json FILE] [--profile-name NAME]"],
        examples: [
            Guide.Entry("coda profile recordings", "every recording of the folder, one after another"),
            Guide.Entry("coda profile recordings --turns 10", "the first ten"),
            Guide.Entry("coda profile recordings --trace trace.json", "and a trace to open at https://ui.perfetto.dev"),
            Guide.Entry("coda profile recordings --json - | jq .bottlenecks", "one JSON object"),
        ],
        operand: .folder("DATA"),
        notes: [
            .text(
                "DATA holds WAV files, or folders of them with a transcripts.tsv. Each is streamed in real time through a WebSocket to a server "
                    + "in this process, with your settings, and followed by room noise until its answer has ended."),
            .list(
                "Levels",
                [
                    Guide.Entry("basic", "the nine parts of the time from the end of speech to the first audible sample"),
                    Guide.Entry("detailed", "and every call of an engine, and every wait in a queue"),
                    Guide.Entry("comprehensive", "and every window and frame, and what the process takes each half second"),
                ]),
            .text("What the tables and the advice mean: docs/profiling.md. No words are kept, only times."),
        ])
    static let options: [Arguments.Option] = [
        .settingsFile,
        .value(
            "--level", form: .choice("LEVEL", ProfileLevel.allCases.filter { $0 != .off }.map(\.text)), summary: "how closely to look",
            default: "comprehensive"),
        .value("--turns", form: .number("N"), summary: "recordings to play", default: "all, each once"),
        .value("--trace", form: .file("FILE"), summary: "write a Chrome trace there, which Perfetto opens"),
        .value("--json", form: .file("FILE"), summary: "one object with every figure; - is standard output"),
        .value("--profile-name", form: .text("NAME"), summary: "what to call it in these files", default: "the folder's name"),
    ]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.count == 1, let folder = arguments.positional.first else {
            throw CommandLineError(.usage, "name one folder of recordings. See: coda profile --help")
        }
        let level = arguments.value("--level").flatMap { ProfileLevel(text: $0) } ?? .comprehensive
        let turns = arguments.value("--turns") == nil ? nil : try arguments.integer("--turns", in: 1...100_000, default: 1)
        let settings = try settings(arguments)
        let run: ProfileRun
        do { run = try ProfileRun(folder: folder, turns: turns) } catch { throw CommandLineError(.input, error.message) }
        // Before minutes of playing, not after them.
        let files = [arguments.value("--trace"), arguments.value("--json")].compactMap(\.self).filter { $0 != "-" }
        for path in files { try writeText("", to: path) }
        let interruption = Interruption()
        interruption.tell("nothing was measured to its end")
        let profile = try await profile(
            run, settings, level, name: arguments.value("--profile-name") ?? folder.split(separator: "/").last.map(String.init) ?? folder)
        if let path = arguments.value("--trace") { try writeText(ProfileChromeTrace.text(of: profile), to: path) }
        let object = profile.object(version: Version.text).text
        guard arguments.value("--json") != "-" else { return Terminal.print(object) }
        if let path = arguments.value("--json") { try writeText(object + "\n", to: path) }
        Terminal.print(ProfileText.of(profile))
    }

    /// The user's settings, at a door that nobody else finds.
    private static func settings(_ arguments: Arguments) throws -> Settings {
        let loader = SettingsLoader(file: arguments.value("--config"), environment: ProcessEnvironment.variables, flags: [:])
        let loaded = loader.load()
        for warning in loaded.warnings { Terminal.say("coda: \(warning)") }
        try stopIfMistaken(loaded)
        var settings = loaded.settings
        settings.server.host = "127.0.0.1"
        settings.server.port = 0
        settings.server.tls = Settings().server.tls
        settings.access = Settings().access
        return settings
    }

    private static func profile(_ run: ProfileRun, _ settings: Settings, _ level: ProfileLevel, name: String) async throws -> Profile {
        let server: RealtimeServer
        let port: Int
        do {
            server = try RealtimeServer(
                configuration: settings.serverConfiguration, policy: settings.doorPolicy, defaults: settings.sessionDefaults,
                sessionThreads: settings.server.sessionThreads)
            port = try server.start()
        } catch {
            throw CommandLineError(.network, "\(error)")
        }
        defer { server.stop() }
        let engines = try await Progress.show("Loading the engines") { _ in
            do { return try await Engines.load(from: EngineHome.locate(), options: settings.engineOptions) } catch {
                throw CommandLineError(.engine, "\(error)")
            }
        }
        server.ready(engines)
        let exporter = try ServeProfiling.exporter(settings.profile, engines) { Terminal.say("coda: \($0)") }
        let profiler = Profiler(engines)
        _ = profiler.start(name: name, level: level)
        let played: [ProfileRun.Played]
        do {
            played = try await run.play(port: port) { number, line in Terminal.say("\(number)/\(run.count) \(line)") }
        } catch {
            throw CommandLineError(.input, (error as? BenchError)?.message ?? "\(error)")
        }
        if let exporter { await onThread(named: "trace-end") { exporter.stop() } }
        guard var profile = profiler.stop() else { throw CommandLineError(.engine, "the profile ended before its recordings") }
        for turn in profile.turns {
            let recording = played.last { engines.tracer.nanoseconds(of: $0.start) <= turn.start }
            profile.turnNames[turn.turnKey] = recording?.name
        }
        return profile
    }
}
