internal import Telemetry
internal import Wire

/// Where the time of one answer went: from the true end of speech to the first audible sample, without a gap.
///
/// Each part ends where the next begins, so that they sum to the total whatever happened in which order: work that was done before the
/// commit costs nothing after it.
package struct TurnLedger: Sendable, Equatable {
    /// The owner of a stretch of time, in order.
    package enum Part: String, Sendable, CaseIterable {
        /// From the true end of speech to where voice activity saw it.
        case detector
        /// Silence that was waited out.
        case silenceWait = "silence_wait"
        /// Waiting for the turn model, where its answer made the commit.
        case turnModel = "turn_model"
        /// From the commit to the final transcript.
        case recognizer
        /// To the first words of the reply.
        case language
        /// To the first whole clause.
        case clauseWait = "clause_wait"
        /// To its first sound.
        case synthesis
        /// To the sending of that sound.
        case queue
        /// Silence before the first audible sample of what was sent.
        case leadingSilence = "leading_silence"
    }

    typealias Moment = ContinuousClock.Instant

    /// When the person stopped speaking.
    private let start: Moment
    private var ends: [Part: Moment] = [:]

    package init(start: ContinuousClock.Instant) { self.start = start }

    /// Notes that `part` was over at `moment`; only the first time counts.
    package mutating func end(_ part: Part, at moment: ContinuousClock.Instant) { if ends[part] == nil { ends[part] = moment } }

    /// The parts in order, without a gap; one that was over before the one before it took no time.
    var stretches: [(part: Part, start: Moment, end: Moment)] {
        var reached = start
        return Part.allCases.compactMap { part in
            guard let end = ends[part] else { return nil }
            let begin = reached
            reached = max(reached, end)
            return (part, begin, reached)
        }
    }

    /// The same in milliseconds.
    package var parts: [(part: Part, milliseconds: Double)] {
        stretches.map { ($0.part, ($0.end - $0.start) / .milliseconds(1)) }
    }

    package var total: Double { parts.reduce(0) { $0 + $1.milliseconds } }

    var object: JSONValue {
        let parts = parts.map { ($0.part.rawValue, JSONValue.number($0.milliseconds)) }
        return ["parts_ms": .object(Dictionary(uniqueKeysWithValues: parts)), "total_ms": .number(total)]
    }
}
