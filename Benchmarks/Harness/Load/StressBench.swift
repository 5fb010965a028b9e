internal import Glibc
internal import Resources
internal import Speech
internal import Telemetry
internal import Wire

/// `bench stress`: conversations are added until the first answer is missing, late or misheard, or a session is refused.
struct StressBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private struct Plan: Sendable {
        var added: Int
        var seconds: Double
        /// No more conversations than this.
        var most: Int
        /// Seconds of a lone conversation: before, in which each recording is spoken once, and after.
        var loneBefore: Double
        var loneAfter: Double
    }

    private static let plan = Plan(added: 5, seconds: 15, most: 80, loneBefore: 115, loneAfter: 40)
    private static let quickPlan = Plan(added: 10, seconds: 5, most: 10, loneBefore: 8, loneAfter: 6)
    /// Enough for eighty people who speak 30 % of the time.
    private static let slots = 32
    private static let quickSlots = 8

    /// Processor seconds used so far.
    private struct Used {
        let server: Double
        let client = ProcessFile.processorSeconds(of: getpid())
        let all = ProcessorTime.ofMachine

        init(_ process: Int32) { server = ProcessFile.processorSeconds(of: process) }
    }

    /// What was seen while the load rose.
    private struct Climb: Sendable {
        var steps: [LoadStep] = []
        /// What there was least of in each step.
        var bounds: [LoadBound] = []
    }

    func run() async throws -> BenchReport {
        let people = try await LoadPeople(try LoadPeople.recordings(settings), settings)
        let plan = settings.isQuick ? Self.quickPlan : Self.plan
        let server = try ServerProcess(slots: settings.isQuick ? Self.quickSlots : Self.slots)
        defer { server.stop() }
        try await server.settle()
        var report = BenchReport("stress", settings)
        report.settings["recordings"] = .integer(people.sounds.count)
        let (port, process) = (server.port, server.identifier)
        let before = try await onThread(named: "bench") { try alone(port, people, for: plan.loneBefore) }
        let compared = people.compared(with: before)
        let climb = try await onThread(named: "bench") { try self.climb(port, process, compared, plan) }
        let (closed, after) = try await onThread(named: "bench") {
            (try awaitAdmission(port), try alone(port, people, for: plan.loneAfter))
        }
        report["seconds_until_admitting"] = closed
        let times = [before, after].map { compared.score($0).answers.compactMap(\.firstAudible) }
        report["lone_word_errors"] = compared.score(before).heard.share
        add(climb, times[0], times[1], to: &report)
        return report
    }

    /// The turns of one person who speaks whenever nobody else does.
    private func alone(_ port: Int, _ people: LoadPeople, for seconds: Double) throws -> [LoadConversation.Spoken] {
        let driver = LoadDriver(port: port, sounds: people.sounds, share: 0.9)
        defer { driver.end() }
        try driver.join(seed: settings.seed)
        Pause.until(.now + .seconds(seconds))
        driver.finish()
        return driver.take().spoken
    }

    /// Seconds until the server takes new sessions again.
    private func awaitAdmission(_ port: Int) throws -> Double {
        let start = ContinuousClock.now
        while !ServerState.of(port: port).admits {
            guard ContinuousClock.now < start + Self.longestRecovery else {
                throw BenchError("the server took no new session for \(Self.longestRecovery) after the load had gone.")
            }
            Pause.until(.now + .milliseconds(200))
        }
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private static let longestRecovery = Duration.seconds(120)

    /// Adds people until a step has failed; a step is judged one step later, when its turns are over.
    private func climb(_ port: Int, _ process: Int32, _ people: LoadPeople, _ plan: Plan) throws -> Climb {
        let driver = LoadDriver(port: port, sounds: people.sounds)
        defer { driver.end() }
        var climb = Climb()
        var spoken: [LoadConversation.Spoken] = []
        var begun: [(start: ContinuousClock.Instant, conversations: Int, refused: Int, lost: Int)] = []
        var conversations = 0
        while true {
            let stats = Self.stats(port)
            let used = Used(process)
            let start = ContinuousClock.now
            let lost = driver.lost
            let added = min(plan.added, plan.most - conversations)
            let refused = try driver.join(added, seed: settings.seed &+ UInt64(conversations + 1))
            conversations += added - refused
            Pause.until(start + .seconds(plan.seconds))
            let taken = driver.take()
            spoken += taken.spoken
            begun.append((start, conversations, refused, driver.lost - lost))
            climb.bounds.append(bound(port, process, stats, used, start, taken.lateness, refused))
            progress("\(conversations) conversations: \(FigureText.of(climb.bounds.last?.serverShare ?? 0)) of the processors")
            if begun.count > 1 { climb.steps.append(step(begun[begun.count - 2], until: start, spoken, people)) }
            if refused > 0 || conversations >= plan.most || climb.steps.last?.failures.isEmpty == false { break }
        }
        driver.finish()
        spoken += driver.take().spoken
        if let last = begun.last { climb.steps.append(step(last, until: .now, spoken, people)) }
        return climb
    }

    private func step(
        _ begun: (start: ContinuousClock.Instant, conversations: Int, refused: Int, lost: Int), until end: ContinuousClock.Instant,
        _ spoken: [LoadConversation.Spoken], _ people: LoadPeople
    ) -> LoadStep {
        LoadStep(
            conversations: begun.conversations, refused: begun.refused, lost: begun.lost,
            score: people.score(spoken.filter { $0.began >= begun.start && $0.began < end }))
    }

    private func bound(
        _ port: Int, _ process: Int32, _ stats: JSONValue, _ before: Used, _ start: ContinuousClock.Instant,
        _ lateness: [Double], _ refused: Int
    ) -> LoadBound {
        var bound = LoadBound()
        let available = (ContinuousClock.now - start) / .seconds(1) * Double(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let used = Used(process)
        bound.serverShare = (used.server - before.server) / available
        bound.clientShare = (used.client - before.client) / available
        bound.othersShare = max(0, (used.all - before.all) / available - bound.serverShare - bound.clientShare)
        bound.clientLate = Quantile.of(lateness.sorted(), 0.95)
        bound.refusals = refused
        bound.reason = ServerState.of(port: port).reason
        bound.read(before: stats, after: Self.stats(port))
        return bound
    }

    private static func stats(_ port: Int) -> JSONValue {
        (try? JSONValue.parse(Array(CrowdSocket.get("/v1/stats", port: port).utf8))) ?? [:]
    }

    private func add(_ climb: Climb, _ before: [Double], _ after: [Double], to report: inout BenchReport) {
        for step in climb.steps {
            report.add("first_audible_ms.\(step.conversations)", step.score.answers.compactMap(\.firstAudible))
            report["answered_share.\(step.conversations)"] = step.score.answeredShare
        }
        let (held, broken) = LoadStep.breakingPoint(of: climb.steps)
        report["conversations_held"] = Double(held)
        report["broken_at"] = broken.map { Double($0.conversations) }
        let place = broken.flatMap { broken in climb.steps.firstIndex { $0.conversations == broken.conversations } }
        if let broken, let place {
            let bound = climb.bounds[place]
            report["processor_share"] = bound.serverShare
            report["client_processor_share"] = bound.clientShare
            report["others_processor_share"] = bound.othersShare
            report["client_late_ms.at_the_end"] = bound.clientLate
            report["memory_share"] = bound.memoryShare
            report["decoder_waits"] = Double(bound.decoderWaits)
            report["queue_share"] = bound.queueShare
            report["refused"] = Double(broken.refused)
            let failures = broken.failures.map(\.rawValue).joined(separator: ", ")
            report.notes.append("\(broken.conversations) conversations were too many (\(failures)); bound by \(bound.name)")
        } else {
            report.notes.append("the server bore all of it: \(held) conversations, and no more were tried")
        }
        report.add("first_audible_ms.lone_before", before)
        report.add("first_audible_ms.lone_after", after)
        if let first = report["first_audible_ms.lone_before.p50"], let then = report["first_audible_ms.lone_after.p50"], first > 0 {
            report["recovery_factor"] = then / first
        }
        report.notes.append(
            "a level fails where an answer is missing, the p95 is above 3 s, word errors are more than 2 points (or 3 words, or chance) above those of one person alone with the server, or a session is refused or lost"
        )
        report.notes.append(
            "lone_before and lone_after: one person before and right after the load; recovery_factor compares their middles")
        report.notes.append(
            "processor_share, client_processor_share and others_processor_share (other programs) are of all processors of the machine")
    }
}
