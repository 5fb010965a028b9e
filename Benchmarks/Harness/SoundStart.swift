internal import Audio

/// When the first audible sample plays of a sound that comes in pieces.
struct SoundStart {
    private(set) var firstByte: ContinuousClock.Instant?
    private(set) var firstAudible: ContinuousClock.Instant?
    /// Samples received before the ones looked at.
    private var samples = 0

    /// - Parameter sound: at 16 kHz.
    mutating func take(_ sound: [Float], at moment: ContinuousClock.Instant) {
        let first = firstByte ?? moment
        firstByte = first
        defer { samples += sound.count }
        // The first sample of the first 20 ms frame above -40 dBFS.
        let silence = Loudness.leadingSilence(in: sound.span, rate: .hz16000)
        guard firstAudible == nil, silence < sound.count else { return }
        // Sound plays one sample after the other from the first one on, or from now if that has run dry.
        let plays = max(first + .seconds(Double(samples) / 16_000), moment)
        firstAudible = plays + .seconds(Double(silence) / 16_000)
    }
}
