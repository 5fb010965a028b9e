/// Why a WAV could not be read or written; the description says what to do.
package enum WAVError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The system would not give the file's bytes, or take them.
    case file(path: String, cause: String)
    /// More bytes than may be read at once.
    case tooLarge(limit: Int)
    case empty
    /// Another kind of file, known by its first bytes.
    case foreign(ForeignFile)
    /// No kind of file that we know.
    case notWAV
    /// The header contradicts itself or ends early.
    case header(String)
    /// The header names a rate that no recording has.
    case rate(hertz: UInt32)
    case noChannels
    /// A coding that WAV allows and we do not decode.
    case encoding(tag: UInt16, bits: Int)
    case noFormat
    case noData

    package var description: String {
        switch self {
        case .file(let path, let cause): "\(path): \(cause)"
        case .tooLarge(let limit): "the file is larger than \(limit >> 20) MiB; cut it into pieces"
        case .empty: "the file is empty: record or copy it again"
        case .foreign(let file): file.advice
        case .notWAV: "this is not a WAV file (it does not begin with RIFF and WAVE); " + ForeignFile.conversion(of: "input")
        case .header(let what): "the WAV header is damaged: \(what); " + ForeignFile.conversion(of: "input.wav")
        case .rate(let hertz):
            "the WAV header says \(hertz) Hz, and sound has 1000 to 384000 Hz; "
                + "if you know the true rate: sox -r 16000 input.wav out.wav"
        case .noChannels: "the WAV header says 0 channels; record or export it again as mono"
        case .encoding(let tag, let bits):
            "this WAV is coded as \(Self.name(of: tag)) with \(bits) bits, which Coda does not decode; "
                + ForeignFile.conversion(of: "input.wav")
        case .noFormat: "the WAV has no \"fmt \" chunk before its sound, so nothing says how to read it; record or export it again"
        case .noData: "the WAV has no \"data\" chunk: it holds a header and no sound; record or export it again"
        }
    }

    /// Names from the registry of RFC 2361.
    private static func name(of tag: UInt16) -> String {
        switch tag {
        case 0x0001: "PCM"
        case 0x0002: "Microsoft ADPCM"
        case 0x0003: "floating point"
        case 0x0011: "IMA ADPCM"
        case 0x0031: "GSM 06.10"
        case 0x0040, 0x0064: "G.726"
        case 0x0050, 0x0055: "MPEG"
        case 0x0161: "Windows Media"
        default: "format 0x" + String(tag, radix: 16)
        }
    }
}
