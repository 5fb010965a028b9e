internal import Storage
internal import Synchronization

extension RowMemoryStore {
    package func matching(
        _ query: String, _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int
    ) async throws(MemoryError) -> [MemoryMatch] {
        try await search(owner) { words, _, facets throws(StorageError) in
            try words.search(query, limit: limit) { facets[$0]?.passes(filter) == true }
        }
    }

    func nearInMemory(
        _ vector: [Float], _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int
    ) async throws(MemoryError) -> [MemoryMatch] {
        try await search(owner) { _, vectors, facets throws(StorageError) in
            // Vectors of another model say nothing of this one.
            guard let vectors, vectors.dimensions == vector.count else { return [] }
            return (try? vectors.search(vector, limit: limit) { facets[$0]?.passes(filter) == true }) ?? []
        }
    }

    /// Loads what searching an owner's memories needs, as when a session begins.
    package func prepare(_ owner: MemoryOwner) async throws(MemoryError) {
        _ = try await search(owner) { _, _, _ in [] }
    }

    private func search(
        _ owner: MemoryOwner,
        _ body: @escaping @Sendable (WordIndex, (any VectorIndex)?, [Int: IndexedFacets]) throws(StorageError) -> [MemoryMatch]
    ) async throws(MemoryError) -> [MemoryMatch] {
        willSearch()
        // The owner's number comes in a transaction of its own: an index must be there before the one that loads it begins.
        guard let range = try await read(owner, { table throws(MemoryError) in table.range }) else { return [] }
        let (texts, indexes, holdsVectors) = (texts, indexes, holdsVectors)
        let index = indexes.index(of: range.owner)
        return try await database.reading(
            { connection throws(MemoryError) in
                try MemoryTable.stored { () throws(StorageError) in
                    var isNew = false
                    let found = try index.search(
                        load: { () throws(StorageError) in
                            isNew = true
                            return try Self.load(connection, range, texts, owner).filter { holdsVectors || !$0.isVector }
                        }, body)
                    if isNew { indexes.settle(range.owner) }
                    return found
                }
            }, failing: { MemoryError($0) })
    }

    /// What the indexes must know of an owner's memories; of these alone, where ids are given.
    static func load(
        _ connection: any SQLConnection, _ range: OwnerRange, _ texts: StoredTexts, _ owner: MemoryOwner, ids: [Int]? = nil
    ) throws(StorageError) -> [IndexChange] {
        var changes: [IndexChange] = []
        try connection.scan(
            "SELECT \(MemoryTable.columns), numbers FROM memories LEFT JOIN vectors ON memory = id WHERE id BETWEEN ? AND ?\(ids == nil ? "" : " AND \(amongGiven)")",
            [.integer(range.first), .integer(range.last)] + (ids.map { [given($0)] } ?? [])
        ) { row throws(StorageError) in
            let memory = try texts.memory(row, owner)
            changes.append(.put(memory))
            if let vector = try texts.vector(row, 20, memory.id) { changes.append(.vector(memory.id, vector)) }
            return true
        }
        return changes
    }

    /// PostgreSQL takes any number of ids as one value, so that the statement is always the same.
    static let amongGiven = "id = ANY(CAST(string_to_array(?, ',') AS BIGINT[]))"

    static func given(_ ids: some Collection<Int>) -> StoredValue { .text(ids.sorted().map(String.init).joined(separator: ",")) }

    // MARK: Vectors

    /// Memories without a vector; a change of their text counts from now on.
    func waiting(limit: Int) async throws(MemoryError) -> [Memory] {
        let (texts, whose) = (texts, ["account", "person"].map { "(SELECT \($0) FROM owners WHERE owners.id = memories.id >> 24)" })
        let sql =
            "SELECT \(MemoryTable.columns), \(whose.joined(separator: ", ")) FROM memories WHERE has_vector = 0 ORDER BY learned LIMIT ?"
        let found = try await database.reading(
            { connection throws(MemoryError) in
                try MemoryTable.stored { () throws(StorageError) in
                    try connection.query(sql, [.integer(limit)]) {
                        row throws(StorageError) in
                        try texts.memory(row, MemoryOwner(account: try row.text(20), person: try row.text(21)))
                    }
                }
            }, failing: { MemoryError($0) })
        pending.withLock { pending in found.forEach { pending.changed.remove($0.id) } }
        return found
    }

    /// Writes vectors, but for those of texts that changed meanwhile.
    /// - Returns: the ids of those that were written.
    @discardableResult
    func keep(_ vectors: [Int: [Float]], _ connection: any SQLConnection) throws(StorageError) -> [Int] {
        let stale = pending.withLock { $0.changed }
        var kept: [Int] = []
        for (id, vector) in vectors.sorted(by: { $0.key < $1.key }) where !stale.contains(id) {
            guard try connection.run("UPDATE memories SET has_vector = 1 WHERE id = ?", [.integer(id)]) > 0 else { continue }
            try connection.run(
                "INSERT INTO vectors (memory, numbers) VALUES (?, ?) ON CONFLICT (memory) DO UPDATE SET numbers = excluded.numbers",
                [.integer(id), try texts.vector(vector, id)])
            kept.append(id)
            guard holdsVectors else { continue }
            connection.afterCommit { [indexes] in indexes.note([.vector(id, vector)], of: OwnerRange(of: id).owner) }
        }
        return kept
    }
}
