internal import Glibc
internal import Network
internal import Resources
internal import Telemetry
internal import Wire

/// `bench startup`: from start to ready, and what an idle session costs.
struct StartupBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private static let sessions = 200

    func run() async throws -> BenchReport {
        var report = BenchReport("startup", settings)
        if Self.dropDiskCache() {
            report["ready_ms.cold"] = try measureStart()
            progress("cold start measured")
        } else {
            report.notes.append("ready_ms.cold needs root, to drop the disk cache")
        }
        let runs = settings.isQuick ? 3 : 10
        _ = try measureStart()
        let warm = try (0..<runs).map { _ in try measureStart() }.sorted()
        report["ready_ms.warm"] = Quantile.of(warm, 0.5)
        report["ready_ms.warm.low"] = warm.first
        report["ready_ms.warm.high"] = warm.last
        progress("warm starts measured")
        try await measureSessions(&report)
        report.notes.append("ready_ms.warm is the median of \(runs) starts, from spawning the process to its line that it is ready")
        report.notes.append(
            "kb_per_idle_session is the growth in resident memory over \(Self.sessions) connected sessions; kb_per_listening_session after two more seconds of an open microphone in silence"
        )
        return report
    }

    /// Milliseconds from spawning the process to its line that it is ready.
    private func measureStart() throws -> Double {
        let start = ContinuousClock.now
        let server = try ServerProcess(slots: 2)
        defer { server.stop() }
        return (ContinuousClock.now - start) / .milliseconds(1)
    }

    private static func dropDiskCache() -> Bool {
        sync()
        guard let file = unsafe fopen("/proc/sys/vm/drop_caches", "w") else { return false }
        let isWritten = unsafe fputs("3", file) >= 0
        return unsafe fclose(file) == 0 && isWritten
    }

    /// Notes that a session answered.
    private final class Receiver: WebSocketReceiver {
        private let answers: ThreadCondition<Int>

        init(_ answers: ThreadCondition<Int>) { self.answers = answers }

        func received(_ message: WebSocketMessage) {
            guard case .text(let bytes) = message, let event = try? JSONValue.parse(bytes) else { return }
            if event["type"]?.string == "session.updated" { answers.withLock { $0 += 1 } }
        }

        func closed(code: UInt16?) {}
    }

    private func measureSessions(_ report: inout BenchReport) async throws {
        // A rush of many who stay silent is what is measured.
        let server = try ServerProcess(slots: 2, environment: ["CODA_ADMISSION_ENABLED=false"])
        defer { server.stop() }
        do {
            let pool = try ClientPool()
            defer { pool.stop() }
            // The first sessions also pay for what all share.
            var sockets = try await open(10, pool, server)
            let before = ProcessFile.residentKilobytes(of: server.identifier)
            report["rss_idle_mb"] = before / 1_024
            sockets += try await open(Self.sessions, pool, server)
            let after = ProcessFile.residentKilobytes(of: server.identifier)
            report["kb_per_idle_session"] = (after - before) / Double(Self.sessions)
            let opened = Array(sockets.suffix(Self.sessions))
            await onThread(named: "bench") { Self.stream(to: opened) }
            let listening = ProcessFile.residentKilobytes(of: server.identifier)
            report["kb_per_listening_session"] = (listening - before) / Double(Self.sessions)
            for socket in sockets { socket.close(.normal, reason: "") }
        } catch let error as NetworkError {
            throw BenchError("\(error)")
        }
    }

    /// Two seconds of silence in real time, 20 ms a frame, to every session.
    private static func stream(to sockets: [any WebSocketConnection]) {
        let silence = [UInt8](repeating: 0, count: 960)
        let start = ContinuousClock.now
        for frame in 1...100 {
            for socket in sockets { _ = socket.send(.binary(silence)) }
            Pause.until(start + .milliseconds(20 * frame))
        }
        // What still waits is heard meanwhile.
        Pause.until(start + .milliseconds(4_000))
    }

    private func open(_ count: Int, _ pool: ClientPool, _ server: ServerProcess) async throws -> [any WebSocketConnection] {
        let answers = ThreadCondition(0)
        var sockets: [any WebSocketConnection] = []
        for _ in 0..<count {
            let socket = try await pool.connect(host: "127.0.0.1", port: server.port, path: "/v1/realtime", receiver: Receiver(answers))
            _ = socket.send(.text((["type": "session.update", "session": ["type": "realtime"]] as JSONValue).bytes))
            sockets.append(socket)
        }
        await onThread(named: "bench") { answers.wait(until: { $0 == count }, take: { _ in }) }
        return sockets
    }
}
