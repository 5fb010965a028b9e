/// How sound is written on a wire: mono, whole samples.
package enum AudioFormat: Sendable, Hashable {
    /// 16-bit little-endian.
    case pcm16(SampleRate)
    /// One byte a sample, 8 kHz.
    case g711(G711)

    package var rate: SampleRate {
        switch self {
        case .pcm16(let rate): rate
        case .g711: .hz8000
        }
    }

    package var bytesPerSample: Int {
        switch self {
        case .pcm16: 2
        case .g711: 1
        }
    }

    /// The samples held in `bytes`; an odd last byte of 16-bit sound is left out.
    package func decode(_ bytes: [UInt8]) -> [Int16] {
        switch self {
        case .pcm16: PCM16.decode(bytes)
        case .g711(let law): law.decode(bytes)
        }
    }

    /// Appends the samples held in `bytes`; an odd last byte of 16-bit sound is left out.
    package func decode(_ bytes: Span<UInt8>, into samples: inout [Int16]) {
        switch self {
        case .pcm16: PCM16.decode(bytes, into: &samples)
        case .g711(let law): law.decode(bytes, into: &samples)
        }
    }

    /// Appends the bytes of each sample.
    package func encode(_ samples: Span<Int16>, into bytes: inout [UInt8]) {
        switch self {
        case .pcm16: PCM16.encode(samples, into: &bytes)
        case .g711(let law): law.encode(samples, into: &bytes)
        }
    }

    package func encode(_ samples: [Int16]) -> [UInt8] {
        switch self {
        case .pcm16: PCM16.encode(samples)
        case .g711(let law): law.encode(samples)
        }
    }
}
