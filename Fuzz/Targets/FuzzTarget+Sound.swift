internal import Audio
internal import Realtime

extension FuzzTarget {
    /// WAV files: every sample is within full scale, and what is written again reads alike.
    static let wav = FuzzTarget(name: "wav") { bytes in
        guard let recording = try? WAVReader.read(bytes) else { return }
        precondition(recording.clip.samples.allSatisfy { abs($0) <= 1 }, "a sample is beyond full scale")
        guard let again = try? WAVReader.read(WAVWriter.bytes(recording.clip)) else { preconditionFailure("what is written is refused") }
        let before = PCM16.quantize(recording.clip.samples)
        precondition(
            PCM16.quantize(again.clip.samples) == before && again.clip.rate == recording.clip.rate, "what is written reads differently")
    }

    /// Binary messages of a session, in one of the formats: the same sound however the bytes were cut.
    static let sound = FuzzTarget(name: "sound") { bytes in
        let format = formats[Int(bytes.first ?? 0) % formats.count]
        let ways = Splits.all(of: Array(bytes.dropFirst()))
        let whole = samples(ways[0], format)
        for pieces in ways.dropFirst() { precondition(samples(pieces, format) == whole, "the pieces make a difference") }
    }

    private static let formats: [AudioFormat] = [.pcm16(.hz16000), .pcm16(.hz24000), .g711(.muLaw), .g711(.aLaw)]

    private static func samples(_ pieces: [ArraySlice<UInt8>], _ format: AudioFormat) -> [Int16] {
        var input = SessionInput(format: format)
        var samples: [Int16] = []
        for piece in pieces {
            guard let heard = try? input.convert(Array(piece), at: .zero) else { preconditionFailure("sound was refused") }
            samples += heard
        }
        return samples
    }
}
