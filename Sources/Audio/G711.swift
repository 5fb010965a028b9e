/// The two companding laws of telephony: one byte a sample, 8,000 samples a second.
///
/// Source: ITU-T Recommendation G.711 (11/88). Decoded values fill the 16-bit range (14-bit mu-law times 4, 13-bit A-law times 8).
package enum G711: Sendable, CaseIterable {
    /// North America and Japan; Twilio's `audio/x-mulaw`.
    case muLaw
    /// Everywhere else.
    case aLaw

    /// The sample that one byte stands for.
    package func decode(_ byte: UInt8) -> Int16 {
        switch self {
        case .muLaw: Self.muLawTable[Int(byte)]
        case .aLaw: Self.aLawTable[Int(byte)]
        }
    }

    /// The byte whose sample is nearest, as the law's decision values have it.
    package func encode(_ sample: Int16) -> UInt8 {
        switch self {
        case .muLaw: Self.muLawByte(sample)
        case .aLaw: Self.aLawByte(sample)
        }
    }

    /// Appends one sample for each byte.
    package func decode(_ bytes: Span<UInt8>, into samples: inout [Int16]) {
        let table = self == .muLaw ? Self.muLawTable : Self.aLawTable
        let start = samples.count
        samples.append(contentsOf: repeatElement(0, count: bytes.count))
        var target = samples.mutableSpan
        for index in bytes.indices { target[start + index] = table[Int(bytes[index])] }
    }

    /// Appends one byte for each sample.
    package func encode(_ samples: Span<Int16>, into bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: samples.count))
        var target = bytes.mutableSpan
        for index in samples.indices { target[start + index] = encode(samples[index]) }
    }

    /// One sample for each byte.
    package func decode(_ bytes: [UInt8]) -> [Int16] {
        var samples: [Int16] = []
        decode(bytes.span, into: &samples)
        return samples
    }

    /// One byte for each sample.
    package func encode(_ samples: [Int16]) -> [UInt8] {
        var bytes: [UInt8] = []
        encode(samples.span, into: &bytes)
        return bytes
    }

    private static let muLawTable: [Int16] = (0...255).map { byte in
        // The line carries mu-law inverted.
        let code = ~UInt8(byte)
        let magnitude = ((Int(code & 0x0F) << 3) + 0x84) << Int(code >> 4 & 7) - 0x84
        return Int16(code & 0x80 == 0 ? magnitude : -magnitude)
    }

    private static let aLawTable: [Int16] = (0...255).map { byte in
        // The line carries A-law with every second bit inverted.
        let code = UInt8(byte) ^ 0x55
        let segment = Int(code >> 4 & 7)
        let step = Int(code & 0x0F) << 4 + 8
        let magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1)
        return Int16(code & 0x80 == 0 ? -magnitude : magnitude)
    }

    private static func muLawByte(_ sample: Int16) -> UInt8 {
        let magnitude = min(Int(sample.magnitude), 32_635) + 0x84
        let segment = magnitude.bitWidth - 1 - magnitude.leadingZeroBitCount - 7
        let code = UInt8(segment << 4 | magnitude >> (segment + 3) & 0x0F)
        return ~(sample < 0 ? code | 0x80 : code)
    }

    private static func aLawByte(_ sample: Int16) -> UInt8 {
        // Negative values are counted from -1, so that zero belongs to the positive half.
        let magnitude = Int(sample < 0 ? ~sample : sample) >> 4
        let code: Int
        if magnitude < 0x20 {
            code = magnitude
        } else {
            let segment = magnitude.bitWidth - 1 - magnitude.leadingZeroBitCount - 3
            code = segment << 4 + magnitude >> (segment - 1) & 0x0F
        }
        return UInt8(sample < 0 ? code : code | 0x80) ^ 0x55
    }
}
