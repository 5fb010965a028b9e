internal import Audio
internal import Perception
internal import Realtime
internal import Resources
internal import Wire

/// `bench audio`: what a second of a microphone's sound costs, stage by stage, in frames of 20 ms as they arrive.
struct AudioBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    /// One stage: takes the frames of one second in turn.
    private struct Stage {
        let name: String
        /// Makes the stage's state, and what takes a frame of 20 ms: its wire bytes (24 kHz) and its samples (16 kHz).
        let make: () throws -> ([UInt8], [Int16]) throws -> Void
    }

    func run() async throws -> BenchReport {
        let synthesizer = Engines.loadSynthesizer(EngineOptions())
        let (settings, progress) = (settings, progress)
        return try await onThread(named: "bench") {
            let seconds = settings.isQuick ? 20 : 120
            let sound = try SyntheticSpeech.samples(seconds: 20, seed: settings.seed, synthesizer: synthesizer)
            let frames = stride(from: 0, to: sound.count, by: 320).map { Array(sound[$0..<$0 + 320]) }
            let wire = try Self.wire(frames)
            var report = BenchReport("audio", settings)
            report.settings["seconds"] = .integer(seconds)
            for stage in try Self.stages(settings.home) {
                let before = HeapUse.bytes
                let take = try stage.make()
                var times: [Double] = []
                // One second more: the first one warms up.
                for second in 0...seconds {
                    let start = ContinuousClock.now
                    for frame in 0..<50 {
                        let index = (second * 50 + frame) % frames.count
                        try take(wire[index], frames[index])
                    }
                    if second > 0 { times.append((ContinuousClock.now - start) / .milliseconds(1)) }
                }
                report.add("\(stage.name)_ms", times)
                report["\(stage.name)_cpu_share"] = times.reduce(0, +) / Double(times.count) / 1_000
                report["\(stage.name)_mb"] = Double(HeapUse.bytes - before) / 1_048_576
                progress(stage.name)
            }
            report.notes.append(
                "every figure is for one second of sound (50 frames of 20 ms); the published page does not say how much sound its milliseconds are for"
            )
            report.notes.append("_cpu_share: of one core, for one live microphone; _mb: heap of one stream, the model included for vad")
            report.notes.append("preprocessing: 24 kHz wire bytes to 16 kHz samples, their levels, and floating point")
            report.notes.append("noise_reduction: SpeexDSP, near field; vad: Silero, windows of 32 ms")
            report.notes.append("format_conversion: 24 kHz wire bytes to 16 kHz samples, these to 8 kHz mu-law and to 24 kHz wire bytes")
            return report
        }
    }

    private static func wire(_ frames: [[Int16]]) throws -> [[UInt8]] {
        var resampler = try Resampler<Int16>(from: .hz16000, to: .hz24000)
        return frames.map { frame in
            var converted: [Int16] = []
            resampler.push(frame, into: &converted)
            return PCM16.encode(converted)
        }
    }

    private static func stages(_ home: EngineHome) throws -> [Stage] {
        [
            Stage(name: "preprocessing") {
                let preparation = Preparation()
                return { bytes, _ in try preparation.take(bytes) }
            },
            Stage(name: "vad") {
                let stream = try WindowJudge(home: home)
                var window: [Float] = []
                return { _, samples in
                    for sample in samples {
                        window.append(PCM16.float(sample))
                        guard window.count == stream.windowLength else { continue }
                        _ = try stream.probability(of: window.span)
                        window.removeAll(keepingCapacity: true)
                    }
                }
            },
            Stage(name: "noise_reduction") {
                let cleaning = try Cleaning()
                return { _, samples in cleaning.take(samples) }
            },
            Stage(name: "format_conversion") {
                let conversion = try Conversion()
                return { bytes, _ in conversion.take(bytes) }
            },
        ]
    }

    // Classes, because a closure cannot keep what cannot be copied.

    private final class Preparation {
        private var input = SessionInput(format: .pcm16(.hz24000))

        func take(_ bytes: [UInt8]) throws {
            let samples = try input.convert(bytes, at: .zero)
            _ = Loudness.decibels(of: PCM16.floats(samples).span)
        }
    }

    private final class Cleaning {
        private var cleaner: MicrophoneCleaner
        private var clean: [Int16] = []
        private var time = SessionTime.zero

        init() throws {
            var options = MicrophoneOptions()
            options.noiseReduction = .nearField
            cleaner = try MicrophoneCleaner(options)
        }

        func take(_ samples: [Int16]) {
            time = time + samples.count
            clean.removeAll(keepingCapacity: true)
            cleaner.push(samples.span, at: time, into: &clean)
        }
    }

    private final class Conversion {
        private var down: Resampler<Int16>
        private var telephone: Resampler<Int16>
        private var up: Resampler<Int16>
        private var samples: [Int16] = []
        private var buffer: [Int16] = []

        init() throws {
            down = try Resampler<Int16>(from: .hz24000, to: .hz16000)
            telephone = try Resampler<Int16>(from: .hz16000, to: .hz8000)
            up = try Resampler<Int16>(from: .hz16000, to: .hz24000)
        }

        func take(_ wire: [UInt8]) {
            buffer.removeAll(keepingCapacity: true)
            samples.removeAll(keepingCapacity: true)
            PCM16.decode(wire.span, into: &buffer)
            down.push(buffer, into: &samples)
            buffer.removeAll(keepingCapacity: true)
            telephone.push(samples, into: &buffer)
            _ = G711.muLaw.encode(buffer)
            buffer.removeAll(keepingCapacity: true)
            up.push(samples, into: &buffer)
            _ = PCM16.encode(buffer)
        }
    }
}
