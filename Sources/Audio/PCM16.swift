/// 16-bit little-endian samples, the form in which sound crosses every wire.
package enum PCM16 {
    /// The nearest 16-bit sample; what exceeds -1...1 is clipped, not-a-number becomes 0.
    @inlinable
    package static func quantize(_ sample: Float) -> Int16 {
        let scaled = (sample * 32_768).rounded()
        // Written so that not-a-number fails every comparison.
        if scaled >= 32_767 { return 32_767 }
        if scaled > -32_768 { return Int16(scaled) }
        return scaled <= -32_768 ? -32_768 : 0
    }

    /// The sample in -1..<1; `quantize` takes it back to exactly the same value.
    @inlinable
    package static func float(_ sample: Int16) -> Float { Float(sample) * (1 / 32_768) }

    /// Appends the samples held in `bytes`; an odd last byte is left out.
    package static func decode(_ bytes: Span<UInt8>, into samples: inout [Int16]) {
        let start = samples.count
        let count = bytes.count / 2
        samples.append(contentsOf: repeatElement(0, count: count))
        var target = samples.mutableSpan
        for index in 0..<count {
            target[start + index] = Int16(truncatingIfNeeded: UInt16(bytes[2 * index]) | UInt16(bytes[2 * index + 1]) << 8)
        }
    }

    /// Appends two bytes for each sample.
    package static func encode(_ samples: Span<Int16>, into bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: 2 * samples.count))
        var target = bytes.mutableSpan
        for index in samples.indices {
            let pattern = UInt16(bitPattern: samples[index])
            target[start + 2 * index] = UInt8(truncatingIfNeeded: pattern)
            target[start + 2 * index + 1] = UInt8(truncatingIfNeeded: pattern >> 8)
        }
    }

    /// Appends each sample as a value in -1..<1.
    package static func convert(_ samples: Span<Int16>, into floats: inout [Float]) {
        let start = floats.count
        floats.append(contentsOf: repeatElement(0, count: samples.count))
        var target = floats.mutableSpan
        for index in samples.indices { target[start + index] = float(samples[index]) }
    }

    /// Appends each value as the nearest 16-bit sample, clipped.
    package static func convert(_ floats: Span<Float>, into samples: inout [Int16]) {
        let start = samples.count
        samples.append(contentsOf: repeatElement(0, count: floats.count))
        var target = samples.mutableSpan
        for index in floats.indices { target[start + index] = quantize(floats[index]) }
    }

    /// The samples held in `bytes`; an odd last byte is left out.
    package static func decode(_ bytes: [UInt8]) -> [Int16] {
        var samples: [Int16] = []
        decode(bytes.span, into: &samples)
        return samples
    }

    /// Two bytes for each sample.
    package static func encode(_ samples: [Int16]) -> [UInt8] {
        var bytes: [UInt8] = []
        encode(samples.span, into: &bytes)
        return bytes
    }

    /// Each sample as a value in -1..<1.
    package static func floats(_ samples: [Int16]) -> [Float] {
        var floats: [Float] = []
        convert(samples.span, into: &floats)
        return floats
    }

    /// Each value as the nearest 16-bit sample, clipped.
    package static func quantize(_ floats: [Float]) -> [Int16] {
        var samples: [Int16] = []
        convert(floats.span, into: &samples)
        return samples
    }
}
