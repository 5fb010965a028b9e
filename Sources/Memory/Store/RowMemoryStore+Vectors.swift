internal import Storage

extension RowMemoryStore {
    package func vectors(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> [Int: [Float]] {
        let texts = texts
        return try await read(owner) { table throws(MemoryError) in
            guard let range = table.range else { return [:] }
            return try MemoryTable.stored { () throws(StorageError) in
                var found: [Int: [Float]] = [:]
                for id in ids where (range.first...range.last).contains(id) {
                    let vector = try table.connection.first("SELECT numbers FROM vectors WHERE memory = ?", [.integer(id)]) {
                        row throws(StorageError) in try texts.vector(row, 0, id)
                    }
                    if case .some(.some(let numbers)) = vector { found[id] = numbers }
                }
                return found
            }
        }
    }
}
