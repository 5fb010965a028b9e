internal import CVectors
internal import Synchronization

/// The vectors of an index, and the graph that links most of them.
///
/// A vector has a slot. New ones wait in the tail, all of which every search compares; they are linked later. What is removed stays as a
/// node to walk over until repair has led all links around it. Changes need it alone; searches may be many at once.
@safe
final class VectorStorage: @unchecked Sendable {
    enum State {
        static let free: UInt8 = 0
        static let waiting: UInt8 = 1
        static let linked: UInt8 = 2
        /// Linked, and removed.
        static let dead: UInt8 = 3
    }

    /// Links a node has room for: 128 bytes of them.
    static let links = 32
    /// Marks the end of a node's links.
    static let end = UInt32.max
    /// Slots there can be: a pool's key has 31 bits for one.
    static let most = 1 << 31 - 1

    let dimensions: Int
    /// Bytes of a row.
    let width: Int
    let options: VectorIndexOptions

    var high: VectorMemory<UInt8>
    var low: VectorMemory<UInt8>
    var scales = VectorMemory<Float>(capacity: 1)
    var ids = VectorMemory<Int>(capacity: 1)
    var states = VectorMemory<UInt8>(capacity: 1)
    var links = VectorMemory<UInt32>(capacity: 1)

    /// Slots that were ever used.
    var used = 0
    var slots: [Int: UInt32] = [:]
    var tail: [UInt32] = []
    var free: [UInt32] = []
    /// Linked nodes that a walk may start from.
    var landmarks: [UInt32] = []
    /// Nodes of the graph, dead ones too.
    var nodes = 0
    var dead = 0
    var repair: VectorRepair?
    var largestScale: Float = 0
    private let scratches = Mutex<[VectorScratch]>([])

    init(dimensions: Int, options: VectorIndexOptions) {
        precondition(dimensions > 0, "a vector has at least one number")
        precondition(options.kernel.isAvailable, "this processor does not run the kernel \(options.kernel)")
        precondition((1...Self.links).contains(options.degree) && options.buildBreadth > 0 && options.batch > 0 && options.slack >= 1)
        self.dimensions = dimensions
        self.options = options
        width = (dimensions + CODA_VECTORS_BLOCK - 1) / CODA_VECTORS_BLOCK * CODA_VECTORS_BLOCK
        high = VectorMemory(capacity: width)
        low = VectorMemory(capacity: width)
    }

    /// The same in memory of its own.
    func copy() -> VectorStorage {
        let other = VectorStorage(dimensions: dimensions, options: options)
        other.high.copy(high, count: used * width)
        other.low.copy(low, count: used * width)
        other.scales.copy(scales, count: used)
        other.ids.copy(ids, count: used)
        other.states.copy(states, count: used)
        if nodes > 0 {
            other.links.reserve(used * Self.links)
            other.links.copy(links, count: used * Self.links)
        }
        (other.used, other.slots, other.tail, other.free, other.landmarks) = (used, slots, tail, free, landmarks)
        (other.nodes, other.dead, other.repair, other.largestScale) = (nodes, dead, repair, largestScale)
        return other
    }

    var rows: coda_vectors_rows {
        unsafe coda_vectors_rows(high: high.start, low: low.start, scales: scales.start, width: width)
    }

    /// What it holds in memory; scratches are small beside it.
    var bytes: Int {
        let perSlot = 2 * width + MemoryLayout<Float>.stride + MemoryLayout<Int>.stride + 1
        let perLinked = nodes > 0 ? Self.links * MemoryLayout<UInt32>.stride : 0
        let lists = (tail.capacity + free.capacity + landmarks.capacity) * MemoryLayout<UInt32>.stride
        // A dictionary's entry, and the bit that says whether there is one.
        let table = slots.capacity * 4 / 3 * (MemoryLayout<Int>.stride + MemoryLayout<UInt32>.stride) + slots.capacity / 6
        return used * (perSlot + perLinked) + lists + table
    }

    /// Throws where a vector cannot be compared with others.
    func check(_ vector: [Float]) throws(MemoryError) {
        guard vector.count == dimensions else {
            throw MemoryError(.invalid, "a vector of \(vector.count) numbers does not fit an index of \(dimensions)")
        }
        let square = unsafe vector.withUnsafeBufferPointer { unsafe coda_vectors_square($0.baseAddress, $0.count) }
        guard square.isFinite else { throw MemoryError(.invalid, "a vector has values that are no numbers") }
        guard abs(square - 1) <= 0.02 else {
            throw MemoryError(.invalid, "a vector has the length \(square.squareRoot()): divide it by that to make it 1")
        }
    }

    func withScratch<Result, Failure: Error>(_ body: (VectorScratch) throws(Failure) -> Result) throws(Failure) -> Result {
        let scratch = scratches.withLock { $0.popLast() } ?? VectorScratch(width: width)
        defer { scratches.withLock { $0.append(scratch) } }
        return try body(scratch)
    }
}
