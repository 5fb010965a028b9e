/// A span that is over.
package struct SpanRecord: Sendable, Equatable {
    package var name: SpanName
    /// Unlike every other's of the process.
    package var id: UInt64
    /// The span it belongs to; 0 for none.
    package var parent: UInt64
    /// Which session of the process, counted from 1.
    package var session: UInt32
    /// Which turn of the session; 0 between turns.
    package var turn: Int32
    /// Nanoseconds on the clock of `SpanTracer.now`.
    package var start: UInt64
    /// Nanoseconds.
    package var length: UInt64
    /// The system's number of the thread on which it ended.
    package var thread: UInt32

    package init(
        _ name: SpanName, id: UInt64, parent: UInt64 = 0, session: UInt32, turn: Int32, start: UInt64, length: UInt64, thread: UInt32 = 0
    ) {
        self.name = name
        self.id = id
        self.parent = parent
        self.session = session
        self.turn = turn
        self.start = start
        self.length = length
        self.thread = thread
    }

    package var end: UInt64 { start + length }
    package var milliseconds: Double { Double(length) / 1e6 }
    /// The same for all spans of a turn, unlike for another turn.
    package var turnKey: UInt64 { UInt64(session) << 32 | UInt64(UInt32(bitPattern: turn)) }
}
