/// Counts what happens to each of many, a minute at a time, in bounded memory.
struct RateWindow<Key: Hashable & Sendable>: Sendable {
    private struct Count {
        var start: ContinuousClock.Instant
        var count: Int
    }

    private var counts: [Key: Count] = [:]
    /// How often in a minute.
    let limit: Int
    /// How many are remembered; one more takes the place of the oldest.
    let capacity: Int
    static var length: Duration { .seconds(60) }

    init(limit: Int, capacity: Int) {
        self.limit = limit
        self.capacity = capacity
    }

    /// How long `key` must wait because its limit is reached; `nil` where it need not.
    func wait(for key: Key, at now: ContinuousClock.Instant) -> Duration? {
        guard let entry = counts[key], entry.count >= limit else { return nil }
        let left = entry.start + Self.length - now
        return left > .zero ? left : nil
    }

    mutating func count(_ key: Key, at now: ContinuousClock.Instant) {
        if let entry = counts[key], entry.start + Self.length > now {
            counts[key]?.count += 1
            return
        }
        if counts[key] == nil, counts.count >= capacity {
            counts = counts.filter { $0.value.start + Self.length > now }
            if counts.count >= capacity, let oldest = counts.min(by: { $0.value.start < $1.value.start }) { counts[oldest.key] = nil }
        }
        counts[key] = Count(start: now, count: 1)
    }
}
