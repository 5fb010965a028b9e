internal import Glibc

/// How loud sound is, frame by frame, and where speech begins and ends by level alone.
///
/// Levels are in dBFS: 0 is a root mean square (or a peak) of 1; silence is `Loudness.silence`. The benchmark's truth, not a detector.
package enum Loudness {
    /// The level of 20 ms.
    package struct Frame: Sendable, Equatable {
        package var rmsDecibels: Float
        package var peakDecibels: Float
    }

    /// What digital silence counts as, in dBFS: below the rounding noise of 16 bits.
    package static let silence: Float = -120
    /// The level that parts speech from its background, in dBFS.
    package static let speechThreshold: Float = -40

    /// The level of an amplitude or a root mean square, in dBFS.
    package static func decibels(_ amplitude: Float) -> Float { amplitude > 1e-6 ? 20 * log10f(amplitude) : silence }

    /// The amplitude of a level in dBFS, or the factor of a gain in decibels.
    package static func amplitude(_ decibels: Float) -> Float { powf(10, decibels / 20) }

    /// The root mean square of all samples, in dBFS.
    package static func decibels(of samples: Span<Float>) -> Float { level(of: samples, 0..<samples.count).rmsDecibels }

    /// Samples in one frame of 20 ms.
    package static func frameLength(at rate: SampleRate) -> Int { rate.samples(in: .milliseconds(20)) }

    /// The levels of consecutive frames; a last frame that is not full counts with the samples it has.
    package static func frames(of samples: Span<Float>, rate: SampleRate) -> [Frame] {
        let length = frameLength(at: rate)
        return stride(from: 0, to: samples.count, by: length).map { level(of: samples, $0..<min($0 + length, samples.count)) }
    }

    /// Where speech ends: just after the last frame louder than `threshold`; `nil` where no frame is.
    package static func endOfSpeech(in samples: Span<Float>, rate: SampleRate, threshold: Float = speechThreshold) -> Int? {
        let length = frameLength(at: rate)
        guard let last = frames(of: samples, rate: rate).lastIndex(where: { $0.rmsDecibels > threshold }) else { return nil }
        return min((last + 1) * length, samples.count)
    }

    /// How many samples pass before the first audible one; all of them where nothing is audible.
    ///
    /// The first audible sample is the first beyond `threshold` within the first frame that is louder than it, so a lone click does not count.
    package static func leadingSilence(in samples: Span<Float>, rate: SampleRate, threshold: Float = speechThreshold) -> Int {
        let length = frameLength(at: rate)
        guard let first = frames(of: samples, rate: rate).firstIndex(where: { $0.rmsDecibels > threshold }) else { return samples.count }
        let amplitude = powf(10, threshold / 20)
        let frame = first * length..<min((first + 1) * length, samples.count)
        return frame.first { abs(samples[$0]) > amplitude } ?? frame.lowerBound
    }

    /// The background's level: a tenth of all frames are quieter. `silence` where there are no samples.
    package static func floorDecibels(of samples: Span<Float>, rate: SampleRate) -> Float {
        let levels = frames(of: samples, rate: rate).map(\.rmsDecibels).sorted()
        return levels.isEmpty ? silence : levels[levels.count / 10]
    }

    private static func level(of samples: Span<Float>, _ range: Range<Int>) -> Frame {
        var sum: Float = 0
        var peak: Float = 0
        for index in range {
            sum += samples[index] * samples[index]
            peak = max(peak, abs(samples[index]))
        }
        return Frame(rmsDecibels: decibels((sum / Float(range.count)).squareRoot()), peakDecibels: decibels(peak))
    }
}
