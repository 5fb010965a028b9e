internal import Assistant
internal import Configuration
internal import Glibc
internal import Network
internal import Realtime
internal import Recording
internal import Resources
internal import Telemetry
internal import Tools
internal import Transport

enum ServeCommand: Command {
    static let name = "serve"
    static let summary = "start the server: the page, and the OpenAI Realtime protocol"
    static let guide: Guide? = Guide(
        usage: ["[--config FILE] [--host ADDRESS] [--port PORT] [--slots N] [--keys FILE] [--record DIR] [--profile LEVEL]"],
        examples: [
            Guide.Entry("coda serve", "http://127.0.0.1:8642/ and ws://127.0.0.1:8642/v1/realtime"),
            Guide.Entry("coda serve --config my.yaml", "with settings of your own; coda config example writes a file to begin with"),
            Guide.Entry("coda serve --port 0", "the kernel chooses a free port; it is printed"),
            Guide.Entry("coda serve --host 0.0.0.0 --keys keys.txt", "for other machines, whoever has a key (docs/security.md)"),
            Guide.Entry("coda serve --slots 6", "up to six people speaking at the same moment"),
            Guide.Entry("coda serve --record calls", "keep what happens in each session, for coda replay"),
        ],
        notes: [
            .list(
                "Doors",
                [
                    Guide.Entry("/", "the page to talk to Coda"), Guide.Entry("/healthz", "200 while the process lives"),
                    Guide.Entry("/readyz", "200 once the engines are loaded, 503 before and while stopping; how much more it can take"),
                    Guide.Entry("/v1/realtime", "WebSocket, OpenAI Realtime events (docs/protocol.md)"),
                    Guide.Entry("/v1/realtime/client_secrets", "POST: a short-lived secret for a page or an app"),
                    Guide.Entry("/mcp", "Coda's tools for other programs, where mcp.offers says so (docs/mcp.md)"),
                    Guide.Entry("/metrics", "for Prometheus; for this machine alone unless telemetry.readers says more"),
                    Guide.Entry("/v1/stats", "the same for people, as JSON (docs/observability.md)"),
                ]),
            .text("SIGTERM or Ctrl-C lets replies under way end, then stops; a second one stops at once."),
            .text("SIGHUP reads the settings again: new sessions use them, and what needs a restart is named."),
            .text(
                "A recording holds what people said and were answered, in words; with --record-audio their voices too. Tell them. Its files "
                    + "are readable by you alone, and stay until you delete them (docs/record-and-replay.md)."),
        ])
    static let options: [Arguments.Option] = [
        .settingsFile,
        .value("--host", form: .text("ADDRESS"), summary: "address to listen at", default: "127.0.0.1: this machine only"),
        .value("--port", form: .number("PORT"), summary: "0 to 65535", default: "8642, or CODA_PORT"),
        .value("--slots", form: .number("N"), summary: "recogniser slots, about 88 MB each", default: "4"),
        .value(
            "--keys", form: .file("FILE"),
            summary: "who may come in from elsewhere; coda keys makes it. An address but loopback needs it"),
        .flag("--require-keys", summary: "this machine's own clients need a key too: for a reverse proxy here"),
        .value(
            "--allow-origin", form: .text("LIST"),
            summary: "origins of web pages that may connect beside Coda's own, with commas between; * is every page"),
        .value("--tls-certificate", form: .file("FILE"), summary: "serve https:// and wss:// with this certificate and its chain (PEM)"),
        .value("--tls-key", form: .file("FILE"), summary: "the certificate's private key (PEM)"),
        .value("--record", form: .folder("DIR"), summary: "write every session's events there, for coda replay; words are in them"),
        .flag("--record-audio", summary: "and what the microphone heard, as WAV"),
        .value(
            "--profile", form: .choice("LEVEL", ProfileLevel.allCases.map(\.text)),
            summary: "how closely to look at where time goes; told at the end (docs/profiling.md)", default: "off"),
        .flag("--insecure-no-keys", summary: "everyone who reaches the address is let in: only behind something that checks them"),
    ]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.isEmpty else { throw CommandLineError(.usage, "coda serve takes no files. See: coda serve --help") }
        let stopwatch = Stopwatch()
        let loader = SettingsLoader(
            file: arguments.value("--config"), environment: ProcessEnvironment.variables, flags: try flags(arguments))
        let loaded = loader.load()
        let format = LogFormat(rawValue: loaded.settings.log.format) ?? .text
        let output = LogOutput {
            format.line(.warning, "log.lost", "lines of the log were lost: nobody read them", [("lines", .integer($0))])
        }
        let log = Log(level: LogLevel(rawValue: loaded.settings.log.level) ?? .info, format: format, write: output.write)
        for warning in loaded.warnings { log(.warning, "settings.warning", warning) }
        do {
            try stopIfMistaken(loaded)
            try await serve(loaded, loader, log, isJSON: format == .json, stopwatch)
            await output.flush()
        } catch {
            await output.flush()
            guard format == .json, let error = error as? CommandLineError else { throw error }
            log(.error, "server.failed", error.message)
            await output.flush()
            exit(error.code.rawValue)
        }
    }

    private static func serve(_ loaded: LoadedSettings, _ loader: SettingsLoader, _ log: Log, isJSON: Bool, _ stopwatch: Stopwatch)
        async throws
    {
        let signals = ProcessSignals()
        let hadTerminal = isatty(STDIN_FILENO) == 1
        let settings = loaded.settings
        let meters = Meters(log: log, version: Version.text)
        beginCrashReports(settings.telemetry.crashFolder, log)
        NetworkLog.send { line, isFailure in
            if isFailure { meters.fail(.network, line) } else { log(.info, "network.note", "network: \(line)") }
        }
        let recordings = try recordings(settings.recording.folder, sound: settings.recording.keepsAudio, log)
        defer { recordings?.close() }
        let server: RealtimeServer
        do {
            server = try RealtimeServer(
                configuration: settings.serverConfiguration, policy: settings.doorPolicy, defaults: settings.sessionDefaults,
                sessionThreads: settings.server.sessionThreads, recordings: recordings,
                operation: Operation(
                    meters: meters, thresholds: settings.alertThresholds, headroom: settings.headroomLimits,
                    webhook: try webhook(settings.alerts.webhook)))
        } catch let error as AccessError {
            switch error {
            case .fileUnusable, .lineBroken: throw CommandLineError(.input, error.description)
            default: throw CommandLineError(.usage, error.description)
            }
        }
        let services = try await AssistantServices.open(settings) { log($0, $1, $2) }
        var rereading: Task<Void, Never>?
        if settings.mcp.offers != "nothing" {
            server.offer(MCPOffer.host(services).limited(to: MCPOffer.risks(settings.mcp.offers)), identity: MCPOffer.identity)
        }
        for warning in server.warnings { log(.warning, "keys.warning", warning) }
        let port: Int
        do { port = try server.start() } catch {
            await services.close()
            throw CommandLineError(.network, "\(error)")
        }
        let profiling: ServeProfiling
        do {
            var engines = try await Engines.load(
                from: EngineHome.locate(), options: settings.engineOptions, assistant: services.prepareAssistant())
            for mistake in engines.packMistakes { log(.warning, "intents.mistake", mistake) }
            engines.notices = services.startNotices { log(.warning, "tools.store", $0) }
            services.startLearning(engines.assistant)
            if settings.memory.servesHTTP { server.offer(engines.assistant?.parts.memory?.offer { .local() }) }
            rereading = engines.assistant.map { assistant in Task { await IntentRefresh.run(assistant, log) } }
            profiling = try ServeProfiling(engines, settings.profile, log)
            server.ready(engines)
        } catch {
            server.stop()
            await services.close()
            throw error as? CommandLineError ?? CommandLineError(.engine, "\(error)")
        }
        greet(settings, port: port, milliseconds: Int(stopwatch.milliseconds), isJSON: isJSON, log)

        var reloading = Reloading(loader: loader, running: loaded.effective) {
            reloaded($0, server, log)
            profiling.use($0.profile)
        }
        signals: for await signal in signals {
            // A terminal that was closed has no more use for the server; without one SIGHUP is about the settings alone.
            if signal != .hangUp || (hadTerminal && isatty(STDIN_FILENO) == 0) { break signals }
            for line in reloading.reload() { log(.info, "settings.read", line) }
        }
        log(.info, "server.stopping", "Stopping: replies under way are finished first; press Ctrl-C again to stop at once.")
        await server.drain(limit: .seconds(settings.server.drainSeconds))
        await profiling.end()
        rereading?.cancel()
        await services.close()
    }

    private static func greet(_ settings: Settings, port: Int, milliseconds: Int, isJSON: Bool, _ log: Log) {
        let host = settings.server.host.contains(":") ? "[\(settings.server.host)]" : settings.server.host
        let secure = settings.server.tls.certificate.isEmpty ? "" : "s"
        let (page, realtime) = ("http\(secure)://\(host):\(port)/", "ws\(secure)://\(host):\(port)/v1/realtime")
        guard !isJSON else {
            return log(
                .info, "server.ready", "Coda is ready",
                [
                    ("version", .text(Version.text)), ("ready_ms", .integer(milliseconds)), ("page", .text(page)),
                    ("realtime", .text(realtime)),
                ])
        }
        Terminal.print("Coda \(Version.number) is ready after \(milliseconds) ms.")
        Terminal.print("Talk to it:  \(page)")
        Terminal.print("Realtime:    \(realtime)")
    }

    /// Without its report a crash is harder to explain, and the server is as good.
    private static func beginCrashReports(_ chosen: String, _ log: Log) {
        let folder = chosen == "none" ? nil : chosen.isEmpty ? CrashReports.standardFolder : chosen
        do throws(CrashReports.Failure) {
            guard let last = try CrashReports.begin(folder: folder, version: Version.text).last else { return }
            log(.warning, "crash.found", "an earlier run crashed: \(last)")
        } catch {
            _ = try? CrashReports.begin(folder: nil, version: Version.text)
            log(.warning, "crash.unwritable", "a crash would be reported here alone: \(error)")
        }
    }

    private static func webhook(_ address: String) throws -> HTTPPost? {
        guard !address.isEmpty else { return nil }
        do { return try HTTPPost(address: address) } catch { throw CommandLineError(.usage, "alerts.webhook: \(error)") }
    }

    /// Where sessions are recorded; `nil` where nobody asked for it.
    private static func recordings(_ folder: String, sound: Bool, _ log: Log) throws -> RecordingFolder? {
        guard !folder.isEmpty else {
            guard !sound else { throw CommandLineError(.usage, "recording.audio (--record-audio) needs a folder: --record DIR.") }
            return nil
        }
        do {
            let recordings = try RecordingFolder(path: folder, sound: sound, program: Version.text) {
                log(.warning, "recording.failed", $0)
            }
            if recordings.isOpenToOthers {
                let advice = "chmod 700 \(folder). The recordings in it are yours alone."
                log(.warning, "recording.open", "others on this machine can list \(folder): \(advice)")
            }
            return recordings
        } catch {
            throw CommandLineError(.input, "sessions cannot be recorded: \(error)")
        }
    }

    /// Everything that a reload puts into effect, also where only files have changed that the settings name.
    ///
    /// Settings that need a restart have the values they had at the start.
    private static func reloaded(_ settings: Settings, _ server: RealtimeServer, _ log: Log) {
        server.use(settings.sessionDefaults)
        do {
            for warning in try server.reloadKeys() { log(.warning, "keys.warning", warning) }
        } catch {
            log(.error, "keys.unusable", "the keys stay as they were: \(error)")
        }
        do { try server.reloadCertificate() } catch {
            log(.error, "certificate.unusable", "the certificate stays as it was: \(error)")
        }
    }

    /// Options that stand for settings.
    private static let settings = [
        "--host": "server.host", "--port": "server.port", "--slots": "recognizer.slots", "--keys": "access.keys_file",
        "--allow-origin": "server.allowed_origins", "--require-keys": "access.require_keys",
        "--insecure-no-keys": "access.insecure_no_keys", "--record": "recording.folder", "--record-audio": "recording.audio",
        "--profile": "profile.level", "--tls-certificate": "server.tls.certificate", "--tls-key": "server.tls.key",
    ]

    /// Settings given on the command line.
    private static func flags(_ arguments: Arguments) throws -> [String: SourcedValue] {
        var values: [String: SourcedValue] = [:]
        for (flag, path) in settings.sorted(by: { $0.key < $1.key }) {
            guard let text = arguments.has(flag) ? "true" : arguments.value(flag), let setting = Catalogue.setting(path) else { continue }
            guard let value = setting.value(text) else {
                throw CommandLineError(.usage, "\(flag) must be \(setting.kind.expectation(setting.unit)), not \"\(text)\".")
            }
            values[path] = SourcedValue(value, .flag(flag))
        }
        return values
    }
}
