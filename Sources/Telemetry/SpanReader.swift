/// Follows a tracer's spans from the moment it is made; for one thread at a time.
package struct SpanReader: Sendable {
    private let tracer: SpanTracer
    private var place: SpanRing.Place

    package init(_ tracer: SpanTracer) {
        self.tracer = tracer
        place = tracer.ring.end
    }

    /// Appends what was recorded since the last reading; gives the number of spans that were overwritten unread.
    ///
    /// - Parameter isLast: nothing is read after this, so what is just being written is not waited for.
    package mutating func read(isLast: Bool = false, into spans: inout [SpanRecord]) -> Int {
        tracer.ring.read(from: &place, isLast: isLast, into: &spans)
    }
}
