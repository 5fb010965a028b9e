/// How a reply is said, beside the voice and the speed that are set.
package struct VoiceStyle: Sendable, Equatable, Codable {
    /// Speed against the one that is set, 0.5...2.
    package var rate: Double
    /// Semitones above the voice's own pitch, -4...4.
    package var pitch: Double
    /// Length of the pauses between sentences and clauses against the voice's own at that speed, 0.5...2.
    package var pauses: Double

    package init(rate: Double = 1, pitch: Double = 0, pauses: Double = 1) {
        self.rate = rate.isFinite ? min(max(rate, 0.5), 2) : 1
        self.pitch = pitch.isFinite ? min(max(pitch, -4), 4) : 0
        self.pauses = pauses.isFinite ? min(max(pauses, 0.5), 2) : 1
    }

    /// Recordings made before pauses were spoken say nothing of them.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            rate: try values.decode(Double.self, forKey: .rate), pitch: try values.decode(Double.self, forKey: .pitch),
            pauses: try values.decodeIfPresent(Double.self, forKey: .pauses) ?? 1)
    }
}
