internal import Perception
internal import Realtime
internal import Wire

/// `bench vad`: misses and false alarms of the voice-activity detector against labelled speech, and the cost of a window.
struct VoiceActivityBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    /// A window whose middle is this near to a label's edge counts for neither side, in seconds: the labels are no better.
    private static let collar = 0.1
    private static let threshold: Float = 0.5

    private struct Count {
        var speech = 0
        var missed = 0
        var silence = 0
        var falseAlarms = 0
    }

    func run() async throws -> BenchReport {
        let recordings = try Recordings.load(settings).filter { $0.speech != nil }
        guard !recordings.isEmpty else { throw BenchError("no speech_segments.tsv was found beside the recordings.") }
        let detector: VoiceActivity
        do { detector = try Engines.loadVoiceActivity(from: settings.home) } catch { throw BenchError("\(error)") }

        var report = BenchReport("vad", settings)
        report.settings["recordings"] = .integer(recordings.count)
        report.settings["threshold"] = .number(Double(Self.threshold))
        report.settings["collar_ms"] = .number(Self.collar * 1_000)
        var total = Count()
        var windows = 0
        var elapsed = Duration.zero
        for recording in settings.isQuick ? Array(recordings.prefix(12)) : recordings {
            let samples = try recording.samples()
            let start = ContinuousClock.now
            let probabilities = try Self.probabilities(of: samples, detector)
            elapsed += ContinuousClock.now - start
            windows += probabilities.count
            Self.score(probabilities, against: recording.speech ?? [], windowSeconds: Double(detector.windowLength) / 16_000, &total)
            progress("\(recording.set)/\(recording.name): \(probabilities.count) windows")
        }
        let cost = elapsed / .microseconds(1) / Double(max(1, windows))
        let perCore = Double(detector.windowLength) / 16_000 * 1e6 / cost
        report.notes.append("figures with .native are left out: the detector runs on ONNX Runtime alone")
        for suffix in ["", ".onnx"] {
            report["miss_share" + suffix] = Double(total.missed) / Double(max(1, total.speech))
            report["false_alarm_share" + suffix] = Double(total.falseAlarms) / Double(max(1, total.silence))
            report["us_per_window" + suffix] = cost
            report["streams_per_core" + suffix] = perCore
        }
        report["windows"] = Double(windows)
        report.notes.append(
            "a window is speech from a probability of \(Self.threshold) on; windows within \(Int(Self.collar * 1_000)) ms of a label's edge are left out"
        )
        report.notes.append("streams_per_core is the window's length over its cost, with nothing else at work")
        return report
    }

    private static func probabilities(of samples: [Float], _ detector: VoiceActivity) throws -> [Float] {
        let stream = detector.makeStream()
        let length = detector.windowLength
        return try stride(from: 0, to: samples.count - length + 1, by: length).map { start in
            do { return try stream.probability(of: samples.span.extracting(start..<start + length)) } catch { throw BenchError("\(error)") }
        }
    }

    private static func score(_ probabilities: [Float], against speech: [ClosedRange<Double>], windowSeconds: Double, _ count: inout Count)
    {
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
