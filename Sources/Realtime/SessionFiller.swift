internal import Audio
internal import Glibc
internal import Speech

/// The sound of one filler on its way to the client.
struct SessionFiller {
    let voice: SessionVoice
    /// Words, not a sound that repeats.
    let isWords: Bool
    /// Samples of the sound that were not sent.
    var inHand = 0
    /// Words being synthesised.
    var job: (any SynthesisJob)?
    /// Whether the client was told.
    var isTold = false
}

/// Two soft notes and a pause, again and again.
enum ThinkingSound {
    /// 2 s at 16 kHz.
    static let samples: [Int16] = {
        var samples = [Int16](repeating: 0, count: 32_000)
        for (start, frequency) in [(0, 392.0), (4_800, 494.0)] {
            for index in 0..<noteLength {
                let phase = Double(index) / Double(noteLength)
                // Swells and fades without a click, -36 dBFS at its loudest.
                let level = 0.016 * (1 - cos(2 * Double.pi * phase)) / 2
                samples[start + index] = Int16(32_767 * level * sin(2 * Double.pi * frequency * Double(index) / 16_000))
            }
        }
        return samples
    }()

    private static let noteLength = 6_400
    /// Samples after which the person is left alone: a minute.
    static let longest = 960_000
}
