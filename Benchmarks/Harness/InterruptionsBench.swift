internal import Audio
internal import Realtime
internal import Speech
internal import Wire

/// `bench interruptions`: one session whose replies are interrupted again and again; each interruption is answered, and that answer interrupted.
struct InterruptionsBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    /// Session time a reply plays before it is interrupted: 1 s.
    private static let lead = 50
    /// Steps of 20 ms that a reply, or its end, is waited for: 15 s.
    private static let patience = 750
    /// Steps after a recording in which what it was may still be decided: 2 s.
    private static let verdict = 100
    /// Recordings that take turns, so that the last interruptions are the same as the first.
    private static let sounds = 8
    private static let quickTime = Duration.seconds(28)

    /// A lone word is as likely to be taken for a sign of listening: 1 s.
    private static let shortest = 16_000

    private struct Round {
        /// Milliseconds from the onset to the last sound sent; `nil` where the reply was not stopped.
        var cancel: Double?
        /// Microseconds of real time that 20 ms took, on average.
        var step: Double
    }

    func run() async throws -> BenchReport {
        let recordings = try Recordings.load(settings)
        var options = EngineOptions()
        options.recognizerSlots = 1
        var engines: Engines
        do { engines = try await Engines.load(from: settings.home, options: options) } catch { throw BenchError("\(error)") }
        let recognizer = try await SteadyRecognizer(home: settings.home, delay: .milliseconds(60))
        engines.recognizer = recognizer
        engines.responder = LongReplies()
        let all = try OverlapCases(recordings: recordings, synthesizer: engines.synthesizer, seed: settings.seed).interruptions()
            .filter { $0.sound.count > Self.shortest }
        let cases = (0..<min(all.count, Self.sounds)).map { all[$0 * all.count / min(all.count, Self.sounds)] }
        guard !cases.isEmpty else { throw BenchError("no recording there can interrupt anything: none is below a folder speech/.") }
        let session = await SoloSession(engines, recognizer: recognizer)
        let wanted = settings.turns ?? 200
        let start = ContinuousClock.now
        let residentAtStart = ProcessFile.residentKilobytes()
        var rounds: [Round] = []
        var memory: [(x: Double, y: Double)] = []
        while rounds.count < wanted, !settings.isQuick || ContinuousClock.now - start < Self.quickTime {
            let one = cases[rounds.count % cases.count]
            rounds.append(try await round(session, one, seed: settings.seed &+ UInt64(rounds.count)))
            memory.append((Double(rounds.count), ProcessFile.residentKilobytes()))
            let time = rounds.last?.cancel.map { "stopped after \(Int($0)) ms" } ?? "went on"
            progress("\(rounds.count) \(one.set)/\(one.name): \(time)")
        }
        await session.end()
        return report(rounds, memory, residentAtStart)
    }

    private func round(_ session: SoloSession, _ overlap: OverlapCase, seed: UInt64) async throws -> Round {
        var noise = RoomNoise(decibels: -65, seed: seed &+ 1)
        var steps = 0
        let start = ContinuousClock.now
        func pass(_ sound: [Int16]? = nil) async {
            var frame = noise.frame(SoloSession.frame)
            for index in frame.indices where index < sound?.count ?? 0 {
                frame[index] = Int16(max(-32_768, min(32_767, Int(frame[index]) + Int(sound?[index] ?? 0))))
            }
            await session.pass(hearing: frame)
            steps += 1
        }
        for _ in 0..<Self.patience where !Self.isHeard(session.seen) { await pass() }
        if !Self.isHeard(session.seen) { await session.ask("\(seed % 3)") }
        for _ in 0..<Self.patience where !Self.isHeard(session.seen) { await pass() }
        guard Self.isHeard(session.seen) else { throw BenchError("no reply came within 15 s of session time.") }
        for _ in 0..<Self.lead { await pass() }
        let before = session.seen
        let quiet = [Int16](repeating: 0, count: Self.verdict * SoloSession.frame)
        let sound = overlap.sound + quiet
        let onset = before.now + (overlap.onset ?? 0)
        var cancel: Double?
        var last = before.lastSound ?? before.now
        for index in stride(from: 0, to: sound.count, by: SoloSession.frame) {
            let now = session.seen
            if now.interrupted > before.interrupted, cancel == nil { cancel = Double(last + SoloSession.frame - onset) / 16 }
            // What is left of the recording is heard out; of the silence after it nothing is needed once the reply is over.
            if index >= overlap.sound.count, cancel != nil || now.replies > before.replies { break }
            if now.interrupted == before.interrupted, let sent = now.lastSound { last = sent }
            await pass(Array(sound[index..<min(index + SoloSession.frame, sound.count)]))
        }
        return Round(cancel: cancel, step: (ContinuousClock.now - start) / .microseconds(1) / Double(steps))
    }

    /// Whether a reply is under way that the person hears.
    private static func isHeard(_ seen: SoloSession.Seen) -> Bool { seen.isReplying && seen.firstSound != nil }

    private func report(_ rounds: [Round], _ memory: [(x: Double, y: Double)], _ residentAtStart: Double) -> BenchReport {
        var report = BenchReport("interruptions", settings)
        report["interruptions"] = Double(rounds.count)
        report["recall_share"] = Double(rounds.count { $0.cancel != nil }) / Double(max(1, rounds.count))
        report.add("cancel_ms", rounds.compactMap(\.cancel))
        let edge = max(1, rounds.count / 4)
        for (name, part) in [("first", rounds.prefix(edge)), ("last", rounds.suffix(edge))] {
            report.add("cancel_ms.\(name)", part.compactMap(\.cancel))
            report.add("step_us.\(name)", part.map(\.step))
        }
        report["rss_start_mb"] = residentAtStart / 1_024
        report["rss_end_mb"] = ProcessFile.residentKilobytes() / 1_024
        if let slope = Slope(Array(memory.suffix(memory.count / 2))) {
            report["rss_slope_kb_per_interruption"] = slope.value
            report["rss_slope_low"] = slope.low
            report["rss_slope_high"] = slope.high
        }
        report.notes.append(
            "interruptions are \(Self.sounds) of the recordings of bench bargein in turn, over 1 s and at most 6 s long, each 1 s after a reply's first sound"
        )
        report.notes.append(
            "cancel_ms: from the true onset to the last sound sent, by the session's clock; partial transcripts come 60 ms after their sound"
        )
        report.notes.append(
            "first and last are a quarter of the interruptions each; step_us is the real time that 20 ms took, the recogniser's included")
        report.notes.append("rss_slope: resident memory over the second half, with its 95 % interval")
        return report
    }
}
