internal import Configuration
internal import Glibc
internal import Realtime
internal import Resources
internal import Synchronization
internal import Telemetry
internal import Transport
internal import Wire

/// The profile of a server that runs: begun, closed and saved as its settings say.
final class ServeProfiling: Sendable {
    private struct State {
        var settings = Settings().profile
        /// Profiles begun.
        var count = 0
    }

    private let profiler: Profiler
    private let exporter: TraceExporter?
    private let log: Log
    private let state = Mutex(State())

    /// Begins at once where the settings ask for it.
    init(_ engines: Engines, _ settings: Settings.Profile, _ log: Log) throws {
        profiler = Profiler(engines)
        self.log = log
        exporter = try Self.exporter(settings, engines) { log(.warning, "trace.note", $0) }
        if !settings.folder.isEmpty {
            unsafe mkdir(settings.folder, 0o700)
            guard unsafe access(settings.folder, W_OK | X_OK) == 0 else {
                throw CommandLineError(.input, "profile.folder: \(settings.folder): \(unsafe String(cString: strerror(errno)))")
            }
        }
        if exporter != nil, settings.level == "off" {
            log(.warning, "trace.off", "profile.otlp_url is set, but profile.level is off: no traces are sent")
        }
        use(settings)
    }

    /// What sends traces out, where the settings name a collector.
    ///
    /// - Parameter tell: gets a line when the collector goes away and when it is back.
    static func exporter(
        _ settings: Settings.Profile, _ engines: Engines, tell: @escaping @Sendable (String) -> Void
    ) throws -> TraceExporter? {
        guard !settings.otlpURL.isEmpty else { return nil }
        do {
            return try TraceExporter(url: settings.otlpURL, tracer: engines.tracer, version: Version.number, tell: tell)
        } catch {
            throw CommandLineError(.usage, "profile.otlp_url: \(error)")
        }
    }

    /// Closes the profile under way and begins another where that is what changed.
    func use(_ settings: Settings.Profile) {
        let old = state.withLock { state in
            defer { state.settings = settings }
            return state.settings
        }
        guard settings.level != old.level || settings.folder != old.folder else { return }
        close(old)
        guard let level = ProfileLevel(text: settings.level), level != .off else { return }
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        _ = profiler.start(name: "serve-\(getpid())-\(number)", level: level)
    }

    /// Closes the profile and sends what the collector does not have yet.
    func end() async {
        close(state.withLock { $0.settings })
        guard let exporter else { return }
        await onThread(named: "trace-end") { exporter.stop() }
        let lost = exporter.dropped
        if lost > 0 { log(.warning, "trace.lost", "\(lost) spans did not reach the collector", [("spans", .integer(lost))]) }
    }

    private func close(_ settings: Settings.Profile) {
        guard let profile = profiler.stop() else { return }
        guard !settings.folder.isEmpty else { return log(.info, "profile.closed", ProfileText.of(profile)) }
        let path = "\(settings.folder)/\(profile.name)"
        do {
            try writeText(profile.object(version: Version.text).text + "\n", to: path + ".json")
            try writeText(ProfileChromeTrace.text(of: profile), to: path + ".trace.json")
            let message = "the profile is in \(path).json, for Perfetto in \(path).trace.json"
            log(.info, "profile.saved", message, [("file", .text(path + ".json"))])
        } catch {
            log(.error, "profile.unsaved", "the profile was not saved: \((error as? CommandLineError)?.message ?? "\(error)")")
        }
    }
}
