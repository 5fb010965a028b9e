internal import Audio
internal import Perception
internal import Realtime
internal import Resources
internal import Speech
internal import Wire

/// `bench models`: how long each model takes to load and to run once, and the memory it takes.
struct ModelsBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private var loads: Int { settings.isQuick ? 3 : 9 }

    func run() async throws -> BenchReport {
        var report = BenchReport("models", settings)
        report.settings["loads"] = .integer(loads)
        try await measureFlite(&report)
        try await measureVoiceActivity(&report)
        try await measureTurnDetector(&report)
        try await measureRecognizer(&report)
        report.notes.append("_load_ms: the median of \(loads) loads in one process, files in the disk cache; .low and .high are the ends")
        report.notes.append(
            "_mb: growth of resident memory with the first load and the first run; what models share counts for the first of them")
        report.notes.append(
            "inference: one window of 32 ms (silero_vad), one score of 8 s (smart_turn), one second of speech decoded (pocketsphinx), one sentence of 61 characters spoken (flite)"
        )
        report.notes.append("all on one thread, on the processor; the published ones ran on a graphics card")
        return report
    }

    private func measureFlite(_ report: inout BenchReport) async throws {
        let before = ProcessFile.residentKilobytes()
        let repeats = settings.isQuick ? 20 : 100
        let (times, load) = try await onThread(named: "bench") {
            let start = ContinuousClock.now
            let synthesizer = Engines.loadSynthesizer(EngineOptions())
            let clause = SpokenClause(text: "The train to the mountains leaves from platform four at noon.", voice: synthesizer.voices[0])
            _ = try TimedSpeech.speak(clause, with: synthesizer)
            let load = (ContinuousClock.now - start) / .milliseconds(1)
            return (try (0..<repeats).map { _ in try TimedSpeech.speak(clause, with: synthesizer).whole }, load)
        }
        report["flite_load_ms"] = load
        report.add("flite_inference_ms", times)
        report["flite_mb"] = (ProcessFile.residentKilobytes() - before) / 1_024
        report.notes.append("flite_load_ms: the first load of the process and its first sentence; its voices are linked in and load once")
        progress("flite")
    }

    private func measureVoiceActivity(_ report: inout BenchReport) async throws {
        let (home, loads, seed) = (settings.home, loads, settings.seed)
        let windows = settings.isQuick ? 1_000 : 10_000
        let result = try await onThread(named: "bench") {
            var noise = RoomNoise(decibels: -40, seed: seed &+ 1)
            let window = PCM16.floats(noise.frame(512))
            return try Self.measure(loads, runs: windows, load: { try WindowJudge(home: home) }) { stream in
                _ = try stream.probability(of: window.span)
            }
        }
        add(result, "silero_vad", &report)
    }

    private func measureTurnDetector(_ report: inout BenchReport) async throws {
        let (home, loads, seed) = (settings.home, loads, settings.seed)
        let scores = settings.isQuick ? 20 : 100
        let result = try await onThread(named: "bench") {
            var noise = RoomNoise(decibels: -40, seed: seed &+ 1)
            let sound = PCM16.floats(noise.frame(128_000))
            return try Self.measure(loads, runs: scores, load: { try Engines.loadTurnDetector(from: home) }) { detector in
                _ = try detector.completeness(of: sound.span)
            }
        }
        add(result, "smart_turn", &report)
    }

    private struct Measured: Sendable {
        var loads: [Double] = []
        var runs: [Double] = []
        var megabytes = 0.0
    }

    private static func measure<Model>(_ loads: Int, runs: Int, load: () throws -> Model, run: (Model) throws -> Void) throws -> Measured {
        var measured = Measured()
        let before = ProcessFile.residentKilobytes()
        var model: Model?
        for index in 0..<loads {
            let start = ContinuousClock.now
            let loaded = try load()
            measured.loads.append((ContinuousClock.now - start) / .milliseconds(1))
            guard index == 0 else { continue }
            try run(loaded)
            measured.megabytes = (ProcessFile.residentKilobytes() - before) / 1_024
            model = loaded
        }
        guard let model else { return measured }
        for _ in 0..<runs {
            let start = ContinuousClock.now
            try run(model)
            measured.runs.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        return measured
    }

    private func add(_ measured: Measured, _ name: String, _ report: inout BenchReport) {
        report.add("\(name)_load_ms", repeats: measured.loads)
        report.add("\(name)_inference_ms", measured.runs)
        report["\(name)_mb"] = measured.megabytes
        progress(name)
    }

    private func measureRecognizer(_ report: inout BenchReport) async throws {
        let synthesizer = Engines.loadSynthesizer(EngineOptions())
        let seed = settings.seed
        let sound = try await onThread(named: "bench") {
            try SyntheticSpeech.samples(seconds: 10, seed: seed, synthesizer: synthesizer)
        }
        var options = EngineOptions()
        options.recognizerSlots = 1
        options.recognizerThreads = 1
        var measured = Measured()
        let before = ProcessFile.residentKilobytes()
        for index in 0..<(settings.isQuick ? 3 : loads) {
            let start = ContinuousClock.now
            let recognizer: any SpeechRecognizer
            do { recognizer = try await Engines.loadRecognizer(from: settings.home, options: options) } catch {
                throw BenchError("\(error)")
            }
            measured.loads.append((ContinuousClock.now - start) / .milliseconds(1))
            let time = try await onThread(named: "bench") { try Self.decode(sound, with: recognizer) }
            measured.runs.append(time / (Double(sound.count) / 16_000))
            if index == 0 { measured.megabytes = (ProcessFile.residentKilobytes() - before) / 1_024 }
        }
        add(measured, "pocketsphinx", &report)
    }

    /// Milliseconds to decode all of it at once.
    private static func decode(_ sound: [Int16], with recognizer: any SpeechRecognizer) throws -> Double {
        let end = ThreadCondition<Result<Void, SpeechError>?>(nil)
        let start = ContinuousClock.now
        let utterance = recognizer.open(speaker: SpeakerAdaptation()) { event in
            switch event {
            case .final: end.withLock { $0 = .success(()) }
            case .failed(let error): end.withLock { $0 = .failure(error) }
            case .partial, .peeked: break
            }
        }
        // A second at a time is what may wait for a decoder.
        for second in stride(from: 0, to: sound.count, by: 16_000) {
            utterance.push(Array(sound[second..<min(second + 16_000, sound.count)]))
        }
        utterance.finish()
        if case .failure(let error)? = end.wait(until: { $0 != nil }, take: { $0 }) { throw BenchError("\(error)") }
        return (ContinuousClock.now - start) / .milliseconds(1)
    }
}
