internal import Glibc

/// What a profiling session found. It holds names, numbers and times; nobody's words.
package struct Profile: Sendable {
    package var name: String
    package var level: ProfileLevel
    /// On the clock of `SpanTracer.now`.
    package var start: UInt64
    package var end: UInt64
    /// In the order of their beginning; one that lies around others comes before them.
    package var spans: [SpanRecord]
    package var samples: [ProfileSample]
    /// Spans that were recorded and are not here any more, the oldest ones.
    package var dropped: Int
    package var threads: [UInt32: String]
    /// What to add to the clock for nanoseconds since the epoch.
    package var epoch: Int64 = {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) - Int64(clamping: SpanTracer.now)
    }()
    /// What to call turns, such as by their recordings; by `SpanRecord.turnKey`.
    package var turnNames: [UInt64: String] = [:]

    package init(
        name: String, level: ProfileLevel, start: UInt64 = 0, end: UInt64 = 0, spans: [SpanRecord], samples: [ProfileSample] = [],
        dropped: Int = 0, threads: [UInt32: String] = [:]
    ) {
        self.name = name
        self.level = level
        self.start = start
        self.end = end
        self.spans = spans
        self.samples = samples
        self.dropped = dropped
        self.threads = threads
    }

    package var seconds: Double { Double(end - start) / 1e9 }

    /// The spans of answered turns as wholes, in order.
    package var turns: [SpanRecord] { spans.filter { $0.name == .turn } }

    /// Milliseconds of each span of a name, in order.
    func milliseconds(of name: SpanName) -> [Double] { spans.compactMap { $0.name == name ? $0.milliseconds : nil } }
}
