/// How many samples of one channel make a second.
package struct SampleRate: Hashable, Sendable, Comparable {
    /// Samples a second, 1,000 to 384,000.
    package let hertz: Int

    /// `nil` outside 1,000...384,000 Hz: such a header is broken, not a recording.
    package init?(hertz: Int) {
        guard (1_000...384_000).contains(hertz) else { return nil }
        self.hertz = hertz
    }

    private init(known hertz: Int) { self.hertz = hertz }

    /// Telephone speech.
    package static let hz8000 = SampleRate(known: 8_000)
    /// What every model in Coda hears.
    package static let hz16000 = SampleRate(known: 16_000)
    /// The OpenAI Realtime wire format.
    package static let hz24000 = SampleRate(known: 24_000)

    package static func < (a: SampleRate, b: SampleRate) -> Bool { a.hertz < b.hertz }

    /// Samples in `duration`, rounded down.
    package func samples(in duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(seconds) * hertz + Int(Double(attoseconds) * 1e-18 * Double(hertz) + 1e-6)
    }
}
