extension AudioClip {
    /// The same sound at another rate; its length is kept to within one sample.
    package func resampled(to target: SampleRate) throws(ResamplerError) -> AudioClip {
        guard target != rate else { return self }
        var resampler = try Resampler<Float>(from: rate, to: target, quality: .clip)
        var result: [Float] = []
        result.reserveCapacity(samples.count * target.hertz / rate.hertz + 1_024)
        resampler.push(samples.span, into: &result)
        resampler.flush(into: &result)
        return AudioClip(samples: result, rate: target)
    }
}
