internal import Synchronization
package import Telemetry

/// Where the time of all answers of this process went, by owner.
package final class TurnTimes: Sendable {
    private struct State {
        var total = Histogram()
        var parts: [TurnLedger.Part: Histogram] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package func record(_ ledger: TurnLedger) {
        state.withLock { state in
            state.total.record(ledger.total)
            for (part, milliseconds) in ledger.parts { state.parts[part, default: Histogram()].record(milliseconds) }
        }
    }

    /// Milliseconds from the true end of speech to the first audible sample.
    package var total: Histogram { state.withLock { $0.total } }
    package func milliseconds(of part: TurnLedger.Part) -> Histogram { state.withLock { $0.parts[part] ?? Histogram() } }
}
