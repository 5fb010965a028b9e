package import Network

/// How a memory file is opened.
package struct MemoryStoreOptions: Sendable {
    /// Whether what is acknowledged survives a loss of power, and not only the end of the process.
    package var isDurable = true
    /// Whether a damaged file is moved away, never deleted, and a new one begun; otherwise it is an error.
    package var setsDamagedAside = true
    /// What the indexes of the people asked about last may hold in memory.
    package var indexBytes = 256 << 20
    /// Seals texts, values, tags and vectors. A file that was not sealed is, once it is opened with a key, for good.
    package var sealing: Sealing?
    /// Threads that read.
    package var readers = 2
    /// Writes, and as many reads, that may wait; more is refused.
    package var queue = 4_096
    /// Makes the index of vectors of so many numbers.
    package var makeVectors: @Sendable (_ dimensions: Int) -> SharedVectorIndex = { SharedVectorIndex(dimensions: $0) }

    package init() {}
}
