/// Gathers the spans of one profiling session; for one thread at a time.
///
/// Half of the room is for what happens in every window and frame, so that it cannot push out the turns. The oldest falls first.
package struct ProfileRecorder: Sendable {
    /// Records that a profile holds at most.
    package static let capacity = 50_000

    private let name: String
    private let level: ProfileLevel
    private let start = SpanTracer.now
    private var reader: SpanReader
    private var lost = 0
    private var fresh: [SpanRecord] = []
    private var stages: ProfileRing<SpanRecord>
    private var frames: ProfileRing<SpanRecord>
    private var samples: ProfileRing<ProfileSample>
    /// Threads are asked for their names while they live.
    private var threads: [UInt32: String] = [:]

    /// - Parameter capacity: records kept at most, 4 or more.
    package init(name: String, tracer: SpanTracer, level: ProfileLevel, capacity: Int = capacity) {
        self.name = name
        self.level = level
        reader = SpanReader(tracer)
        let samples = capacity / 8
        let frames = level == .comprehensive ? capacity / 2 : 0
        stages = ProfileRing(capacity: capacity - frames - samples)
        self.frames = ProfileRing(capacity: frames)
        self.samples = ProfileRing(capacity: samples)
    }

    /// Takes what was recorded since; called often enough that the tracer's ring does not run over.
    package mutating func collect(isLast: Bool = false) {
        fresh.removeAll(keepingCapacity: true)
        lost += reader.read(isLast: isLast, into: &fresh)
        for span in fresh {
            if span.name.level == .comprehensive { frames.append(span) } else { stages.append(span) }
            if threads[span.thread] == nil { threads[span.thread] = SpanThread.name(of: span.thread) ?? "thread \(span.thread)" }
        }
    }

    package mutating func take(_ sample: ProfileSample) { samples.append(sample) }

    /// What was gathered so far.
    package var profile: Profile {
        let spans = (stages.elements + frames.elements).sorted { ($0.start, $1.length, $0.id) < ($1.start, $0.length, $1.id) }
        return Profile(
            name: name, level: level, start: start, end: SpanTracer.now, spans: spans, samples: samples.elements,
            dropped: lost + stages.dropped + frames.dropped, threads: threads)
    }
}

/// The last so many elements.
struct ProfileRing<Element: Sendable>: Sendable {
    private let capacity: Int
    private var storage: [Element] = []
    private var oldest = 0
    private(set) var dropped = 0

    init(capacity: Int) { self.capacity = capacity }

    mutating func append(_ element: Element) {
        if storage.count < capacity { return storage.append(element) }
        dropped += 1
        guard capacity > 0 else { return }
        storage[oldest] = element
        oldest = (oldest + 1) % capacity
    }

    /// The oldest first.
    var elements: [Element] { Array(storage[oldest...] + storage[..<oldest]) }
}
