/// Whose spans they are: a session, a turn of it, and the span above. A value of a few words, handed down to whoever works for the turn.
public struct SpanContext: Sendable {
    @usableFromInline let tracer: SpanTracer
    /// Counted from 1 in the process; it says nothing about the client.
    package let session: UInt32
    /// 0 between turns.
    package private(set) var turn: Int32 = 0
    /// The span above; 0 for none.
    package private(set) var parent: UInt64 = 0

    init(tracer: SpanTracer, session: UInt32) {
        self.tracer = tracer
        self.session = session
    }

    /// Records nothing, ever.
    package static let off = SpanContext(tracer: .never, session: 0)

    /// The same session in one of its turns: spans then belong to the turn's own.
    ///
    /// - Parameter number: not 0.
    package func turn(_ number: Int) -> SpanContext {
        var context = self
        context.turn = Int32(truncatingIfNeeded: number)
        context.parent = context.turnID
        return context
    }

    /// Known before the turn's span is recorded, which is at its end. No other span has the highest bit.
    var turnID: UInt64 { 1 << 63 | UInt64(session) << 32 | UInt64(UInt32(bitPattern: turn)) }

    /// For spans within `span`.
    package func within(_ span: SpanStart) -> SpanContext {
        guard span.start != 0 else { return self }
        var context = self
        context.parent = span.id
        return context
    }

    @inlinable
    public func records(_ name: SpanName) -> Bool { tracer.records(name) }

    /// Begins a span, which may end on another thread.
    @inlinable
    public func begin(_ name: SpanName) -> SpanStart {
        guard tracer.records(name) else { return SpanStart(name, id: 0, start: 0) }
        return tracer.begin(name)
    }

    @inlinable
    public func end(_ span: SpanStart) {
        guard span.start != 0 else { return }
        tracer.end(span, self)
    }

    /// Measures what `body` does.
    @inlinable
    public func measure<Result, Failure: Error>(_ name: SpanName, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        let span = begin(name)
        defer { end(span) }
        return try body()
    }

    /// Records a stretch of time known only afterwards; the turn's own span lies above all others of its turn.
    package func record(_ name: SpanName, from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) {
        guard records(name) else { return }
        let begin = tracer.nanoseconds(of: start)
        let length = max(tracer.nanoseconds(of: end), begin) - begin
        let (id, above) = name == .turn ? (turnID, 0) : (tracer.newID(), parent)
        tracer.ring.write(
            SpanRecord(
                name, id: id, parent: above, session: session, turn: turn, start: begin, length: length, thread: SpanThread.current))
    }
}
