internal import Glibc
internal import Synchronization

/// A vector index for threads: any number search, one at a time changes.
///
/// A search waits for a change only while that touches memory: a microsecond for a vector put in, less than a millisecond for a batch that
/// becomes part of the graph. Which links it gets is worked out beside the searches, by whoever calls `upkeep`, best on a background thread
/// after every few changes: until then new vectors are compared one by one.
@safe
package final class SharedVectorIndex: VectorIndex, @unchecked Sendable {
    /// Held for a whole change; what it guards is only ever read by others.
    private let changes = Mutex(())
    /// Held by searches together, and by a change while it writes.
    private let lock: UnsafeMutablePointer<pthread_rwlock_t>
    private let storage: VectorStorage

    package let dimensions: Int

    package convenience init(dimensions: Int, options: VectorIndexOptions = VectorIndexOptions()) {
        self.init(VectorStorage(dimensions: dimensions, options: options))
    }

    /// Begins with what another has.
    package convenience init(_ index: AdaptiveVectorIndex) { self.init(index.storage.copy()) }

    private init(_ storage: VectorStorage) {
        self.storage = storage
        dimensions = storage.dimensions
        unsafe lock = .allocate(capacity: 1)
        var attributes = pthread_rwlockattr_t()
        unsafe pthread_rwlockattr_init(&attributes)
        // Searches that keep coming must not keep a change out for ever.
        unsafe pthread_rwlockattr_setkind_np(&attributes, Int32(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP))
        unsafe pthread_rwlock_init(lock, &attributes)
        unsafe pthread_rwlockattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_rwlock_destroy(lock)
        unsafe lock.deallocate()
    }

    package var count: Int { reading { storage.slots.count } }
    package var bytes: Int { reading { storage.bytes } }
    /// Vectors that searches compare one by one.
    package var waiting: Int { reading { storage.tail.count } }
    package var hasUpkeep: Bool { reading { storage.hasUpkeep } }

    package func insert(_ vector: [Float], id: Int) throws(MemoryError) {
        try storage.check(vector)
        changes.withLock { _ in writing { storage.insert(vector, id: id) } }
    }

    package func remove(_ id: Int) {
        changes.withLock { _ in writing { _ = storage.remove(id) } }
    }

    package func search(_ vector: [Float], limit: Int, accepts: ((Int) -> Bool)? = nil) throws(MemoryError) -> [MemoryMatch] {
        try storage.check(vector)
        return reading { storage.search(vector, limit: limit, breadth: nil, accepts: accepts) }
    }

    /// Does one step of what there is to do: links a batch, or repairs a few nodes. Other changes wait for it, searches do not.
    ///
    /// - Returns: whether there was anything.
    @discardableResult
    package func upkeep(threads: Int = 1) -> Bool {
        changes.withLock { _ in
            guard let plan = storage.plan(batch: storage.options.batch, threads: threads) else { return false }
            writing { storage.apply(plan) }
            return true
        }
    }

    /// Writes it to a file; changes wait meanwhile, searches do not. See `AdaptiveVectorIndex.save`.
    package func save(to path: String, stamp: UInt64) throws(MemoryError) {
        let result = changes.withLock { _ in
            Result { () throws(MemoryError) in try VectorFile.write(storage, to: path, stamp: stamp) }
        }
        try result.get()
    }

    private func reading<Result>(_ body: () -> Result) -> Result {
        unsafe pthread_rwlock_rdlock(lock)
        defer { unsafe pthread_rwlock_unlock(lock) }
        return body()
    }

    private func writing(_ body: () -> Void) {
        unsafe pthread_rwlock_wrlock(lock)
        defer { unsafe pthread_rwlock_unlock(lock) }
        body()
    }
}
