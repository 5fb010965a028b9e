internal import Configuration
internal import Glibc
internal import Network
internal import Realtime
internal import Resources
internal import Telemetry
internal import Transport

enum ServeCommand: Command {
    static let name = "serve"
    static let summary = "start the server: the page, and the OpenAI Realtime protocol"
    static let help = """
        Usage: coda serve [--config FILE] [--host ADDRESS] [--port PORT] [--slots N]

        Examples:
          coda serve                     http://127.0.0.1:8642/ and ws://127.0.0.1:8642/v1/realtime
          coda serve --config my.yaml    with settings of your own: coda config example writes a file to begin with
          coda serve --port 0            the kernel chooses a free port; it is printed
          coda serve --slots 6           up to six people speaking at the same moment

        Options:
          --config FILE    settings (default CODA_CONFIG, coda.yaml, ~/.config/coda/coda.yaml or /etc/coda/coda.yaml)
          --host ADDRESS   address to listen at (default 127.0.0.1: this machine only)
          --port PORT      0 to 65535 (default 8642, or CODA_PORT)
          --slots N        recogniser slots, about 88 MB each (default 4)

        Doors: /            the page to talk to Coda
               /healthz     200 while the process lives
               /readyz      200 once the engines are loaded, 503 before and while stopping
               /v1/realtime WebSocket, OpenAI Realtime events (docs/protocol.md)

        SIGTERM or Ctrl-C lets replies under way end, then stops; a second one stops at once.
        SIGHUP reads the settings again: new sessions use them, and what needs a restart is named.
        """
    static let options: [Arguments.Option] = [.value("--config"), .value("--host"), .value("--port"), .value("--slots")]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.isEmpty else { throw CommandLineError(.usage, "coda serve takes no files. See: coda serve --help") }
        let stopwatch = Stopwatch()
        let signals = ProcessSignals()
        let hadTerminal = isatty(STDIN_FILENO) == 1
        let loader = SettingsLoader(
            file: arguments.value("--config"), environment: ProcessEnvironment.variables, flags: try flags(arguments))
        let loaded = loader.load()
        for warning in loaded.warnings { Terminal.say("coda: \(warning)") }
        try stopIfMistaken(loaded)
        let settings = loaded.settings

        NetworkLog.send { Terminal.say("coda: network: \($0)") }
        let server = RealtimeServer(
            configuration: settings.serverConfiguration, defaults: settings.sessionDefaults, sessionThreads: settings.server.sessionThreads)
        let port: Int
        do { port = try server.start() } catch { throw CommandLineError(.network, "\(error)") }
        do {
            server.ready(try await Engines.load(from: EngineHome.locate(), options: settings.engineOptions))
        } catch {
            server.stop()
            throw CommandLineError(.engine, error.description)
        }
        let address = settings.server.host.contains(":") ? "[\(settings.server.host)]" : settings.server.host
        Terminal.print("Coda \(Version.number) is ready after \(Int(stopwatch.milliseconds)) ms.")
        Terminal.print("Talk to it:  http://\(address):\(port)/")
        Terminal.print("Realtime:    ws://\(address):\(port)/v1/realtime")

        var reloading = Reloading(loader: loader, running: loaded.effective) { reloaded($0, server) }
        signals: for await signal in signals {
            // A terminal that was closed has no more use for the server; without one SIGHUP is about the settings alone.
            if signal == .stop || (hadTerminal && isatty(STDIN_FILENO) == 0) { break signals }
            for line in reloading.reload() { Terminal.say("coda: \(line)") }
        }
        Terminal.say("Stopping: replies under way are finished first; press Ctrl-C again to stop at once.")
        await server.drain(limit: .seconds(settings.server.drainSeconds))
    }

    /// Everything that a reload puts into effect, also where only files have changed that the settings name.
    ///
    /// Settings that need a restart have the values they had at the start.
    private static func reloaded(_ settings: Settings, _ server: RealtimeServer) {
        server.use(settings.sessionDefaults)
    }

    /// Settings given on the command line.
    private static func flags(_ arguments: Arguments) throws -> [String: SourcedValue] {
        var values: [String: SourcedValue] = [:]
        for (flag, path) in [("--host", "server.host"), ("--port", "server.port"), ("--slots", "recognizer.slots")] {
            guard let text = arguments.value(flag), let setting = Catalogue.setting(path) else { continue }
            guard let value = setting.value(text) else {
                throw CommandLineError(.usage, "\(flag) must be \(setting.kind.expectation(setting.unit)), not \"\(text)\".")
            }
            values[path] = SourcedValue(value, .flag(flag))
        }
        return values
    }
}

/// Ends the command where settings are wrong, with every mistake.
func stopIfMistaken(_ loaded: LoadedSettings) throws {
    guard !loaded.mistakes.isEmpty else { return }
    let isInFile = loaded.mistakes.contains { $0.source == loaded.file }
    throw CommandLineError(
        isInFile ? .input : .usage, "the settings are wrong:\n" + loaded.mistakes.map { "\($0)" }.joined(separator: "\n"))
}
