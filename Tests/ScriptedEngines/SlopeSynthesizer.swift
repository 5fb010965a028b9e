package import Audio
package import Speech

/// Speaks 1,600 samples a letter of which no two neighbours, and no two letters, are alike: a lost or doubled sample shows.
package struct SlopeSynthesizer: SpeechSynthesizer {
    package let rate = SampleRate.hz16000
    package let voices = ["slope"]

    package init() {}

    package func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        for letter in clause.text.indices {
            let start = clause.text.distance(from: clause.text.startIndex, to: letter) * 1_600
            deliver(.audio((start..<start + 1_600).map { Int16(4_000 + $0 % 24_001) }))
        }
        deliver(.finished)
        return NoJob()
    }
}
