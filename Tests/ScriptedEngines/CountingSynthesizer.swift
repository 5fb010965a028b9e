package import Audio
package import Speech

/// Speaks sound that never repeats within a clause, so that a piece lost, doubled or out of place is seen.
package struct CountingSynthesizer: SpeechSynthesizer {
    package let rate = SampleRate.hz16000
    package let voices = ["counting"]

    /// 20 ms a letter.
    private static let samplesPerLetter = 320

    package init() {}

    package static func sound(of text: String) -> [Int16] {
        (0..<text.count * samplesPerLetter).map { Int16(truncatingIfNeeded: $0 &* 7_919) }
    }

    package func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        deliver(.audio(Self.sound(of: clause.text)))
        deliver(.finished)
        return NoJob()
    }
}
