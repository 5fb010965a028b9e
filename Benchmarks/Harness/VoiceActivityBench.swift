internal import Perception
internal import Realtime
internal import Wire

/// `bench vad`: misses and false alarms of the voice-activity detector against labelled speech, on both of its engines, and what they cost.
struct VoiceActivityBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    /// A window whose middle is this near to a label's edge counts for neither side, in seconds: the labels are no better.
    private static let collar = 0.1
    private static let threshold: Float = 0.5
    static let windowLength = 512
    private static let windowSeconds = Double(windowLength) / 16_000

    private struct Count {
        var speech = 0
        var missed = 0
        var silence = 0
        var falseAlarms = 0
    }

    /// What two engines say of the same windows.
    private struct Difference {
        var decisions = 0
        var most: Float = 0
    }

    func run() async throws -> BenchReport {
        let labelled = try Recordings.load(settings).filter { $0.speech != nil }
        guard !labelled.isEmpty else { throw BenchError("no speech_segments.tsv was found beside the recordings.") }
        let recordings = settings.isQuick ? Array(labelled.prefix(12)) : labelled
        let engines = VoiceActivityEngines(home: settings.home)
        let (native, onnx) = (try engines.native(), try engines.onnx())

        var report = BenchReport("vad", settings)
        report.settings["recordings"] = .integer(recordings.count)
        report.settings["threshold"] = .number(Double(Self.threshold))
        report.settings["collar_ms"] = .number(Self.collar * 1_000)
        report.settings["kernel"] = .string(native.kernel.rawValue)
        var totals = (native: Count(), onnx: Count())
        var difference = Difference()
        var windows = 0
        var sounds: [[Float]] = []
        for recording in recordings {
            let samples = try recording.samples()
            let said = (native: try Self.probabilities(of: samples, native), onnx: try Self.probabilities(of: samples, onnx))
            Self.score(said.native, against: recording.speech ?? [], &totals.native)
            Self.score(said.onnx, against: recording.speech ?? [], &totals.onnx)
            for (a, b) in zip(said.native, said.onnx) {
                if (a >= Self.threshold) != (b >= Self.threshold) { difference.decisions += 1 }
                difference.most = max(difference.most, abs(a - b))
            }
            windows += said.native.count
            sounds.append(samples)
            progress("\(recording.set)/\(recording.name): \(said.native.count) windows")
        }
        for (suffix, total) in [("", totals.native), (".native", totals.native), (".onnx", totals.onnx)] {
            report["miss_share" + suffix] = Double(total.missed) / Double(max(1, total.speech))
            report["false_alarm_share" + suffix] = Double(total.falseAlarms) / Double(max(1, total.silence))
        }
        report["windows"] = Double(windows)
        report["decision_difference_share"] = Double(difference.decisions) / Double(max(1, windows))
        report["probability_difference_most"] = Double(difference.most)
        progress("measuring what a window costs")
        try await VoiceActivityCost(engines: engines, sounds: sounds, isQuick: settings.isQuick).measure(into: &report)
        report.notes.append(
            "a window is speech from a probability of \(Self.threshold) on; windows within \(Int(Self.collar * 1_000)) ms of a label's edge are left out"
        )
        return report
    }

    private static func probabilities(of samples: [Float], _ detector: some VoiceActivityDetector) throws -> [Float] {
        var state = detector.makeState()
        return try stride(from: 0, to: samples.count - windowLength + 1, by: windowLength).map { start in
            try detector.probability(of: samples.span.extracting(start..<start + windowLength), state: &state)
        }
    }

    private static func score(_ probabilities: [Float], against speech: [ClosedRange<Double>], _ count: inout Count) {
        for (index, probability) in probabilities.enumerated() {
            let middle = (Double(index) + 0.5) * windowSeconds
            let nearEdge = speech.contains { abs($0.lowerBound - middle) < collar || abs($0.upperBound - middle) < collar }
            guard !nearEdge else { continue }
            let isSpeech = speech.contains { $0.contains(middle) }
            let isHeard = probability >= threshold
            if isSpeech {
                count.speech += 1
                if !isHeard { count.missed += 1 }
            } else {
                count.silence += 1
                if isHeard { count.falseAlarms += 1 }
            }
        }
    }
}

/// The engines of `bench vad`, with errors in its terms.
struct VoiceActivityEngines: Sendable {
    let home: EngineHome

    func native(_ kernel: NativeSileroVAD.Kernel = .best) throws -> NativeSileroVAD {
        do { return try NativeSileroVAD(weightsPath: home.voiceActivityWeights, kernel: kernel) } catch { throw BenchError("\(error)") }
    }

    func onnx() throws -> any VoiceActivityDetector {
        do { return try Engines.loadVoiceActivityDetector(from: home, .onnx) } catch { throw BenchError("\(error)") }
    }

    func batches(delay: Duration) throws -> BatchedSileroVAD {
        do { return try Engines.loadBatchedVoiceActivity(from: home, delay: delay) } catch { throw BenchError("\(error)") }
    }
}
