internal import Perception
internal import Realtime
internal import Telemetry
internal import Wire

/// What a window costs where many streams, each with its own state, take turns: in processor time, so that what else runs counts little.
struct VoiceActivityCost {
    let engines: VoiceActivityEngines
    let sounds: [[Float]]
    let isQuick: Bool

    private static let streams = 1_000
    /// Streams that arrive in real time, for the delay of batches.
    private static let pacedStreams = 200
    private static let delay = Duration.milliseconds(2)
    private var rounds: Int { isQuick ? 10 : 30 }
    /// Each is measured as often; the median counts.
    private static let repetitions = 5

    func measure(into report: inout BenchReport) async throws {
        for kernel in NativeSileroVAD.Kernel.allCases where kernel.isAvailable {
            let detector = try engines.native(kernel)
            let cost = try await median { try await inTurn(VoiceActivity(detector)) }
            report["us_per_window.native_\(kernel.rawValue)"] = cost
            if kernel == .best { note(cost, ["", ".native"], &report) }
        }
        let onnx = try engines.onnx()
        report["us_per_window.onnx_alone"] = try await median { try await inTurn(VoiceActivity(onnx)) }
        let batches = try engines.batches(delay: Self.delay)
        let voiceActivity = VoiceActivity(batches)
        var sizes: [Double] = []
        let cost = try await median {
            let before = batches.batches
            let cost = try await together(voiceActivity)
            sizes.append(Double(Self.streams * rounds) / Double(max(1, batches.batches - before)))
            return cost
        }
        note(cost, [".onnx"], &report)
        report["batch_size.onnx"] = sizes.sorted()[sizes.count / 2]
        report.add("answer_ms.onnx", try await paced(voiceActivity))
        report.settings["streams"] = .integer(Self.streams)
        report.settings["paced_streams"] = .integer(Self.pacedStreams)
        report.settings["batch_delay_ms"] = .number(Self.delay / .milliseconds(1))
        report.notes.append(
            "us_per_window is processor time where \(Self.streams) streams take turns, the median of \(Self.repetitions) runs; "
                + "streams_per_core is a window's 32 ms over it. answer_ms.onnx is the time to a window's answer where "
                + "\(Self.pacedStreams) streams bring one every 32 ms"
        )
    }

    private func note(_ cost: Double, _ suffixes: [String], _ report: inout BenchReport) {
        for suffix in suffixes {
            report["us_per_window" + suffix] = cost
            report["streams_per_core" + suffix] = 32_000 / cost
        }
    }

    private func median(_ measure: () async throws -> Double) async throws -> Double {
        var costs: [Double] = []
        for _ in 0..<Self.repetitions { costs.append(try await measure()) }
        return costs.sorted()[Self.repetitions / 2]
    }

    /// Window number `round` of a stream: each begins elsewhere in a recording.
    private static func window(_ stream: Int, _ round: Int, of sounds: [[Float]]) -> Range<Int> {
        let length = VoiceActivityBench.windowLength
        let windows = max(1, sounds[stream % sounds.count].count / length)
        let start = (stream / sounds.count * 7 + round) % windows * length
        return start..<start + length
    }

    /// One window of each stream, then the next one of each, as a session's thread brings them.
    private func inTurn(_ voiceActivity: VoiceActivity) async throws -> Double {
        let streams = (0..<Self.streams).map { _ in voiceActivity.makeStream() }
        let start = ProcessorTime.ofProcess
        for round in 0..<rounds {
            for (index, stream) in streams.enumerated() {
                let sound = sounds[index % sounds.count]
                _ = try await stream.probability(of: sound.span.extracting(Self.window(index, round, of: sounds)))
            }
        }
        return (ProcessorTime.ofProcess - start) * 1e6 / Double(Self.streams * rounds)
    }

    /// Every stream in a task of its own, each window as soon as the one before is answered.
    private func together(_ voiceActivity: VoiceActivity) async throws -> Double {
        let (sounds, rounds) = (sounds, rounds)
        let start = ProcessorTime.ofProcess
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<Self.streams {
                group.addTask {
                    let stream = voiceActivity.makeStream()
                    let sound = sounds[index % sounds.count]
                    for round in 0..<rounds {
                        _ = try await stream.probability(of: sound.span.extracting(Self.window(index, round, of: sounds)))
                    }
                }
            }
            try await group.waitForAll()
        }
        return (ProcessorTime.ofProcess - start) * 1e6 / Double(Self.streams * rounds)
    }

    /// Milliseconds from a window to its answer, where streams bring windows in real time and each at its own moment.
    private func paced(_ voiceActivity: VoiceActivity) async throws -> [Double] {
        let (sounds, rounds) = (sounds, isQuick ? 60 : 150)
        let begin = ContinuousClock.now
        return try await withThrowingTaskGroup(of: [Double].self) { group in
            for index in 0..<Self.pacedStreams {
                group.addTask {
                    let stream = voiceActivity.makeStream()
                    let sound = sounds[index % sounds.count]
                    var delays: [Double] = []
                    let first = begin + .microseconds(32_000 * index / Self.pacedStreams)
                    for round in 0..<rounds {
                        try await Task.sleep(until: first + .milliseconds(32 * round), clock: .continuous)
                        let arrival = ContinuousClock.now
                        _ = try await stream.probability(of: sound.span.extracting(Self.window(index, round, of: sounds)))
                        delays.append((ContinuousClock.now - arrival) / .milliseconds(1))
                    }
                    return delays
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }
}
