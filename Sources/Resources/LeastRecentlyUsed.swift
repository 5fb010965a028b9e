/// A bounded store, a value without a clock: entries end with their time, and what was unused for longest makes room.
package struct LeastRecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let value: Value
        let until: ContinuousClock.Instant
        let bytes: Int
        var lastUse: Int
    }

    /// Of all entries together, as those who keep them say.
    package private(set) var bytes = 0
    private let mostEntries: Int
    private let mostBytes: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0

    package init(entries: Int, bytes: Int) {
        mostEntries = entries
        mostBytes = bytes
    }

    package var count: Int { entries.count }

    /// What is kept under the key; it counts as used.
    package mutating func value(_ key: Key, now: ContinuousClock.Instant) -> Value? {
        guard let entry = entries[key] else { return nil }
        guard now < entry.until else {
            remove(key)
            return nil
        }
        uses += 1
        entries[key]?.lastUse = uses
        return entry.value
    }

    /// Takes the place of what was kept under the key.
    ///
    /// - Returns: `false` where it is larger than all there is room for: then nothing is kept under the key.
    @discardableResult
    package mutating func keep(
        _ value: Value, as key: Key, bytes size: Int, lifetime: Duration, now: ContinuousClock.Instant
    ) -> Bool {
        remove(key)
        guard mostEntries > 0, size <= mostBytes else { return false }
        makeRoom(for: size, now: now)
        uses += 1
        entries[key] = Entry(value: value, until: now + lifetime, bytes: size, lastUse: uses)
        bytes += size
        return true
    }

    package mutating func remove(_ key: Key) { if let gone = entries.removeValue(forKey: key) { bytes -= gone.bytes } }

    package mutating func removeAll() {
        entries = [:]
        bytes = 0
    }

    /// Shows everything that has not ended, in no order; nothing counts as used by it.
    package func forEach(now: ContinuousClock.Instant, _ body: (Key, Value) -> Void) {
        for (key, entry) in entries where now < entry.until { body(key, entry.value) }
    }

    private func hasRoom(for size: Int) -> Bool { entries.count < mostEntries && bytes + size <= mostBytes }

    /// What has ended goes before anything that could still be used.
    private mutating func makeRoom(for size: Int, now: ContinuousClock.Instant) {
        guard !hasRoom(for: size) else { return }
        for key in entries.filter({ now >= $0.value.until }).keys { remove(key) }
        while !hasRoom(for: size), let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) { remove(oldest.key) }
    }
}
