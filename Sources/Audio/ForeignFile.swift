/// A kind of file that people hand over in place of a WAV, known by its first bytes.
package enum ForeignFile: Sendable, Equatable, CaseIterable {
    case mp3, aac, ogg, flac, aiff, mp4, matroska, caf, au, amr, wavPack, wave64, bigEndianWAV, otherRIFF, webPage, largeFilePointer

    /// What the file is and how to make a WAV of it.
    package var advice: String {
        switch self {
        case .otherRIFF: "this is a RIFF file without sound in WAV form (an AVI perhaps); " + Self.conversion(of: "input.avi")
        case .webPage: "this is a web page, not a WAV: the download went wrong; fetch it again"
        case .largeFilePointer: "this is a Git LFS pointer, not the WAV itself; run: git lfs pull"
        default: "this is \(name), not a little-endian WAV; " + Self.conversion(of: "input." + suffix)
        }
    }

    static func conversion(of file: String) -> String { "convert it: ffmpeg -i \(file) -ar 16000 -ac 1 out.wav" }

    private var name: String {
        switch self {
        case .mp3: "an MP3 file"
        case .aac: "an AAC file"
        case .ogg: "an Ogg file (Opus or Vorbis)"
        case .flac: "a FLAC file"
        case .aiff: "an AIFF file"
        case .mp4: "an MP4 or M4A file"
        case .matroska: "a WebM or Matroska file"
        case .caf: "a CAF file"
        case .au: "an AU file"
        case .amr: "an AMR file"
        case .wavPack: "a WavPack file"
        case .wave64: "a Wave64 file"
        case .bigEndianWAV: "a big-endian WAV (RIFX)"
        case .otherRIFF, .webPage, .largeFilePointer: "another file"
        }
    }

    private var suffix: String {
        switch self {
        case .mp3: "mp3"
        case .aac: "aac"
        case .ogg: "ogg"
        case .flac: "flac"
        case .aiff: "aiff"
        case .mp4: "m4a"
        case .matroska: "webm"
        case .caf: "caf"
        case .au: "au"
        case .amr: "amr"
        case .wavPack: "wv"
        case .wave64: "w64"
        case .bigEndianWAV, .otherRIFF, .webPage, .largeFilePointer: "wav"
        }
    }

    /// `nil` where the first bytes are not known.
    package init?(_ bytes: Span<UInt8>) {
        func begins(_ text: StaticString, at offset: Int = 0) -> Bool {
            let length = text.utf8CodeUnitCount
            guard bytes.count >= offset + length else { return false }
            return (0..<length).allSatisfy { unsafe bytes[offset + $0] == text.utf8Start[$0] }
        }
        if begins("OggS") {
            self = .ogg
        } else if begins("fLaC") {
            self = .flac
        } else if begins("ID3") {
            self = .mp3
        } else if begins("FORM"), begins("AIF", at: 8) {
            self = .aiff
        } else if begins("ftyp", at: 4) {
            self = .mp4
        } else if begins("caff") {
            self = .caf
        } else if begins(".snd") {
            self = .au
        } else if begins("#!AMR") {
            self = .amr
        } else if begins("wvpk") {
            self = .wavPack
        } else if begins("riff") {
            self = .wave64
        } else if begins("RIFX") {
            self = .bigEndianWAV
        } else if begins("RIFF"), bytes.count >= 12, !begins("WAVE", at: 8) {
            self = .otherRIFF
        } else if begins("<!DOCTYPE") || begins("<!doctype") || begins("<html") || begins("<HTML") {
            self = .webPage
        } else if begins("version https://git-lfs") {
            self = .largeFilePointer
        } else if bytes.count >= 4, bytes[0] == 0x1A, bytes[1] == 0x45, bytes[2] == 0xDF, bytes[3] == 0xA3 {
            self = .matroska
        } else if bytes.count >= 2, bytes[0] == 0xFF, bytes[1] & 0xF6 == 0xF0 {
            // The sync word of ADTS has layer 0, that of MPEG audio any other.
            self = .aac
        } else if bytes.count >= 2, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 {
            self = .mp3
        } else {
            return nil
        }
    }
}
