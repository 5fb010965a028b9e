internal import Audio

/// Something heard while Coda speaks.
struct OverlapCase: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case interruption
        case backchannel
        case noise
        case echo
    }

    /// Coda's own sound, as a room and a loudspeaker give it back.
    struct Echo: Sendable {
        var delayMilliseconds: Int
        var decibels: Float
    }

    var kind: Kind
    /// For progress and for figures of a part.
    var name: String
    var set: String
    /// Sound of the microphone, 16 kHz, mixed in at `at`.
    var sound: [Int16] = []
    var echo: Echo?
    /// Where speech begins by its label, as exact as labels are; 0 where there is none.
    var labelledStart = 0
    /// Samples of session time after the reply's first sound.
    var at = 0
    /// Which of the replies it comes over.
    var reply = 0

    /// Where the speech, or what else it is, is first louder than -40 dBFS, by 20 ms frames; `nil` where it never is.
    var onset: Int? { firstLoud(from: labelledStart) }

    /// Samples of a breath, or of noise, above -40 dBFS before the onset.
    var soundBeforeSpeech: Int { max(0, (onset ?? 0) - (firstLoud(from: 0) ?? 0)) }

    private func firstLoud(from start: Int) -> Int? {
        let samples = PCM16.floats(sound)
        let frames = Loudness.frames(of: samples.span, rate: .hz16000)
        var loud = Loudness.speechThreshold
        // Without a label, a background near the threshold is not to count as speech; a short clip has none to go by.
        let floor = Loudness.floorDecibels(of: samples.span, rate: .hz16000)
        if labelledStart == 0, sound.count > 24_000, floor > -50 { loud = max(loud, floor + Self.aboveFloor) }
        return frames.indices.first { $0 * 320 >= start && frames[$0].rmsDecibels > loud }.map { $0 * 320 }
    }

    /// Decibels above a recording's own background from which an unlabelled sound is more than that.
    private static let aboveFloor: Float = 10
}
