/// Compares a query with every vector while there are few, and walks a graph of them once there are many.
///
/// A new vector is found at once: it waits in a tail that every search compares, and becomes a node of the graph a little later. Changes do
/// this in passing, a batch at a time; `SharedVectorIndex` does it beside the searches. One value: searches on many threads at once, a
/// change alone.
package struct AdaptiveVectorIndex: VectorIndex {
    package let dimensions: Int
    private(set) var storage: VectorStorage

    package init(dimensions: Int, options: VectorIndexOptions = VectorIndexOptions()) {
        self.init(VectorStorage(dimensions: dimensions, options: options))
    }

    init(_ storage: VectorStorage) {
        dimensions = storage.dimensions
        self.storage = storage
    }

    package var count: Int { storage.slots.count }
    package var bytes: Int { storage.bytes }
    package var options: VectorIndexOptions { storage.options }
    /// Vectors that searches compare one by one.
    package var waiting: Int { storage.tail.count }
    /// Nodes that are only walked over, until repair has led all links around them.
    package var dead: Int { storage.dead }

    package func contains(_ id: Int) -> Bool { storage.slots[id] != nil }

    package mutating func insert(_ vector: [Float], id: Int) throws(MemoryError) {
        try storage.check(vector)
        makeUnique()
        storage.insert(vector, id: id)
        if storage.options.keepsUp { upkeep(threads: 1) }
    }

    package mutating func remove(_ id: Int) {
        makeUnique()
        guard storage.remove(id) else { return }
        if storage.options.keepsUp { upkeep(threads: 1) }
    }

    package func search(_ vector: [Float], limit: Int, accepts: ((Int) -> Bool)? = nil) throws(MemoryError) -> [MemoryMatch] {
        try search(vector, limit: limit, breadth: nil, accepts: accepts)
    }

    /// - Parameter breadth: nodes that the walk keeps in view: more find more and take longer. `nil` is what the size needs.
    package func search(_ vector: [Float], limit: Int, breadth: Int?, accepts: ((Int) -> Bool)? = nil) throws(MemoryError)
        -> [MemoryMatch]
    {
        try storage.check(vector)
        return storage.search(vector, limit: limit, breadth: breadth, accepts: accepts)
    }

    /// Does one step of what there is to do: links a batch, or repairs a few nodes.
    ///
    /// - Returns: whether there was anything.
    @discardableResult
    package mutating func upkeep(threads: Int) -> Bool {
        guard let plan = storage.plan(batch: storage.options.batch, threads: threads) else { return false }
        makeUnique()
        storage.apply(plan)
        return true
    }

    /// Does all of it: what is left in the tail is a graph's beginning that is too small for one.
    ///
    /// - Parameter threads: the graph is the same on any number.
    package mutating func settle(threads: Int) {
        makeUnique()
        while let plan = storage.plan(batch: 512, threads: threads, all: true) { storage.apply(plan) }
    }

    /// Writes it to a file in place of what is there.
    ///
    /// - Parameter stamp: what tells a later reader which data it was made of.
    package func save(to path: String, stamp: UInt64) throws(MemoryError) { try VectorFile.write(storage, to: path, stamp: stamp) }

    /// Reads what `save` wrote; `nil` where there is nothing of use: no file, or one made of other data. Then it is to be made again.
    /// Throws `.damaged` where there is a file that cannot be trusted.
    package init?(file path: String, dimensions: Int, stamp: UInt64, options: VectorIndexOptions = VectorIndexOptions())
        throws(MemoryError)
    {
        guard let storage = try VectorFile.read(path, dimensions: dimensions, stamp: stamp, options: options) else { return nil }
        self.init(storage)
    }

    /// The value has a storage of its own.
    private mutating func makeUnique() {
        if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    }
}
