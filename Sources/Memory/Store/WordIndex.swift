internal import Storage

/// SQLite's full-text search (FTS5) over one owner's memories, in memory.
///
/// Beside the file rather than in it: nothing of a forgotten memory stays behind in an index, nobody's words weigh in another's ranking,
/// and a write does not wait for it.
struct WordIndex: Sendable {
    private let connection: Connection

    init() throws(StorageError) {
        connection = try Connection(inMemory: "the index of words")
        try connection.script(
            "CREATE VIRTUAL TABLE words USING fts5(text, about, tokenize = 'porter unicode61 remove_diacritics 2')")
    }

    func insert(_ id: Int, _ memory: IndexedMemory) throws(StorageError) {
        try connection.run(
            "INSERT INTO words (rowid, text, about) VALUES (?, ?, ?)", [.integer(id), .text(memory.text), .text(memory.about)])
    }

    func remove(_ id: Int) throws(StorageError) { try connection.run("DELETE FROM words WHERE rowid = ?", [.integer(id)]) }

    /// Many changes at once are far cheaper than one by one.
    func together(_ body: () throws(StorageError) -> Void) throws(StorageError) {
        try connection.transaction { _ throws(StorageError) in try body() }
    }

    /// The best first; only those that `accepts` lets through.
    func search(_ text: String, limit: Int, accepts: (Int) -> Bool) throws(StorageError) -> [MemoryMatch] {
        guard limit > 0, let expression = WordQuery.expression(text) else { return [] }
        var found: [MemoryMatch] = []
        // Less is better to bm25.
        try connection.scan(
            "SELECT rowid, bm25(words, 1.0, 0.5) AS score FROM words WHERE words MATCH ? ORDER BY score, rowid DESC", [.text(expression)]
        ) { row throws(StorageError) in
            let id = try row.integer(0)
            if accepts(id) { found.append(MemoryMatch(id: id, score: Float(-(try row.real(1))))) }
            return found.count < limit
        }
        return found
    }

    var bytes: Int {
        let pages = try? connection.first("PRAGMA page_count") { row throws(StorageError) in try row.integer(0) }
        return (pages ?? 0) * 4_096
    }
}
