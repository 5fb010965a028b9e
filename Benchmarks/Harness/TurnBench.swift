internal import Audio
internal import Network
internal import Resources
internal import Wire

/// `bench turn`: recordings in real time through a WebSocket to a server, and how long the answer takes.
struct TurnBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    /// Seconds a quick run may stream.
    static let quickSeconds = 36.0
    /// About what a reply and the wait for it take.
    private static let replySeconds = 4.0

    func run() async throws -> BenchReport {
        let recordings = try chosen()
        let server = settings.server == nil ? try ServerProcess(slots: max(4, settings.clients)) : nil
        defer { server?.stop() }
        try await server?.settle()
        let port = settings.server ?? server?.port ?? 0
        let pool: ClientPool
        do { pool = try ClientPool() } catch { throw BenchError("\(error)") }
        defer { pool.stop() }
        var clients: [TurnClient] = []
        for _ in 0..<settings.clients {
            clients.append(try await TurnClient.connect(pool, port: port, eagerness: settings.eagerness))
        }

        var report = BenchReport("turn", settings)
        report.settings["clients"] = .integer(settings.clients)
        if let eagerness = settings.eagerness { report.settings["eagerness"] = .string(eagerness) }
        report.settings["recordings"] = .integer(recordings.count)
        let residentAtStart = server.map { ProcessFile.residentKilobytes(of: $0.identifier) }
        let processorAtStart = server.map { ProcessFile.processorSeconds(of: $0.identifier) }
        let start = ContinuousClock.now
        let turns = try await onThread(named: "bench") { [clients] in try play(recordings, clients) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        if let server, let residentAtStart, let processorAtStart {
            report["cpu_share"] = (ProcessFile.processorSeconds(of: server.identifier) - processorAtStart) / seconds
            report["rss_start_mb"] = residentAtStart / 1_024
            report["rss_end_mb"] = ProcessFile.residentKilobytes(of: server.identifier) / 1_024
        } else {
            report.notes.append("the server was there before: its processor time and memory were not measured")
        }
        for client in clients { client.close() }
        add(turns, to: &report)
        return report
    }

    /// The recordings to play; in a quick run as many as take about `quickSeconds`.
    func chosen(quickSeconds: Double = quickSeconds) throws -> [Recording] {
        // Without a transcript nobody knows whether anything was asked.
        var recordings = try Recordings.load(settings).filter { !$0.transcript.isEmpty }
        guard !recordings.isEmpty else { throw BenchError("none of the recordings has a transcript.") }
        recordings = Recordings.shuffled(recordings)
        if let turns = settings.turns { recordings = (0..<turns).map { recordings[$0 % recordings.count] } }
        guard settings.isQuick else { return recordings }
        // The shortest ones, so that a quick run has more than a handful of turns.
        let lengths = try recordings.map { (recording: $0, seconds: Double(try $0.samples().count) / 16_000) }
        var seconds = 0.0
        let shortest = lengths.sorted { $0.seconds < $1.seconds }.prefix { length in
            seconds += length.seconds + Self.replySeconds
            return seconds < quickSeconds
        }
        guard !shortest.isEmpty else { throw BenchError("every recording is too long for a quick run.") }
        return shortest.map(\.recording)
    }

    /// Each client on a thread of its own, each beginning elsewhere in the list and a little later.
    func play(_ recordings: [Recording], _ clients: [TurnClient]) throws -> [TurnClient.Turn] {
        let results = ThreadCondition<(turns: [TurnClient.Turn], failures: [String], ended: Int)>(([], [], 0))
        for (index, client) in clients.enumerated() {
            let (progress, settings) = (progress, settings)
            spawnThread(name: "client-\(index)") {
                for step in recordings.indices {
                    let recording = recordings[(step + index * 7) % recordings.count]
                    do {
                        var turn = try client.play(recording, seed: settings.seed &+ UInt64(index * 1_000 + step))
                        turn.client = index
                        let played = turn
                        results.withLock { $0.turns.append(played) }
                        let time = turn.firstByte.map { "\(Int($0)) ms" } ?? (turn.wasAnswered ? "answered early" : "UNANSWERED")
                        progress("\(recording.set)/\(recording.name): \(time)\(turn.wasCutOff ? ", cut off" : "")")
                    } catch {
                        results.withLock { $0.failures.append("\(error)") }
                        break
                    }
                }
                results.withLock { $0.ended += 1 }
            }
        }
        let (turns, failures) = results.wait(until: { $0.ended == clients.count }, take: { ($0.turns, $0.failures) })
        if let failure = failures.first { throw BenchError(failure) }
        return turns
    }

    private func add(_ turns: [TurnClient.Turn], to report: inout BenchReport) {
        let count = Double(turns.count)
        report["turns"] = count
        report.add("first_byte_ms", turns.compactMap(\.firstByte))
        report.add("first_audible_ms", turns.compactMap(\.firstAudible))
        report.add("after_commit_ms", turns.compactMap(\.afterCommit))
        report["cut_off_share"] = Double(turns.count { $0.wasCutOff }) / count
        report["unanswered_share"] = Double(turns.count { !$0.wasAnswered }) / count
        report["answered_in_3s_share"] = Double(turns.count { ($0.firstByte ?? ($0.wasAnswered ? 0 : .infinity)) <= 3_000 }) / count
        let tallies = Dictionary(turns.compactMap { turn in turn.speculation.map { (turn.client, $0) } }, uniquingKeysWith: { $1 })
        let begun = tallies.values.reduce(0) { $0 + $1.begun }
        if begun > 0 { report["speculation_wasted_share"] = Double(begun - tallies.values.reduce(0) { $0 + $1.adopted }) / Double(begun) }
        report["speculations_per_turn"] = Double(begun) / count
        let errors = turns.compactMap(\.ledgerError)
        report["ledger_error_ms.max"] = errors.max()
        report["ledgers"] = Double(errors.count)
        for owner in Set(turns.flatMap { $0.parts.keys }).sorted() {
            report.add("part_ms.\(owner)", turns.compactMap { $0.parts[owner] })
        }
        report.notes.append("true end of speech: the label turn_end, else the last 20 ms frame above -40 dBFS")
        report.notes.append("part_ms is the server's ledger; part_ms.socket is what the client measured beyond its total")
        report.notes.append("ledger_error_ms.max is the largest difference between a ledger's total and the sum of its parts")
        if settings.isQuick { report.notes.append("quick: only the shortest recordings were played") }
        report.notes.append("replies that began before the true end count as cut off and are left out of the latencies")
    }
}
