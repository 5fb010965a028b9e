/// How the voice is to sound, beside the voice that is chosen.
package struct VoiceManner: Sendable, Hashable {
    /// Speed against the voice's own, 0.8...1.25.
    package var rateFactor = 1.0
    /// Semitones, -1.5...1.5.
    package var pitchShift = 0.0
    /// Length of pauses against the usual, 0.7...1.4.
    package var pauseFactor = 1.0

    package init(rateFactor: Double = 1, pitchShift: Double = 0, pauseFactor: Double = 1) {
        self.rateFactor = rateFactor
        self.pitchShift = pitchShift
        self.pauseFactor = pauseFactor
    }
}
