/// A point on one of a session's clocks, in samples of 16 kHz since the session began.
///
/// The clocks never mix: what was heard, what was played and how long the session has lived are different types.
package struct SamplePosition<Clock>: Hashable, Comparable, Sendable {
    package static var rate: Int { 16_000 }

    package var samples: Int64

    @inlinable
    package init(_ samples: Int64) { self.samples = samples }

    package static var zero: Self { Self(0) }

    @inlinable
    package static func < (a: Self, b: Self) -> Bool { a.samples < b.samples }

    @inlinable
    package static func + (a: Self, samples: Int) -> Self { Self(a.samples + Int64(samples)) }

    /// Signed distance in samples.
    @inlinable
    package static func - (a: Self, b: Self) -> Int { Int(a.samples - b.samples) }

    package static func + (a: Self, duration: Duration) -> Self { a + SampleRate.hz16000.samples(in: duration) }

    /// Milliseconds since the session began, rounded down.
    package var milliseconds: Int { Int(samples / 16) }
}

/// Marks positions in the microphone's stream.
package enum HeardClock: Sendable {}
/// Marks the session's own time, which runs also while the microphone is muted.
package enum SessionClock: Sendable {}

/// A position in what the session heard.
package typealias InputSample = SamplePosition<HeardClock>
/// The session's time: injected by the driver every 20 ms.
package typealias SessionTime = SamplePosition<SessionClock>

/// Recorded as its number of samples.
extension SamplePosition: Codable {
    package init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(Int64.self)) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(samples)
    }
}
