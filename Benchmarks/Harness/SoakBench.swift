internal import Audio
internal import Realtime
internal import Speech
internal import Wire

/// `bench soak`: ten thousand turns in sessions of this process that come and go, on their own clocks: whether memory grows, and what fails.
struct SoakBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private static let turns = 10_000
    private static let quickTime = Duration.seconds(28)
    /// Sessions that take turns side by side, each pair with a recogniser of its own.
    private static let lanes = 2
    /// What decoding costs a partial.
    private static let delay = Duration.milliseconds(60)
    private static let phrases = ["what time is it", "what is twelve plus thirty", "tell me a joke", "what day is it today", "thank you"]
    private static let recordings = 12
    private static let longest = 64_000

    func run() async throws -> BenchReport {
        var report = BenchReport("soak", settings)
        var options = EngineOptions()
        options.recognizerSlots = 1
        options.synthesizerThreads = Self.lanes
        let engines: Engines
        do { engines = try await Engines.load(from: settings.home, options: options) } catch { throw BenchError("\(error)") }
        let sounds = try await sounds(engines)
        let between = settings.isQuick ? 10 : 100
        let end = settings.isQuick ? ContinuousClock.now + Self.quickTime : nil
        let tally = SoakTally(wanted: settings.turns ?? Self.turns, between: between, until: end, progress)
        let seed = settings.seed
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<Self.lanes {
                var own = engines
                let recognizer = try await SteadyRecognizer(home: settings.home, delay: Self.delay)
                own.recognizer = recognizer
                var lane = SoakLane(
                    engines: own, recognizer: recognizer, sounds: sounds, tally: tally,
                    numbers: SeededNumbers("soak \(seed) \(number)"))
                group.addTask { try await lane.run() }
            }
            try await group.waitForAll()
        }
        await tally.add(to: &report)
        report.notes.append(
            "of a hundred turns about 90 are typed, 8 typed and cancelled, 1 spoken, 1 spoken over a reply; \(Self.lanes * 2) sessions at a time, each of 20 to 200 turns; voice kal16, so that the turns rather than the voice take the time"
        )
        report.notes.append("errors: error events, replies and transcripts that failed, typed questions without a reply within a minute")
        report.notes.append("memory was looked at after every \(between) turns")
        return report
    }

    /// What is spoken: recordings where there are any, else phrases by another voice.
    private func sounds(_ engines: Engines) async throws -> [[Int16]] {
        guard settings.data != nil else {
            var sounds: [[Int16]] = []
            for text in Self.phrases {
                do {
                    sounds.append(try await engines.synthesizer.sound(of: SpokenClause(text: text, voice: "rms")))
                } catch {
                    throw BenchError("\(error)")
                }
            }
            return sounds
        }
        let all = Recordings.shuffled(try Recordings.load(settings).filter { !$0.transcript.isEmpty })
        return try all.prefix(Self.recordings).map { PCM16.quantize(Array(try $0.samples().prefix(Self.longest))) }
    }
}
