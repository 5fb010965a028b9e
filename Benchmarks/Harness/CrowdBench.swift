internal import Audio
internal import Network
internal import Resources
internal import Wire

/// `bench crowd`: how long present sessions wait for their answers, alone and then among thousands who are idle, slow or rude.
struct CrowdBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private static let idleConnections = 5_000
    private static let slowHeads = 100
    private static let slowFrames = 100
    /// Seconds that each half of a quick run may play.
    private static let quickSeconds = 12.0

    func run() async throws -> BenchReport {
        guard DescriptorLimit.raise(to: Self.idleConnections + 1_000) else {
            throw BenchError("\(Self.idleConnections + 1_000) open files are needed: raise the limit with ulimit -n.")
        }
        let turns = TurnBench(settings: settings, progress: progress)
        let recordings = try turns.chosen(quickSeconds: Self.quickSeconds)
        let keys = try KeyFile(account: "rude")
        let server = try ServerProcess(
            slots: max(4, settings.clients), keys: keys.path,
            // A rush of thousands who stay silent is what is measured.
            environment: ["CODA_ADMISSION_ENABLED=false"])
        defer { server.stop() }
        let pool: ClientPool
        do { pool = try ClientPool() } catch { throw BenchError("\(error)") }
        defer { pool.stop() }
        var clients: [TurnClient] = []
        for _ in 0..<settings.clients { clients.append(try await TurnClient.connect(pool, port: server.port)) }

        var report = BenchReport("crowd", settings)
        report.settings["clients"] = .integer(settings.clients)
        report.settings["recordings"] = .integer(recordings.count)
        let alone = try await measure("alone", turns, recordings, clients, server, &report)

        let crowd = Crowd(port: server.port, key: keys.key)
        defer { crowd.end() }
        let before = ProcessFile.residentKilobytes(of: server.identifier)
        let idle = await onThread(named: "crowd") { crowd.addIdle(Self.idleConnections) }
        report["idle_connections"] = Double(idle)
        guard idle == Self.idleConnections else { throw BenchError("the server took only \(idle) idle connections.") }
        report["kb_per_idle_connection"] = (ProcessFile.residentKilobytes(of: server.identifier) - before) / Double(idle)
        progress("\(idle) idle connections are open")
        crowd.begin(slowHeads: Self.slowHeads, slowFrames: Self.slowFrames)
        let among = try await measure("crowd", turns, recordings, clients, server, &report)
        for client in clients { client.close() }

        if let alone, let among, alone > 0 { report["first_audible_p95_change_percent"] = (among / alone - 1) * 100 }
        report["cut.slow_heads"] = Double(crowd.cuts.slowHeads)
        report["cut.slow_frames"] = Double(crowd.cuts.slowFrames)
        report["cut.floods"] = Double(crowd.cuts.floods)
        report["refused.floods"] = Double(crowd.cuts.refusals)
        report.notes.append(
            "the crowd: \(Self.idleConnections) idle WebSockets, \(Self.slowHeads) half heads and \(Self.slowFrames) half frames at a byte a second, one client with a key at 5000 messages a second; who is cut comes back"
        )
        report.notes.append("the crowd runs in the measuring process, on the same cores as the server")
        return report
    }

    /// Plays all recordings; gives the p95 of the first audible sample, in milliseconds.
    private func measure(
        _ name: String, _ bench: TurnBench, _ recordings: [Recording], _ clients: [TurnClient], _ server: ServerProcess,
        _ report: inout BenchReport
    ) async throws -> Double? {
        let processor = ProcessFile.processorSeconds(of: server.identifier)
        let start = ContinuousClock.now
        let turns = try await onThread(named: "bench") { try bench.play(recordings, clients) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        report["cpu_share.\(name)"] = (ProcessFile.processorSeconds(of: server.identifier) - processor) / seconds
        report["unanswered_share.\(name)"] = Double(turns.count { !$0.wasAnswered }) / Double(turns.count)
        report.add("first_audible_ms.\(name)", turns.compactMap(\.firstAudible))
        return report["first_audible_ms.\(name).p95"]
    }
}
