internal import Telemetry
package import Wire

/// Where the time of one answer went, from the end of speech to the first sound sent. The parts follow one another and sum to the total.
package struct TurnLedger: Sendable, Equatable {
    package enum Part: String, Sendable, CaseIterable {
        /// From the end of speech, as the voice-activity detector saw it, to the commit.
        case silenceWait = "silence_wait"
        /// From the commit to the final transcript.
        case recognizer
        /// From the transcript to the first words of the reply.
        case language
        /// From the first words to the first sound.
        case synthesis
        /// From the first sound to its sending.
        case queue
    }

    private(set) var milliseconds: [Part: Double] = [:]
    private var reached: Part?
    private var since: ContinuousClock.Instant

    /// - Parameter silence: how long ago speech ended, at the commit.
    init(silence: Duration) {
        since = .now
        milliseconds[.silenceWait] = silence / .milliseconds(1)
        reached = .silenceWait
    }

    /// Ends `part` now; only the first time counts, and only in order.
    mutating func reach(_ part: Part) {
        guard let reached, let at = Part.allCases.firstIndex(of: reached), Part.allCases[(at + 1)...].first == part else { return }
        let now = ContinuousClock.now
        milliseconds[part] = (now - since) / .milliseconds(1)
        since = now
        self.reached = part
    }

    var isComplete: Bool { reached == .queue }

    package var object: JSONValue {
        let parts = milliseconds.map { ($0.key.rawValue, JSONValue.number($0.value)) }
        return ["parts_ms": .object(Dictionary(uniqueKeysWithValues: parts)), "total_ms": .number(milliseconds.values.reduce(0, +))]
    }
}
