internal import Glibc
package import Network
internal import Resources
internal import Synchronization
package import Telemetry

/// Sends spans to an OpenTelemetry collector (OTLP over HTTP, JSON) from a thread of its own, in batches.
///
/// The queue drops its oldest span when the collector is away for long, and counts what it dropped.
package final class TraceExporter: Sendable {
    /// Spans that may wait for the collector.
    package static let capacity = 8_192
    private static let batch = 512
    private static let milliseconds = 500

    private struct State {
        var outbox: SpanOutbox
        var isStopping = false
        var hasEnded = false
    }

    private let state: ThreadCondition<State>

    /// - Parameters:
    ///   - url: where the collector takes traces, such as `http://127.0.0.1:4318/v1/traces`.
    ///   - tell: gets a line when the collector goes away and when it is back.
    package init(
        url: String, tracer: SpanTracer, version: String, capacity: Int = capacity, tell: @escaping @Sendable (String) -> Void
    ) throws(NetworkError) {
        let post = try HTTPPost(address: url)
        let state = ThreadCondition(State(outbox: SpanOutbox(capacity: capacity)))
        self.state = state
        let first = Run(post: post, reader: SpanReader(tracer), format: ProfileOTLP(version: version), tell: tell)
        spawnThread(name: "trace-export") {
            var run = first
            var isLast = false
            while !isLast {
                isLast = state.withLock { $0.isStopping }
                run.round(state, isLast: isLast)
                if !isLast { Self.pause() }
            }
            state.withLock { $0.hasEnded = true }
        }
    }

    /// Spans that the collector never got.
    package var dropped: Int { state.wait(until: { _ in true }, take: { $0.outbox.dropped }) }

    /// Sends what there is and ends; blocks for as long as that takes, about five seconds where the collector is away.
    package func stop() {
        state.withLock { $0.isStopping = true }
        state.wait(until: { $0.hasEnded }, take: { _ in })
    }

    deinit { state.withLock { $0.isStopping = true } }

    private static func pause() {
        var time = timespec(tv_sec: 0, tv_nsec: milliseconds * 1_000_000)
        unsafe nanosleep(&time, nil)
    }

    /// What the thread works with.
    private struct Run: Sendable {
        let post: HTTPPost
        var reader: SpanReader
        let format: ProfileOTLP
        let tell: @Sendable (String) -> Void
        var isAway = false

        mutating func round(_ state: ThreadCondition<State>, isLast: Bool) {
            var spans: [SpanRecord] = []
            let lost = reader.read(isLast: isLast, into: &spans)
            var batch = state.withLock { state in
                state.outbox.add(spans, lost: lost)
                return state.outbox.batch(TraceExporter.batch)
            }
            while !batch.isEmpty {
                guard let delivered = attempt(batch) else { break }
                let count = batch.count
                batch = state.withLock { state in
                    state.outbox.remove(count, delivered: delivered)
                    return state.outbox.batch(TraceExporter.batch)
                }
            }
            if isLast { state.withLock { $0.outbox.remove($0.outbox.count, delivered: false) } }
        }

        /// `nil` where it is worth trying again later.
        private mutating func attempt(_ batch: [SpanRecord]) -> Bool? {
            do {
                let status = try post.send(format.body(batch), limit: .seconds(5))
                if (200...299).contains(status) {
                    note(nil)
                    return true
                }
                note("it answered \(status)")
                // Only what is said to be passing is tried again.
                return [429, 502, 503, 504].contains(status) ? nil : false
            } catch {
                note("\(error)")
                return nil
            }
        }

        private mutating func note(_ failure: String?) {
            guard isAway != (failure != nil) else { return }
            isAway = failure != nil
            // Not the address: it may hold a secret.
            let collector = "\(post.host):\(post.port)"
            tell(failure.map { "traces do not reach \(collector): \($0)" } ?? "traces reach \(collector) again")
        }
    }
}
