/// How a WAV's samples are written, from its "fmt " chunk.
package struct WAVFormat: Sendable, Equatable {
    /// One sample's form in the file.
    package enum Encoding: Sendable, Equatable, CaseIterable {
        case unsigned8, signed16, signed24, signed32, float32, float64, aLaw, muLaw

        /// Bytes of one sample.
        package var width: Int {
            switch self {
            case .unsigned8, .aLaw, .muLaw: 1
            case .signed16: 2
            case .signed24: 3
            case .signed32, .float32: 4
            case .float64: 8
            }
        }
    }

    package var encoding: Encoding
    /// 1 to 65,535.
    package var channels: Int
    package var rate: SampleRate

    package init(encoding: Encoding, channels: Int, rate: SampleRate) {
        self.encoding = encoding
        self.channels = channels
        self.rate = rate
    }

    /// Bytes of one sample of every channel.
    package var frameWidth: Int { encoding.width * channels }

    /// Reads the chunk at `range`.
    init(_ bytes: Span<UInt8>, chunk range: Range<Int>) throws(WAVError) {
        guard range.count >= 16 else { throw .header("its format chunk has \(range.count) of 16 bytes") }
        let start = range.lowerBound
        var tag = bytes.uint16(at: start)
        let channels = Int(bytes.uint16(at: start + 2))
        let hertz = bytes.uint32(at: start + 4)
        let frameWidth = Int(bytes.uint16(at: start + 12))
        var bits = Int(bytes.uint16(at: start + 14))
        guard channels > 0 else { throw .noChannels }
        guard let rate = SampleRate(hertz: Int(hertz)) else { throw .rate(hertz: hertz) }
        // WAVE_FORMAT_EXTENSIBLE keeps the true tag in the first bytes of a GUID; where the GUID is cut off, it is nearly always PCM.
        if tag == 0xFFFE { tag = range.count >= 26 ? bytes.uint16(at: start + 24) : 1 }
        if bits == 0 { bits = 8 * frameWidth / channels }
        // Samples are left-justified in their container, so 20 bits in 3 bytes read as 24, and 24 in 4 as 32.
        let stated = frameWidth % channels == 0 ? frameWidth / channels : 0
        let width = stated * 8 >= bits && stated <= 8 ? stated : (bits + 7) / 8
        switch (tag, width) {
        case (1, 1): encoding = .unsigned8
        case (1, 2): encoding = .signed16
        case (1, 3): encoding = .signed24
        case (1, 4): encoding = .signed32
        case (3, 4): encoding = .float32
        case (3, 8): encoding = .float64
        case (6, 1): encoding = .aLaw
        case (7, 1): encoding = .muLaw
        default: throw .encoding(tag: tag, bits: bits)
        }
        self.channels = channels
        self.rate = rate
    }
}
