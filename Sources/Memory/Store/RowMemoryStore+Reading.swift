internal import Storage

extension RowMemoryStore {
    package func memories(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> [Memory] {
        try await read(owner) { table throws(MemoryError) in
            var found: [Memory] = []
            for id in ids { if let memory = try table.read(id) { found.append(memory) } }
            return found
        }
    }

    package func list(
        _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int, before: Int?
    ) async throws(MemoryError) -> [Memory] {
        try await read(owner) { table throws(MemoryError) in try table.list(filter, limit: limit, before: before) }
    }

    package func owners() async throws(MemoryError) -> [MemoryOwner] {
        try await database.reading(
            { connection throws(MemoryError) in
                try MemoryTable.stored { () throws(StorageError) in
                    try connection.query("SELECT account, person FROM owners ORDER BY account, person") { row throws(StorageError) in
                        MemoryOwner(account: try row.text(0), person: try row.text(1))
                    }
                }
            }, failing: { MemoryError($0) })
    }

    package func statistics(of owner: MemoryOwner?) async throws(MemoryError) -> MemoryStatistics {
        guard let owner else {
            return try await database.reading(
                { connection throws(MemoryError) in
                    try MemoryTable.stored { () throws(StorageError) in
                        var all = try Self.statistics(connection, OwnerRange(owner: 0).first...Int.max)
                        all.owners =
                            try connection.first("SELECT COUNT(*) FROM owners") { row throws(StorageError) in try row.integer(0) } ?? 0
                        return all
                    }
                }, failing: { MemoryError($0) })
        }
        return try await read(owner) { table throws(MemoryError) in
            guard let range = table.range else { return MemoryStatistics() }
            return try MemoryTable.stored { () throws(StorageError) in
                var own = try Self.statistics(table.connection, range.first...range.last)
                own.owners = 1
                return own
            }
        }
    }

    private static func statistics(_ connection: any SQLConnection, _ ids: ClosedRange<Int>) throws(StorageError) -> MemoryStatistics {
        var statistics = MemoryStatistics()
        let bounds: [StoredValue] = [.integer(ids.lowerBound), .integer(ids.upperBound)]
        func bytes(_ column: String) -> String { connection.dialect.bytes(of: column) }
        try connection.scan(
            """
            SELECT kind, COUNT(*), COUNT(retired), CAST(SUM(CASE has_vector WHEN 0 THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(\(bytes("text")) + coalesce(\(bytes("value")), 0) + \(bytes("tags"))) AS BIGINT)
            FROM memories WHERE id BETWEEN ? AND ? GROUP BY kind
            """, bounds
        ) { row throws(StorageError) in
            let count = try row.integer(1)
            if let kind = MemoryContent.Kind(rawValue: try row.text(0)) { statistics.byKind[kind] = count }
            statistics.memories += count
            statistics.retired += try row.integer(2)
            statistics.withoutVector += try row.integer(3)
            statistics.bytes += try row.integer(4)
            return true
        }
        let vectors = try connection.first(
            "SELECT CAST(coalesce(SUM(length(numbers)), 0) AS BIGINT) FROM vectors WHERE memory BETWEEN ? AND ?", bounds
        ) {
            row throws(StorageError) in try row.integer(0)
        }
        statistics.bytes += vectors ?? 0
        return statistics
    }
}
