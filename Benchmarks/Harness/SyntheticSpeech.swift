internal import Audio
internal import Speech

/// Sound to work on where no recordings are needed: a synthesised voice in a quiet room.
enum SyntheticSpeech {
    /// - Parameter seconds: how much of it, 16 kHz.
    static func samples(seconds: Int, seed: UInt64, synthesizer: any SpeechSynthesizer) throws -> [Int16] {
        var noise = RoomNoise(decibels: -55, seed: seed &+ 1)
        var sound: [Int16] = []
        var index = 0
        while sound.count < seconds * 16_000 {
            let text = LongReplies.texts[index % LongReplies.texts.count]
            sound += try TimedSpeech.speak(SpokenClause(text: text, voice: "rms"), with: synthesizer).sound
            sound += [Int16](repeating: 0, count: 8_000)
            index += 1
        }
        sound.removeLast(sound.count - seconds * 16_000)
        let room = noise.frame(sound.count)
        return sound.indices.map { Int16(max(-32_768, min(32_767, Int(sound[$0]) + Int(room[$0])))) }
    }
}
