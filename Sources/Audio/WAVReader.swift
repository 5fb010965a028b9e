/// Reads WAV files as they are found in the wild.
///
/// PCM of 8 to 32 bits, floating point, A-law and mu-law, plain or extensible, RIFF or RF64, any order of chunks, any number of channels
/// (mixed to one). Memory follows the bytes that are there, never what a header claims.
package enum WAVReader {
    /// Reads a whole file held in memory.
    package static func read(_ bytes: [UInt8]) throws(WAVError) -> WAVRecording {
        let layout = try WAVLayout(bytes.span)
        let format = try WAVFormat(bytes.span, chunk: layout.format)
        var warnings: [String] = []
        var samples = mix(bytes.span, layout.data, format)
        if layout.missing > 0 {
            let missing = milliseconds(layout.missing, format)
            let total = milliseconds(layout.missing.addingReportingOverflow(layout.data.count).partialValue, format)
            warnings.append("the file was cut off: \(missing) ms of \(total) ms (\(layout.missing) bytes) are missing")
        } else if layout.data.count % format.frameWidth != 0 {
            warnings.append("the last \(layout.data.count % format.frameWidth) bytes are no whole sample and were left out")
        }
        if samples.isEmpty { warnings.append("the file holds no samples") }
        let clipped = clip(&samples)
        if clipped > 0 { warnings.append("\(clipped) samples beyond full scale were clipped") }
        return WAVRecording(clip: AudioClip(samples: samples, rate: format.rate), format: format, warnings: warnings)
    }

    private static func milliseconds(_ bytes: Int, _ format: WAVFormat) -> Int {
        Int((Double(bytes) / Double(format.frameWidth * format.rate.hertz) * 1_000).rounded())
    }

    private static func mix(_ bytes: Span<UInt8>, _ data: Range<Int>, _ format: WAVFormat) -> [Float] {
        switch format.encoding {
        case .unsigned8: mix(data, format) { (Float(bytes[$0]) - 128) / 128 }
        case .signed16: mix(data, format) { PCM16.float(Int16(bitPattern: bytes.uint16(at: $0))) }
        case .signed24:
            mix(data, format) {
                let high = UInt32(bytes[$0]) << 8 | UInt32(bytes.uint16(at: $0 + 1)) << 16
                return Float(Int32(bitPattern: high)) / 2_147_483_648
            }
        case .signed32: mix(data, format) { Float(Int32(bitPattern: bytes.uint32(at: $0))) / 2_147_483_648 }
        case .float32: mix(data, format) { Float(bitPattern: bytes.uint32(at: $0)) }
        case .float64: mix(data, format) { Float(Double(bitPattern: bytes.uint64(at: $0))) }
        case .aLaw: mix(data, format) { PCM16.float(G711.aLaw.decode(bytes[$0])) }
        case .muLaw: mix(data, format) { PCM16.float(G711.muLaw.decode(bytes[$0])) }
        }
    }

    /// The mean of all channels, sample by sample.
    @inline(__always)
    private static func mix(_ data: Range<Int>, _ format: WAVFormat, _ sample: (Int) -> Float) -> [Float] {
        let width = format.encoding.width
        let frames = data.count / format.frameWidth
        var mixed: [Float] = []
        mixed.reserveCapacity(frames)
        var offset = data.lowerBound
        for _ in 0..<frames {
            var sum: Float = 0
            for _ in 0..<format.channels {
                sum += sample(offset)
                offset += width
            }
            mixed.append(format.channels == 1 ? sum : sum / Float(format.channels))
        }
        return mixed
    }

    /// Brings every sample into -1...1 (not-a-number to 0) and counts those that were not.
    private static func clip(_ samples: inout [Float]) -> Int {
        var count = 0
        var target = samples.mutableSpan
        for index in target.indices where !(abs(target[index]) <= 1) {
            target[index] = target[index].isNaN ? 0 : max(-1, min(1, target[index]))
            count += 1
        }
        return count
    }
}
