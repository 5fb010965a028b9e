/// Slots with their scores, the best first; of equal scores the higher slot. It holds so many and no more, but where it is told to grow.
@safe
struct VectorPool: ~Copyable {
    /// A score that sorts as a whole number, a slot, and a mark in the lowest bit.
    typealias Key = UInt64

    private var keys: VectorMemory<Key>
    private(set) var count = 0
    private(set) var limit = 0

    init(capacity: Int) { keys = VectorMemory(capacity: capacity) }

    static func key(_ score: Float, _ slot: UInt32) -> Key {
        let bits = score.bitPattern
        let ordered = bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
        return UInt64(ordered) << 32 | UInt64(slot) << 1
    }

    static func slot(_ key: Key) -> UInt32 { UInt32(truncatingIfNeeded: key) >> 1 }

    static func score(_ key: Key) -> Float {
        let ordered = UInt32(key >> 32)
        return Float(bitPattern: ordered & 0x8000_0000 == 0 ? ~ordered : ordered & 0x7FFF_FFFF)
    }

    mutating func empty(limit: Int) {
        keys.reserve(limit)
        self.limit = limit
        count = 0
    }

    subscript(place: Int) -> Key {
        get { unsafe keys.start[place] }
        set { unsafe keys.start[place] = newValue }
    }

    var isFull: Bool { count == limit }

    /// The least score that would still get in; below every score while there is room.
    var least: Float { isFull && count > 0 ? Self.score(self[count - 1]) : -.infinity }

    /// Puts a key where it belongs. Returns its place; `limit` where it does not get in.
    mutating func insert(_ key: Key) -> Int {
        if count == limit {
            guard count > 0, key > self[count - 1] else { return limit }
            count -= 1
        }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] > key { low = middle + 1 } else { high = middle }
        }
        unsafe (keys.start + low + 1).update(from: keys.start + low, count: count - low)
        self[low] = key
        count += 1
        return low
    }

    /// Adds a key at the end, in no order and beyond every limit.
    mutating func append(_ key: Key) {
        keys.reserve(count + 1)
        self[count] = key
        count += 1
    }

    /// Leaves those that `isKept`, in their order.
    mutating func keep(_ isKept: (Key) -> Bool) {
        var kept = 0
        for place in 0..<count where isKept(self[place]) {
            self[kept] = self[place]
            kept += 1
        }
        count = kept
    }
}
