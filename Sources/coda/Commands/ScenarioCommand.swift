internal import Configuration
internal import Network
internal import Realtime
internal import Recording
internal import Scenarios
internal import Wire

enum ScenarioCommand: Command {
    static let name = "scenario"
    static let summary = "play written conversations and check what comes of them"
    static let guide: Guide? = Guide(
        usage: ["FILE.yaml [FILE.yaml ...] [--server URL [--key KEY]] [--record DIR] [--quiet] [--json]"],
        examples: [
            Guide.Entry("coda scenario Scenarios/*.yaml", "all of them, faster than real time"),
            Guide.Entry("coda scenario Scenarios/question.yaml --server ws://127.0.0.1:8642", "with a server that runs, in real time"),
            Guide.Entry("coda scenario Scenarios/question.yaml --record calls", "and keep it for coda replay"),
        ],
        operand: .file("FILE.yaml"),
        notes: [
            .text(
                "Without --server the session runs in this process on a clock of its own, on which the engines' work takes no time: within_ms "
                    + "then limits how long Coda waits before it decides, not how long a person waits. With --server it is real time."),
            .text("A check that does not hold ends the command with status 1. docs/record-and-replay.md has all steps."),
        ])
    static let options: [Arguments.Option] = [
        .value("--server", form: .text("URL"), summary: "the server to talk to; without it the conversation runs in this process"),
        .value(
            "--key", form: .text("KEY"), summary: "the key the server asks for; CODA_API_KEY does not show in the process list",
            default: "CODA_API_KEY"),
        .value("--record", form: .folder("DIR"), summary: "record the sessions there; not with --server, which records by itself"),
        .flag("--quiet", "-q", summary: "only what does not hold"),
        .flag("--json", summary: "one JSON object a file on standard output (docs/command-line.md)"),
    ]

    static func run(_ arguments: Arguments) async throws {
        guard !arguments.positional.isEmpty else {
            throw CommandLineError(.usage, "give at least one scenario. See: coda scenario --help")
        }
        guard arguments.value("--server") == nil || arguments.value("--record") == nil else {
            throw CommandLineError(.usage, "--record does not go with --server: start the server with it.")
        }
        let scenarios = try arguments.positional.map { try read($0) }
        let interruption = Interruption()
        interruption.tell("no scenario was played to its end")
        if let address = try arguments.value("--server").map(ServerAddress.init) {
            try await playLive(scenarios, address, arguments)
        } else {
            try await playHere(scenarios, arguments)
        }
    }

    private static func read(_ path: String) throws -> Scenario {
        do {
            return try ScenarioReader.read(try SettingsLoader.read(path), file: path).get()
        } catch let error as ScenarioMistakes {
            throw CommandLineError(.input, "the scenario is wrong:\n\(error)")
        } catch {
            throw CommandLineError(.input, "\(error)")
        }
    }

    private static func playHere(_ scenarios: [Scenario], _ arguments: Arguments) async throws {
        let recordings: RecordingFolder?
        do {
            recordings = try arguments.value("--record").map { path throws(RecordingError) in
                try RecordingFolder(path: path, program: Version.text) { Terminal.say("coda: \($0)") }
            }
        } catch {
            throw CommandLineError(.input, "\(error)")
        }
        defer { recordings?.close() }
        // One thread decodes, so that the session's own clock cannot outrun it.
        let engines = try await loadEngines { $0.recognizerThreads = 1 }
        try await play(scenarios, arguments) { scenario in
            let name = sessionName(scenario.file)
            return await VirtualStage(engines, name: name) { recordings?.begin(session: name, settings: $0) }
        }
    }

    /// The file's name without its folder and ending.
    private static func sessionName(_ file: String) -> String {
        let name = file.split(separator: "/").last ?? "scenario"
        return String(name.prefix { $0 != "." })
    }

    private static func playLive(_ scenarios: [Scenario], _ address: ServerAddress, _ arguments: Arguments) async throws {
        let key = arguments.value("--key") ?? Terminal.environment("CODA_API_KEY")
        do {
            let pool = try ClientPool()
            defer { pool.stop() }
            try await play(scenarios, arguments) { _ in
                try await LiveStage(
                    pool, host: address.host, port: address.port, path: "\(address.path)?model=coda",
                    headers: key.map { [("Authorization", "Bearer \($0)")] } ?? [])
            }
        } catch let error as NetworkError {
            throw CommandLineError(.network, "\(error)")
        }
    }

    private static func play(
        _ scenarios: [Scenario], _ arguments: Arguments, on stage: (Scenario) async throws -> any ScenarioStage
    ) async throws {
        let clips = ClipLibrary()
        var broken = 0
        for scenario in scenarios {
            let report: ScenarioReport
            do {
                report = try await ScenarioRun.play(scenario, on: try await stage(scenario), clips: clips)
            } catch let error as ScenarioFailure {
                throw CommandLineError(.input, "\(scenario.file): \(error)")
            }
            if arguments.has("--json") { Terminal.print(report.object.text) } else { show(report, isQuiet: arguments.has("--quiet")) }
            if !report.isPassed { broken += 1 }
        }
        guard broken > 0 else { return }
        throw CommandLineError(.different, "\(broken) of \(scenarios.count) scenarios did not hold.")
    }

    private static func show(_ report: ScenarioReport, isQuiet: Bool) {
        if !isQuiet { Terminal.print("\(report.title) (\(report.file))") }
        for line in report.lines where !isQuiet || line.outcome == .broken {
            let place = "\(report.file):\(line.place.line):\(line.place.column)"
            switch line.outcome {
            case .held: Terminal.print("  holds   \(line.text)")
            case .awaited: Terminal.print("  not yet \(line.text)")
            case .broken: Terminal.print("  BROKEN  \(place): \(line.text)")
            }
        }
    }
}
