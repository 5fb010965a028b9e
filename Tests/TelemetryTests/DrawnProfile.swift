import Telemetry

/// A profile from drawn times, in milliseconds.
struct DrawnProfile {
    private(set) var spans: [SpanRecord] = []
    private var clock = 1_000.0
    private var turn: Int32 = 0
    private var ids: UInt64 = 0

    /// A turn a second: its parts one after the other, and work or waits that begin with it.
    mutating func turn(_ parts: [(SpanName, Double)], beside: [(SpanName, Double)] = []) {
        turn += 1
        clock += 1_000
        let id = UInt64(1) << 63 | UInt64(turn)
        spans.append(record(.turn, id: id, parent: 0, clock, parts.reduce(0) { $0 + $1.1 }))
        var reached = clock
        for (name, milliseconds) in parts {
            spans.append(record(name, parent: id, reached, milliseconds))
            reached += milliseconds
        }
        for (name, milliseconds) in beside { spans.append(record(name, parent: id, clock, milliseconds)) }
    }

    private mutating func record(_ name: SpanName, id: UInt64? = nil, parent: UInt64, _ start: Double, _ length: Double) -> SpanRecord {
        ids += 1
        return SpanRecord(
            name, id: id ?? ids, parent: parent, session: 1, turn: turn, start: UInt64(start * 1e6), length: UInt64(length * 1e6), thread: 9
        )
    }

    var profile: Profile {
        Profile(
            name: "drawn", level: .comprehensive, start: 1_000_000_000, end: UInt64(clock * 1e6) + 1_000_000_000, spans: spans,
            threads: [9: "worker"])
    }
}
