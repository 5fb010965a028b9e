/// How a reply is said, beside the voice and the speed that are set.
package struct VoiceStyle: Sendable, Equatable, Codable {
    /// Speed against the one that is set, 0.5...2.
    package var rate: Double
    /// Semitones above the voice's own pitch, -4...4.
    package var pitch: Double

    package init(rate: Double = 1, pitch: Double = 0) {
        self.rate = rate.isFinite ? min(max(rate, 0.5), 2) : 1
        self.pitch = pitch.isFinite ? min(max(pitch, -4), 4) : 0
    }
}
