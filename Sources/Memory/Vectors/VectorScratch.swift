internal import CVectors

/// What one search needs beside the index; kept from search to search. One search has it at a time.
@safe
final class VectorScratch: @unchecked Sendable {
    /// Rows scored by one call.
    static let chunk = 256

    let width: Int
    private let bytes: UnsafeMutablePointer<UInt8>
    private let room: UnsafeMutablePointer<Int8>
    let query: UnsafeMutablePointer<coda_vectors_query>
    let slots: UnsafeMutablePointer<UInt32>
    let scores: UnsafeMutablePointer<Float>
    let places: UnsafeMutablePointer<UInt32>

    /// The nodes of a walk, best first.
    var pool = VectorPool(capacity: 64)
    /// What may be among the best, and the scores of the best by which that is known.
    var found = VectorPool(capacity: 64)
    var best = VectorPool(capacity: 16)
    /// Where a walk has been: places with this number.
    var visited = VectorMemory<UInt8>(capacity: 4_096)
    private var visit: UInt8 = 0
    private var visitable = 0

    init(width: Int) {
        self.width = width
        // The kernels read whole blocks.
        unsafe bytes = Self.make(2 * width)
        unsafe room = Self.make(2 * width)
        unsafe query = Self.make(1)
        unsafe slots = Self.make(Self.chunk)
        unsafe scores = Self.make(Self.chunk)
        unsafe places = Self.make(Self.chunk)
    }

    deinit {
        unsafe bytes.deallocate()
        unsafe room.deallocate()
        unsafe query.deallocate()
        unsafe slots.deallocate()
        unsafe scores.deallocate()
        unsafe places.deallocate()
    }

    private static func make<Element: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Element> {
        let bytes = count * MemoryLayout<Element>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: CODA_VECTORS_BLOCK)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        return unsafe memory.bindMemory(to: Element.self, capacity: count)
    }

    /// Makes `query` of a vector.
    func ask(_ vector: [Float]) {
        let scale = unsafe vector.withUnsafeBufferPointer { vector in
            unsafe coda_vectors_quantise(vector.baseAddress, vector.count, width, bytes, bytes + width)
        }
        unsafe ask(high: bytes, low: bytes + width, scale: scale)
    }

    /// Makes `query` of a row.
    func ask(high: UnsafePointer<UInt8>, low: UnsafePointer<UInt8>, scale: Float) {
        unsafe coda_vectors_ask(high, low, scale, width, room, query)
    }

    /// Begins a walk among so many slots: none is visited. Returns what marks a visited one.
    func beginVisit(_ count: Int) -> UInt8 {
        visited.reserve(count)
        visitable = max(visitable, count)
        if visit == .max {
            unsafe visited.start.update(repeating: 0, count: visitable)
            visit = 0
        }
        visit += 1
        return visit
    }
}
