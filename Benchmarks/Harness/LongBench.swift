internal import Dialogue
internal import Realtime
internal import Wire

/// `bench long`: a thousand turns in one session, as fast as they go: its last ones against its first, and its memory.
struct LongBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    /// Turns at either end that are compared.
    private static let edge = 50
    /// A reply that takes longer than a minute of session time is not coming.
    private static let patience = 3_000

    private static let quickTime = Duration.seconds(30)

    private struct Turn {
        /// Milliseconds of real time from the question to the first sound of its answer, and to the end of the turn.
        var firstSound: Double
        var whole: Double
    }

    func run() async throws -> BenchReport {
        let count = settings.turns ?? (settings.isQuick ? 300 : 1_000)
        var options = EngineOptions()
        options.recognizerSlots = 1
        let engines: Engines
        do { engines = try await Engines.load(from: settings.home, options: options) } catch { throw BenchError("\(error)") }
        let session = await SoloSession(engines)
        var numbers = SeededNumbers(settings.seed &+ 1)
        // The first turns also pay for what is made once.
        for _ in 0..<5 { _ = try await turn(session, &numbers) }
        var turns: [Turn] = []
        // What the measuring keeps must not look like what is measured.
        turns.reserveCapacity(count)
        var memory = MemoryTrend(expecting: count / 10)
        let start = ProcessFile.residentKilobytes()
        let began = ContinuousClock.now
        for index in 0..<count where !settings.isQuick || ContinuousClock.now - began < Self.quickTime {
            turns.append(try await turn(session, &numbers))
            if index % 10 == 9 { memory.look(after: index + 1) }
            if index % 100 == 99 { progress("\(index + 1) turns") }
        }
        await session.end()
        var report = BenchReport("long", settings)
        report["turns"] = Double(turns.count)
        let edge = min(Self.edge, turns.count / 2)
        for (name, part) in [("first", turns.prefix(edge)), ("last", turns.suffix(edge))] {
            report.add("first_sound_ms.\(name)", part.map(\.firstSound))
            report.add("turn_ms.\(name)", part.map(\.whole))
        }
        if let first = report["turn_ms.first.p50"], let last = report["turn_ms.last.p50"], first > 0 {
            report["growth_percent"] = (last / first - 1) * 100
        }
        report["rss_start_mb"] = start / 1_024
        memory.add(to: &report)
        report.notes.append(
            "turns are typed, answered by the responder built in, spoken by Flite and played in the session's own time; sums with new numbers each time"
        )
        report.notes.append(
            "first and last are \(edge) turns each; milliseconds are real time spent, so they show what grows with the session")
        report.notes.append("growth_percent: by how much turn_ms.last.p50 is above turn_ms.first.p50")
        return report
    }

    private func turn(_ session: SoloSession, _ numbers: inout SeededNumbers) async throws -> Turn {
        let question = "what is \(numbers.below(90) + 10) plus \(numbers.below(90) + 10)"
        let replies = session.seen.replies
        let start = ContinuousClock.now
        await session.ask(question)
        for _ in 0..<Self.patience {
            let seen = session.seen
            if seen.replies > replies, let first = seen.firstSoundMoment {
                return Turn(firstSound: (first - start) / .milliseconds(1), whole: (ContinuousClock.now - start) / .milliseconds(1))
            }
            await session.pass()
        }
        throw BenchError("a reply did not end within a minute of session time.")
    }
}
