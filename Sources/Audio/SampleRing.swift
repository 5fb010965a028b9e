/// The last stretch of what a session heard, addressed by position.
///
/// Holds at most `capacity` samples of 16 kHz; older ones fall out. Memory is taken as it is needed, so a silent session has none.
package struct SampleRing: Sendable {
    /// The most samples held.
    package let capacity: Int
    /// Just after the newest sample.
    package private(set) var end: InputSample
    /// Samples held.
    package private(set) var count = 0
    /// A sample at position p lives at p modulo the storage's length.
    private var storage: [Int16] = []

    package init(capacity: Int, startingAt start: InputSample = .zero) {
        precondition(capacity > 0 && start.samples >= 0, "a ring needs room, and positions begin at 0")
        self.capacity = capacity
        end = start
    }

    /// The position of the oldest sample held.
    package var start: InputSample { end + -count }
    /// Bytes of memory taken for samples.
    package var byteCount: Int { storage.count * MemoryLayout<Int16>.size }

    /// Adds the next samples; the oldest beyond `capacity` fall out.
    package mutating func append(_ samples: Span<Int16>) {
        let dropped = max(0, samples.count - capacity)
        end = end + dropped
        let added = samples.count - dropped
        guard added > 0 else { return }
        count = dropped > 0 ? 0 : min(count, capacity - added)
        if count + added > storage.count { resize(to: min(capacity, max(count + added, 2 * storage.count))) }
        let slot = slot(of: end)
        let first = min(added, storage.count - slot)
        var target = storage.mutableSpan
        for index in 0..<first { target[slot + index] = samples[dropped + index] }
        for index in 0..<(added - first) { target[index] = samples[dropped + first + index] }
        end = end + added
        count += added
    }

    package mutating func append(_ samples: [Int16]) { append(samples.span) }

    /// The samples of `from..<to` that are held; what has fallen out or not come yet is left out.
    package func copy(from: InputSample, to: InputSample) -> [Int16] {
        let held = clamp(from, to)
        guard !held.isEmpty else { return [] }
        let slot = slot(of: InputSample(held.lowerBound))
        let first = min(held.count, storage.count - slot)
        return Array(storage[slot..<(slot + first)]) + storage[..<(held.count - first)]
    }

    /// Appends the held samples of `from..<to` as values in -1..<1.
    package func copy(from: InputSample, to: InputSample, into floats: inout [Float]) {
        forEachSample(of: clamp(from, to)) { floats.append(PCM16.float($0)) }
    }

    /// Forgets all but the newest `samples` and gives memory back, but for that of `room` samples.
    package mutating func shrink(keeping samples: Int, room: Int = 0) {
        count = min(count, max(0, samples))
        let length = max(count, min(room, capacity))
        if storage.count != length { resize(to: length) }
    }

    private func clamp(_ from: InputSample, _ to: InputSample) -> Range<Int64> {
        let low = max(from, start)
        let high = min(to, end)
        return low < high ? low.samples..<high.samples : 0..<0
    }

    private func slot(of position: InputSample) -> Int { Int(position.samples % Int64(storage.count)) }

    @inline(__always)
    private func forEachSample(of positions: Range<Int64>, _ body: (Int16) -> Void) {
        guard !positions.isEmpty else { return }
        let source = storage.span
        var slot = slot(of: InputSample(positions.lowerBound))
        for _ in positions {
            body(source[slot])
            slot += 1
            if slot == source.count { slot = 0 }
        }
    }

    private mutating func resize(to length: Int) {
        let held = copy(from: start, to: end)
        storage = []
        guard length > 0 else { return }
        storage = Array(repeating: 0, count: length)
        let slot = slot(of: start)
        let first = min(held.count, length - slot)
        storage.replaceSubrange(slot..<(slot + first), with: held[..<first])
        storage.replaceSubrange(..<(held.count - first), with: held[first...])
    }
}
