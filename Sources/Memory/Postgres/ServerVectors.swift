internal import Storage

/// Vectors in a column of the server's own type (the extension pgvector), searched by the server instead of in memory.
struct ServerVectors: Sendable {
    private static let batch = 500

    /// Adds the column where the extension is there and the column is not, and fills in what was kept without it.
    /// - Returns: `nil` where the database does not have the extension.
    static func prepare(_ database: PostgresDatabase, _ texts: StoredTexts) async throws(StorageError) -> ServerVectors? {
        let isThere = try await database.writing(
            lane: 0,
            { connection throws(StorageError) -> Bool in
                let extent = "SELECT 1 FROM pg_extension WHERE extname = 'vector'"
                guard try connection.first(extent, [], { _ in true }) == true else { return false }
                try connection.run("ALTER TABLE vectors ADD COLUMN IF NOT EXISTS embedding vector", [])
                return true
            }, failing: { $0 })
        guard isThere else { return nil }
        let vectors = ServerVectors()
        var last: Int? = 0
        while let after = last {
            last = try await database.writing(
                lane: 0, { connection throws(StorageError) in try vectors.fill(after, connection, texts) }, failing: { $0 })
        }
        return vectors
    }

    /// - Returns: the last memory it looked at; `nil` where none is left.
    private func fill(_ after: Int, _ connection: any SQLConnection, _ texts: StoredTexts) throws(StorageError) -> Int? {
        let kept = try connection.query(
            "SELECT memory, numbers FROM vectors WHERE memory > ? AND embedding IS NULL ORDER BY memory LIMIT \(Self.batch)",
            [.integer(after)]
        ) { row throws(StorageError) in
            let id = try row.integer(0)
            return (id, try texts.vector(row, 1, id))
        }
        for case (let id, let vector?) in kept { try set(vector, id, connection) }
        return kept.last?.0
    }

    func set(_ vector: [Float], _ id: Int, _ connection: any SQLConnection) throws(StorageError) {
        try connection.run("UPDATE vectors SET embedding = ? WHERE memory = ?", [Self.written(vector), .integer(id)])
    }

    /// Best first, by scalar product, of an owner's memories alone: the primary key finds them, and each is looked at.
    func near(
        _ vector: [Float], _ filter: MemoryFilter, _ range: OwnerRange, _ limit: Int, _ connection: any SQLConnection, _ texts: StoredTexts
    ) throws(StorageError) -> [MemoryMatch] {
        let (conditions, values) = filter.conditions
        // Vectors of another model say nothing of this one; the operator gives the product's negative.
        let rules = ["id BETWEEN ? AND ?", "vector_dims(embedding) = ?"] + conditions
        let isBounded = filter.tags.isEmpty
        let sql =
            """
            SELECT id, tags, CAST(-(embedding <#> ?) AS DOUBLE PRECISION) FROM memories JOIN vectors ON memory = id
            WHERE \(rules.joined(separator: " AND ")) ORDER BY embedding <#> ?, id\(isBounded ? " LIMIT ?" : "")
            """
        let query = Self.written(vector)
        var all: [StoredValue] = [query, .integer(range.first), .integer(range.last), .integer(vector.count)] + values + [query]
        if isBounded { all.append(.integer(limit)) }
        var found: [MemoryMatch] = []
        try connection.scan(sql, all) { row throws(StorageError) in
            let id = try row.integer(0)
            if filter.tags.isSubset(of: try texts.tags(row, 1, id)) {
                found.append(MemoryMatch(id: id, score: Float(try row.real(2))))
            }
            return found.count < limit
        }
        return found
    }

    /// As the type is written.
    private static func written(_ vector: [Float]) -> StoredValue { .text("[\(vector.map { "\($0)" }.joined(separator: ","))]") }
}
