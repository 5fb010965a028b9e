internal import CVectors

/// A growing row of plain values in memory of its own: it grows without a copy, and what is never written takes no room.
@safe
struct VectorMemory<Element: BitwiseCopyable>: ~Copyable {
    private(set) var start: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    /// A new one is all zeros.
    init(capacity: Int) {
        let bytes = Self.bytes(for: capacity)
        guard let memory = unsafe coda_vectors_map(bytes) else { preconditionFailure("there is no memory for \(bytes) bytes of vectors") }
        unsafe start = memory.bindMemory(to: Element.self, capacity: bytes / MemoryLayout<Element>.stride)
        self.capacity = bytes / MemoryLayout<Element>.stride
    }

    /// What is added is all zeros.
    mutating func reserve(_ count: Int) {
        guard count > capacity else { return }
        let bytes = Self.bytes(for: max(count, capacity + capacity / 2))
        guard let memory = unsafe coda_vectors_remap(start, Self.bytes(for: capacity), bytes) else {
            preconditionFailure("there is no memory for \(bytes) bytes of vectors")
        }
        unsafe start = memory.bindMemory(to: Element.self, capacity: bytes / MemoryLayout<Element>.stride)
        capacity = bytes / MemoryLayout<Element>.stride
    }

    /// Takes the first values of another.
    mutating func copy(_ other: borrowing VectorMemory, count: Int) {
        reserve(count)
        unsafe start.update(from: other.start, count: count)
    }

    /// Whole pages, and large ones where there are many.
    private static func bytes(for count: Int) -> Int {
        let bytes = max(1, count) * MemoryLayout<Element>.stride
        let page = bytes >= 8 << 20 ? 2 << 20 : 4_096
        return (bytes + page - 1) / page * page
    }

    deinit { unsafe coda_vectors_unmap(start, Self.bytes(for: capacity)) }
}
