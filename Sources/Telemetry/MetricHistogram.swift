internal import Synchronization

/// Counts durations in buckets that are fixed when it is made. Any thread; recording takes some nanoseconds and allocates nothing.
@safe
package final class MetricHistogram: @unchecked Sendable {
    /// Upper bounds of the buckets in seconds, rising; one more bucket takes what is above them.
    package let bounds: [Double]
    private let limits: [Int]
    /// One a bucket, then the sum in nanoseconds.
    private let cells: UnsafeMutablePointer<Atomic<Int>>

    package init(bounds: [Double]) {
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "the bounds of buckets must rise")
        self.bounds = bounds
        limits = bounds.map { Int($0 * 1e9) }
        unsafe cells = .allocate(capacity: bounds.count + 2)
        for index in 0..<(bounds.count + 2) { unsafe (cells + index).initialize(to: Atomic(0)) }
    }

    deinit {
        unsafe cells.deinitialize(count: bounds.count + 2)
        unsafe cells.deallocate()
    }

    /// A duration below zero counts as zero.
    package func record(nanoseconds: Int) {
        let value = max(0, nanoseconds)
        var bucket = 0
        while bucket < limits.count, value > limits[bucket] { bucket += 1 }
        unsafe cells[bucket].wrappingAdd(1, ordering: .relaxed)
        unsafe cells[limits.count + 1].wrappingAdd(value, ordering: .relaxed)
    }

    /// What is not a number is left out.
    package func record(milliseconds: Double) {
        guard milliseconds.isFinite else { return }
        record(nanoseconds: Int(min(milliseconds, 1e12) * 1e6))
    }

    package func record(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        record(nanoseconds: Int(clamping: min(seconds, 1 << 33) * 1_000_000_000 + attoseconds / 1_000_000_000))
    }

    package var counts: HistogramCounts {
        HistogramCounts(
            bounds: bounds, counts: (0...bounds.count).map { unsafe cells[$0].load(ordering: .relaxed) },
            sum: Double(unsafe cells[bounds.count + 1].load(ordering: .relaxed)) / 1e9)
    }

    /// For what a person waits for: from 10 ms to 10 s, with the alert's 0.5 s as one bound.
    package static let waits = [0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.5, 2.5, 5, 10]
    /// For what a model computes: from 25 us to 0.5 s.
    package static let computations = [0.000025, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5]
}

/// What a histogram held at one moment.
package struct HistogramCounts: Sendable, Equatable {
    /// In seconds.
    package var bounds: [Double]
    /// One a bound, and one more for what is above the last.
    package var counts: [Int]
    /// In seconds.
    package var sum: Double

    package init(bounds: [Double], counts: [Int], sum: Double) {
        self.bounds = bounds
        self.counts = counts
        self.sum = sum
    }

    package var total: Int { counts.reduce(0, +) }

    /// What came since `earlier`, of the same histogram.
    package func since(_ earlier: HistogramCounts) -> HistogramCounts {
        HistogramCounts(bounds: bounds, counts: zip(counts, earlier.counts).map { $0 - $1 }, sum: sum - earlier.sum)
    }

    /// The value in seconds that `share` (0...1) of all do not exceed, within a bucket by straight line as Prometheus does; the last bound
    /// where it lies above. `nil` where there is none.
    package func quantile(_ share: Double) -> Double? {
        let total = total
        guard total > 0, let last = bounds.last else { return nil }
        let rank = share * Double(total)
        var below = 0
        for (index, bound) in bounds.enumerated() {
            let reached = below + counts[index]
            if counts[index] > 0, Double(reached) >= rank {
                let start = index == 0 ? 0 : bounds[index - 1]
                return start + (bound - start) * max(0, rank - Double(below)) / Double(counts[index])
            }
            below = reached
        }
        return last
    }
}
