internal import Storage

extension RowMemoryStore {
    private static let longestName = 128

    package func text(_ name: String, of owner: MemoryOwner) async throws(MemoryError) -> String? {
        try await read(owner) { table throws(MemoryError) in
            guard let range = table.range else { return nil }
            return try MemoryTable.stored { () throws(StorageError) in
                try table.connection.first(
                    "SELECT text FROM texts WHERE owner = ? AND name = ?", [.integer(range.owner), .text(name)]
                ) { row throws(StorageError) in try table.texts.named(row, name, range.owner) }
            }
        }
    }

    package func setText(_ text: String?, as name: String, of owner: MemoryOwner) async throws(MemoryError) {
        guard !name.isEmpty, name.utf8.count <= Self.longestName, !name.utf8.contains(0) else {
            throw MemoryError(.invalid, "The name of a text has 1 to \(Self.longestName) bytes.")
        }
        guard (text?.utf8.count ?? 0) <= MemoryContent.longestText else {
            throw MemoryError(.invalid, "A text beside memories has at most \(MemoryContent.longestText) bytes.")
        }
        try await write(owner) { table, _ throws(MemoryError) -> Void in
            if table.range == nil, text == nil { return }
            _ = try table.claim(0)
            guard let range = table.range else { return }
            let table = table
            try MemoryTable.stored { () throws(StorageError) -> Void in
                if let text {
                    try table.connection.run(
                        "INSERT INTO texts (owner, name, text) VALUES (?, ?, ?) ON CONFLICT (owner, name) DO UPDATE SET text = excluded.text",
                        [.integer(range.owner), .text(name), try table.texts.named(text, name, range.owner)])
                } else {
                    try table.connection.run("DELETE FROM texts WHERE owner = ? AND name = ?", [.integer(range.owner), .text(name)])
                }
            }
        }
        if text == nil { forgot() }
    }
}
