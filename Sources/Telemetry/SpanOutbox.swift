/// Spans on their way out of the process: a queue that drops its oldest when it is full, and counts them.
package struct SpanOutbox: Sendable {
    private var waiting: [SpanRecord] = []
    private let capacity: Int
    /// Spans that nobody will see: overwritten unread, pushed out, or refused.
    package private(set) var dropped = 0

    package init(capacity: Int) { self.capacity = capacity }

    package var count: Int { waiting.count }

    /// - Parameter lost: spans that were gone before they could be added.
    package mutating func add(_ spans: [SpanRecord], lost: Int = 0) {
        waiting += spans
        dropped += lost
        let excess = waiting.count - capacity
        guard excess > 0 else { return }
        waiting.removeFirst(excess)
        dropped += excess
    }

    /// The oldest ones, at most `count`; they stay until `remove`.
    package func batch(_ count: Int) -> [SpanRecord] { Array(waiting.prefix(count)) }

    /// - Parameter delivered: whether they arrived; else they are dropped.
    package mutating func remove(_ count: Int, delivered: Bool) {
        waiting.removeFirst(min(count, waiting.count))
        if !delivered { dropped += count }
    }
}
