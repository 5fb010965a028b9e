package import Telemetry

/// What is done with memories, for metrics: numbers alone, of everybody together. Any thread.
package final class MemoryTally: Sendable {
    /// When the search of a recall began.
    package enum Start: String, MetricLabel {
        /// While the person still spoke.
        case early
        /// When it was asked for.
        case asked
    }

    package enum Change: String, MetricLabel { case added, changed, forgotten }

    package enum Access: String, MetricLabel { case read, write }

    /// How long who recalled waited.
    package let recalls = MetricFamily<Start, MetricHistogram> { MetricHistogram(bounds: MetricHistogram.computations) }
    /// Recalls that could not be made.
    package let failedRecalls = MetricCounter()
    package let changes = MetricFamily<Change, MetricCounter> { MetricCounter() }
    /// What the database refused. What was asked wrongly is not counted.
    package let failures = MetricFamily<Access, MetricCounter> { MetricCounter() }
    /// Memories without a vector, as of the last look of who makes them.
    package let waiting = MetricGauge()
    package let consolidations = MetricCounter()
    /// Memories that consolidations put together with others.
    package let merged = MetricCounter()

    package init() {}

    func note(_ changes: [MemoryChange]) {
        for change in changes {
            switch change {
            case .add, .restore: self.changes[.added].add()
            case .retire, .reopen, .edit: self.changes[.changed].add()
            case .forget: self.changes[.forgotten].add()
            }
        }
    }

    func failed(_ access: Access, _ error: MemoryError) {
        switch error.kind {
        case .unknown, .invalid: break
        case .full, .readOnly, .damaged, .unavailable: failures[access].add()
        }
    }
}
