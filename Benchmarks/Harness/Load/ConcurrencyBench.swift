internal import Glibc
internal import Resources
internal import Speech
internal import Wire

/// `bench concurrency`: more and more live conversations at once, each with a server for 30 % of the time in real time.
struct ConcurrencyBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private static let levels = [1, 5, 10, 20, 25, 50]
    private static let quickLevels = [3, 8]
    private static let seconds = 60.0
    private static let quickSeconds = 5.0
    /// Milliseconds by which the clients' frames may be late before the clients are to blame: a frame.
    static let mostLate = 20.0

    func run() async throws -> BenchReport {
        let recordings = try LoadPeople.recordings(settings)
        progress("\(recordings.count) recordings through the recogniser alone")
        let people = try await LoadPeople(recordings, settings)
        var report = BenchReport("concurrency", settings)
        let levels = settings.namesClients ? [settings.clients] : settings.isQuick ? Self.quickLevels : Self.levels
        report.settings["levels"] = .array(levels.map { .integer($0) })
        if settings.namesClients { report.settings["clients"] = .integer(settings.clients) }
        report.settings["recordings"] = .integer(recordings.count)
        report["wer_share.alone"] = people.aloneShare
        for clients in levels { try await measure(clients, people, &report) }
        report.notes.append(
            "each person speaks recordings for 30 % of the time, listens to the reply, and sends the room's noise in between")
        report.notes.append(
            "answered_share: turns with an answer whose words have at most 2 points more errors than the recogniser alone makes of the same recording, so that a turn cut in two is none; replied_share: answered, whatever was understood"
        )
        report.notes.append("wer_share.alone: the recogniser alone, in this run, over every recording once")
        report.notes.append("shares and latencies are of turns begun once everybody had come; refused.N came and were turned away with 503")
        report.notes.append("broken.N: replies that could be heard and broke off without anybody speaking, or whose connection was lost")
        report.notes.append("cpu_share is the server's, of one core; the clients run on the same cores (client_cpu_share)")
        return report
    }

    /// Half of the people and a few more are more than ever speak at the same moment; a server holds 64 at most.
    static func slots(for clients: Int) -> Int { min(64, max(4, clients / 2 + 5)) }

    private func measure(_ clients: Int, _ people: LoadPeople, _ report: inout BenchReport) async throws {
        let server = try ServerProcess(slots: Self.slots(for: clients))
        defer { server.stop() }
        try await server.settle()
        let driver = LoadDriver(port: server.port, sounds: people.sounds)
        let watch = ServerWatch(port: server.port)
        let seed = settings.seed
        let seconds = settings.isQuick ? Self.quickSeconds : Self.seconds
        struct Outcome: Sendable {
            var refused = 0
            var spoken: [LoadConversation.Spoken] = []
            var lateness: [Double] = []
            var serverShare = 0.0
            var clientShare = 0.0
            var resident = 0.0
            var lost = 0
        }
        let process = server.identifier
        let outcome = try await onThread(named: "bench") { () throws -> Outcome in
            var outcome = Outcome()
            defer { driver.end() }
            outcome.refused = try driver.join(clients, seed: seed)
            _ = driver.take()
            let start = ContinuousClock.now
            let before = (server: ProcessFile.processorSeconds(of: process), client: ProcessFile.processorSeconds(of: getpid()))
            Pause.until(start + .seconds(seconds))
            outcome.serverShare = (ProcessFile.processorSeconds(of: process) - before.server) / seconds
            outcome.clientShare = (ProcessFile.processorSeconds(of: getpid()) - before.client) / seconds
            outcome.resident = ProcessFile.residentKilobytes(of: process)
            driver.finish()
            let taken = driver.take()
            outcome.spoken = taken.spoken.filter { $0.began >= start }
            outcome.lateness = taken.lateness
            outcome.lost = driver.lost
            return outcome
        }
        watch.end()

        let score = people.score(outcome.spoken)
        let level = "\(clients)"
        report["turns.\(level)"] = Double(score.answers.count)
        report["admitted.\(level)"] = Double(clients - outcome.refused)
        report["refused.\(level)"] = Double(outcome.refused)
        report["broken.\(level)"] = Double(score.broken)
        report["lost.\(level)"] = Double(outcome.lost)
        report["cpu_share.\(level)"] = outcome.serverShare
        report["client_cpu_share.\(level)"] = outcome.clientShare
        report["rss_mb.\(level)"] = outcome.resident / 1_024
        report["degraded_share.\(level)"] = watch.degradedShare
        report.add("client_late_ms.\(level)", outcome.lateness)
        if let late = report["client_late_ms.\(level).p95"], late > Self.mostLate {
            report.notes.append("\(clients) clients: the clients themselves were late, so that this level says little of the server")
        }
        let seen = watch.seen
        if !seen.levels.isEmpty {
            let why = seen.reasons.isEmpty ? "" : " (\(seen.reasons.joined(separator: ", ")))"
            report.notes.append("\(clients) clients: the server went to \(seen.levels.joined(separator: ", "))\(why)")
        }
        guard !score.answers.isEmpty else {
            report.notes.append("\(clients) clients: nobody was admitted, or spoke in time")
            return
        }
        report["answered_share.\(level)"] = score.answeredShare
        report["answered_in_3s_share.\(level)"] = score.inTimeShare
        report["replied_share.\(level)"] = score.repliedShare
        report["cut_off_share.\(level)"] = score.cutOffShare
        report["wer_share.\(level)"] = score.heard.share
        report["wer_alone_share.\(level)"] = score.alone.share
        report["words.\(level)"] = Double(score.alone.words)
        report.add("first_audible_ms.\(level)", score.answers.compactMap(\.firstAudible))
        if !score.isUnderstood { report.notes.append("\(clients) clients: more than 2 points more word errors than the recogniser alone") }
        progress(
            "\(clients) clients: \(FigureText.of(score.repliedShare * 100)) % of \(score.answers.count) turns answered, p95 \(FigureText.of(score.firstAudibleTail ?? 0)) ms, server \(FigureText.of(outcome.serverShare)) of a core"
        )
    }
}
