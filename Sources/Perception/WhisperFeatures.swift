internal import Glibc

/// The log-mel picture of 8 s of sound that Whisper's encoder, and with it Smart Turn, looks at.
///
/// 80 bands by 800 frames of 25 ms every 10 ms, from sound brought to zero mean and unit variance. Checked against the reference in
/// pipecat-ai 1.14.0, whose frames at the edges are mirrored, whose range is the loudest 8 powers of ten and whose values are
/// (log10 + 4) / 4.
package struct WhisperFeatures: Sendable {
    /// Samples of 16 kHz in the picture.
    package static let sampleCount = 128_000
    package static let bandCount = 80
    package static let frameCount = 800

    private static let hop = 160
    private static let margin = FrameTransform.size / 2
    private static let lanes = 8
    private static let powerFloor: Float = 1e-10
    private static let varianceFloor = 1e-7

    private let transform = FrameTransform()
    private let bands = MelBand.bands(bandCount, rate: 16_000, size: FrameTransform.size)
    /// Hann's, periodic.
    private let window = (0..<FrameTransform.size).map { Float(0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(FrameTransform.size))) }

    package init() {}

    /// Writes the picture of the last 8 s of `samples` (16 kHz), with silence before them where there is less.
    ///
    /// `picture` has 80 rows of 800 values, about -1...1. Takes about 3 ms for 8 s, and less for less sound.
    package func compute(_ samples: Span<Float>, into picture: inout MutableSpan<Float>) {
        precondition(picture.count == Self.bandCount * Self.frameCount, "the picture has 80 rows of 800 values")
        let sound = samples.extracting(last: min(samples.count, Self.sampleCount))
        let silence = Self.sampleCount - sound.count
        let (mean, scale) = Self.normalisation(of: sound)
        // Frames that see only the silence before the sound are all alike.
        let constantFrames = silence > Self.margin ? min(Self.frameCount, (silence - Self.margin) / Self.hop + 1) : 0
        let firstFrame = constantFrames / Self.lanes * Self.lanes
        var frames = [Complex8](repeating: .zero, count: FrameTransform.half)
        var spare = frames
        var powers = [Complex8.Lanes](repeating: .zero, count: FrameTransform.binCount)
        var loudest = -Float.infinity
        if firstFrame > 0 {
            let level = -mean * scale
            fill(&frames) { _ in Complex8.Lanes(repeating: level) }
            transform.powers(&frames, &spare, into: &powers)
            loudest = write(powers.span, frame: 0, into: &picture)
            for band in 0..<Self.bandCount {
                let value = picture[band * Self.frameCount]
                for frame in Self.lanes..<max(firstFrame, Self.lanes) { picture[band * Self.frameCount + frame] = value }
            }
        }
        let padded = Self.padded(sound, silence, mean, scale, from: firstFrame)
        for frame in stride(from: firstFrame, to: Self.frameCount, by: Self.lanes) {
            let start = (frame - firstFrame) * Self.hop
            fill(&frames) { index in
                let i = start + index
                return Complex8.Lanes(
                    padded[i], padded[i + 160], padded[i + 320], padded[i + 480], padded[i + 640], padded[i + 800], padded[i + 960],
                    padded[i + 1_120])
            }
            transform.powers(&frames, &spare, into: &powers)
            loudest = max(loudest, write(powers.span, frame: frame, into: &picture))
        }
        let quietest = loudest - 8
        for index in 0..<picture.count { picture[index] = (max(picture[index], quietest) + 4) * 0.25 }
    }

    /// Eight frames' samples under the window, paired as the transform wants them.
    @inline(__always)
    private func fill(_ frames: inout [Complex8], _ sample: (Int) -> Complex8.Lanes) {
        var target = frames.mutableSpan
        let window = window.span
        for k in 0..<FrameTransform.half {
            target[k] = Complex8(real: sample(2 * k) * window[2 * k], imaginary: sample(2 * k + 1) * window[2 * k + 1])
        }
    }

    /// Writes the logarithms of eight frames' bands and returns the largest.
    private func write(_ powers: Span<Complex8.Lanes>, frame: Int, into picture: inout MutableSpan<Float>) -> Float {
        var loudest = -Float.infinity
        for band in 0..<Self.bandCount {
            let first = bands[band].first
            var sum = Complex8.Lanes.zero
            for (index, weight) in bands[band].weights.enumerated() { sum += powers[first + index] * weight }
            for lane in 0..<Self.lanes {
                let value = log10f(max(sum[lane], Self.powerFloor))
                picture[band * Self.frameCount + frame + lane] = value
                loudest = max(loudest, value)
            }
        }
        return loudest
    }

    /// What brings the sound, with the silence before it, to zero mean and unit variance.
    private static func normalisation(of sound: Span<Float>) -> (mean: Float, scale: Float) {
        var sum = 0.0
        var squares = 0.0
        for index in sound.indices {
            let value = Double(sound[index])
            sum += value
            squares += value * value
        }
        let mean = sum / Double(sampleCount)
        let variance = max(0, squares / Double(sampleCount) - mean * mean)
        return (Float(mean), Float(1 / (variance + varianceFloor).squareRoot()))
    }

    /// The normalised sound from the first sample that `frame` sees to the last that the last frame sees, mirrored at the 8 s' two ends.
    private static func padded(_ sound: Span<Float>, _ silence: Int, _ mean: Float, _ scale: Float, from frame: Int) -> [Float] {
        let start = frame * hop - margin
        let end = (frameCount - 1) * hop + margin
        var result: [Float] = []
        result.reserveCapacity(end - start)
        for position in start..<end {
            var source = abs(position)
            if source >= sampleCount { source = 2 * (sampleCount - 1) - source }
            let value = source < silence ? 0 : sound[source - silence]
            result.append((value - mean) * scale)
        }
        return result
    }
}
