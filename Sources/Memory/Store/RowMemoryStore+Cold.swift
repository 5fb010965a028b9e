internal import Storage

extension RowMemoryStore {
    /// Shorter texts would not get smaller.
    private static let shortestPacked = 1_024
    private static let packedAtOnce = 100

    /// Reading them takes a little longer.
    @discardableResult
    package func packCold(since time: MemoryTime) async throws(MemoryError) -> Int {
        // What was asked for a moment ago may still wait to be written.
        await writeRecalled()
        var (count, after) = (0, 0)
        while case let (last, packed) = try await packSome(since: time, after: after), let last {
            after = last
            count += packed
        }
        return count
    }

    /// Few at a time, so that writes come in between.
    private func packSome(since time: MemoryTime, after: Int) async throws(MemoryError) -> (last: Int?, packed: Int) {
        let (texts, nobody) = (texts, MemoryOwner(account: ""))
        return try await database.writing(
            lane: 0,
            { connection throws(MemoryError) in
                try MemoryTable.stored { () throws(StorageError) in
                    let cold = try connection.query(
                        """
                        SELECT \(MemoryTable.columns) FROM memories
                        WHERE id > ? AND is_packed = 0 AND length(text) >= ? AND coalesce(recalled, learned) < ? ORDER BY id LIMIT ?
                        """,
                        [.integer(after), .integer(Self.shortestPacked), .integer(time.milliseconds), .integer(Self.packedAtOnce)]
                    ) { row throws(StorageError) in try texts.memory(row, nobody) }
                    var packed = 0
                    for memory in cold {
                        guard let value = try texts.packed(memory.content.text, memory.id) else { continue }
                        try connection.run("UPDATE memories SET text = ?, is_packed = 1 WHERE id = ?", [value, .integer(memory.id)])
                        packed += 1
                    }
                    return (cold.last?.id, packed)
                }
            }, failing: { MemoryError($0) })
    }
}
