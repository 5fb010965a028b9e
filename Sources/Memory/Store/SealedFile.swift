internal import Storage

/// Whether a file and a key belong together.
enum SealedFile {
    private static let known = Array("coda".utf8)

    /// Seals a file that is not yet, once there is a key. Throws where the key is another, or is missing.
    static func match(_ database: any SQLDatabase, _ texts: StoredTexts) async throws(StorageError) {
        let check = try await database.reading(
            { connection throws(StorageError) in
                try connection.first("SELECT value FROM settings WHERE name = 'sealed'") { row throws(StorageError) in try row.blob(0) }
            }, failing: { $0 })
        switch (check, texts.sealing) {
        case (nil, nil): return
        case (_?, nil):
            throw StorageError(.closed, "\(database.place) is sealed: name the file of its key.")
        case (let check?, _?):
            guard (try? texts.opened(check, 0, .check)) == known else {
                throw StorageError(.closed, "\(database.place) is sealed with another key: name the file of that one.")
            }
        case (nil, _?):
            try await database.writing(
                lane: 0,
                { connection throws(StorageError) in
                    if connection.dialect == .postgres { try expectEmpty(connection, database.place) }
                    try seal(connection, texts)
                }, failing: { $0 })
            // No page of a file is to keep a plain text.
            database.rewriteWhenIdle()
        }
    }

    /// A server may have copies of plain rows that are out of our reach, and other processes that write more of them.
    private static func expectEmpty(_ connection: any SQLConnection, _ place: String) throws(StorageError) {
        guard try connection.first("SELECT id FROM owners LIMIT 1", [], { _ in true }) == nil else {
            throw StorageError(
                .closed,
                "\(place) holds memories that are not sealed. Export them, name an empty database with the key, and import them there.")
        }
    }

    private static func seal(_ connection: any SQLConnection, _ texts: StoredTexts) throws(StorageError) {
        let plain = StoredTexts(sealing: nil)
        // Whose they are is not in the rows.
        let nobody = MemoryOwner(account: "")
        let ids = try connection.query("SELECT id FROM memories") { row throws(StorageError) in try row.integer(0) }
        for id in ids {
            let memory = try connection.first("SELECT \(MemoryTable.columns) FROM memories WHERE id = ?", [.integer(id)]) {
                row throws(StorageError) in try plain.memory(row, nobody)
            }
            guard let memory else { continue }
            let values = try texts.values(memory)
            try connection.run(
                "UPDATE memories SET text = ?, value = ?, tags = ?, is_packed = 0 WHERE id = ?",
                [values[2], values[4], values[10], .integer(id)])
            let vector = try connection.first("SELECT numbers FROM vectors WHERE memory = ?", [.integer(id)]) {
                row throws(StorageError) in try plain.vector(row, 0, id)
            }
            guard let vector, let vector else { continue }
            try connection.run("UPDATE vectors SET numbers = ? WHERE memory = ?", [try texts.vector(vector, id), .integer(id)])
        }
        let named = try connection.query("SELECT text, name, owner FROM texts") { row throws(StorageError) in
            (try row.text(0), try row.text(1), try row.integer(2))
        }
        for (text, name, owner) in named {
            try connection.run(
                "UPDATE texts SET text = ? WHERE owner = ? AND name = ?",
                [try texts.named(text, name, owner), .integer(owner), .text(name)])
        }
        try connection.run(
            "INSERT INTO settings (name, value) VALUES ('sealed', ?)", [.blob(try texts.sealed(known, 0, .check))])
    }
}
