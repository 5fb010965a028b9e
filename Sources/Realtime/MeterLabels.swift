internal import Assistant
internal import Telemetry

/// What became of a turn.
package enum TurnOutcome: String, MetricLabel {
    /// Its answer was told to the end, or to the most tokens it may have.
    case answered
    case cancelled
    /// It could not be understood, or its answer could not be made.
    case failed
}

/// What speech over a reply turned out to be.
package enum OverlapOutcome: String, MetricLabel {
    case interruption, backchannel, noise, echo, withdrawn
}

/// Queues with a bound.
package enum QueueName: String, MetricLabel {
    case recognizer
    case synthesizer
    case turnModel = "turn_model"
}

enum SlotState: String, MetricLabel {
    case leased, free
}

enum CacheResult: String, MetricLabel {
    case hit, miss
}

extension TurnLedger.Part: MetricLabel {}
extension Route.Way: MetricLabel {}
extension Route.Reason: MetricLabel {}
