import Glibc
import Storage
import Testing

struct DatabaseTests {
    private static let words = [
        Migration(
            "CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE CHECK (length(word) < 20), weight REAL, mark BLOB)")
    ]

    private func open(_ scratch: Scratch, _ migrations: [Migration] = words, _ options: DatabaseOptions = .init()) async throws -> Database
    {
        try await Database.open(path: scratch.file(), migrations: migrations, options: options)
    }

    @Test("every type comes back as it was kept, in a file that only its owner may read")
    func types() async throws {
        let scratch = Scratch()
        let database = try await Database.open(
            path: scratch.file("deep/er/test.db"), migrations: [Migration("CREATE TABLE kept (place INTEGER PRIMARY KEY, value)")])
        let values: [StoredValue] = [
            .null, 0, .integer(.max), .integer(.min), 0.5, "", "naïve 🙂\u{0}end", .blob([]), .blob([0, 255, 0]), .optional(String?.none),
            .optional(7),
        ]
        try await database.write { connection throws(StorageError) in
            for value in values { try connection.run("INSERT INTO kept (value) VALUES (?)", [value]) }
        }
        let found = try await database.read { connection throws(StorageError) in
            try connection.query("SELECT value FROM kept ORDER BY place") { row throws(StorageError) in try row.value(0) }
        }
        #expect(found == values)
        var facts = stat()
        #expect(unsafe stat(scratch.file("deep/er/test.db"), &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o600)
        await database.close()
    }

    @Test("a column of another type is an error that says which")
    func wrongType() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        let error = await #expect(throws: StorageError.self) {
            try await database.read { connection throws(StorageError) in
                try connection.first("SELECT 'seven'") { row throws(StorageError) in try row.integer(0) }
            }
        }
        #expect(error?.kind == .type)
        #expect(error?.description == "Column 0 of \"SELECT 'seven'\" holds text, not an integer.")
    }

    @Test("what a write throws undoes all of it, an inner transaction only itself")
    func rollBack() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        struct Enough: Error {}
        let error = await #expect(throws: StorageError.self) {
            try await database.write { connection throws(StorageError) in
                try connection.run("INSERT INTO words (word) VALUES ('lost')")
                try connection.run("INSERT INTO words (word) VALUES ('lost')")
            }
        }
        #expect(error?.kind == .constraint)
        try await database.write { connection throws(StorageError) in
            try connection.run("INSERT INTO words (word) VALUES ('outer')")
            try? connection.transaction { inner throws(StorageError) in
                try inner.run("INSERT INTO words (word) VALUES ('inner')")
                throw StorageError(.broken, "on purpose")
            }
        }
        #expect(try await kept(database) == ["outer"])
    }

    @Test("an error names no value, and a constraint is told as one")
    func privacy() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        let error = await #expect(throws: StorageError.self) {
            try await database.write { connection throws(StorageError) in
                try connection.run("INSERT INTO words (word) VALUES (?)", ["a secret far longer than allowed"])
            }
        }
        #expect(error?.kind == .constraint)
        #expect(error?.description.contains("secret") == false)
    }

    @Test("values that do not fit their places are refused")
    func parameters() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        for values in [[], ["one", "two"]] as [[StoredValue]] {
            await #expect(throws: StorageError.self) {
                try await database.write { connection throws(StorageError) in
                    try connection.run("INSERT INTO words (word) VALUES (?)", values)
                }
            }
        }
        await #expect(throws: StorageError.self) {
            try await database.write { connection throws(StorageError) in try connection.run("SELEKT 1") }
        }
        #expect(try await kept(database).isEmpty)
    }

    @Test("a reader cannot write")
    func readersRead() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        let error = await #expect(throws: StorageError.self) {
            try await database.read { connection throws(StorageError) in try connection.run("DELETE FROM words") }
        }
        #expect(error?.kind == .readOnly)
    }

    @Test("two hundred tasks write and read at once, and nothing is lost")
    func concurrent() async throws {
        let scratch = Scratch()
        var options = DatabaseOptions()
        options.readers = 3
        let database = try await open(scratch, Self.words, options)
        try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    try await database.write { connection throws(StorageError) in
                        try connection.run("INSERT INTO words (word) VALUES (?)", [.text("word \(number)")])
                    }
                    _ = try await database.read { connection throws(StorageError) in
                        try connection.first("SELECT count(*) FROM words") { row throws(StorageError) in try row.integer(0) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await kept(database).count == 200)
    }

    @Test("a full queue refuses, and says so")
    func queue() async throws {
        let scratch = Scratch()
        var options = DatabaseOptions()
        options.queue = 0
        let database = try await open(scratch, Self.words, options)
        let error = await #expect(throws: StorageError.self) { try await kept(database) }
        #expect(error?.kind == .busy)
    }

    @Test("after close nothing is taken, and the log is written back")
    func closing() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        try await database.write { connection throws(StorageError) in try connection.run("INSERT INTO words (word) VALUES ('kept')") }
        await database.close()
        await #expect(throws: StorageError.self) { try await kept(database) }
        #expect(Scratch.bytes(scratch.file() + "-wal").isEmpty)
        let again = try await open(scratch)
        #expect(try await kept(again) == ["kept"])
    }

    @Test("what is written beside the closing is kept, or refused as closed")
    func closingBeside() async throws {
        for _ in 0..<20 {
            let scratch = Scratch()
            let database = try await open(scratch)
            let taken = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do {
                            try await database.write { connection throws(StorageError) in
                                try connection.run("INSERT INTO words (word) VALUES ('kept')")
                            }
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                group.addTask {
                    await database.close()
                    return false
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let again = try await open(scratch)
            #expect(try await kept(again).count == taken)
        }
    }

    @Test("the same statement may be read within itself")
    func nested() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        let pairs = try await database.write { connection throws(StorageError) in
            for word in ["a", "b"] as [StoredValue] { try connection.run("INSERT INTO words (word) VALUES (?)", [word]) }
            let all = "SELECT word FROM words ORDER BY word"
            return try connection.query(all) { outer throws(StorageError) in
                let first = try outer.text(0)
                return try connection.query(all) { inner throws(StorageError) in first + (try inner.text(0)) }
            }
        }
        #expect(pairs == [["aa", "ab"], ["ba", "bb"]])
    }

    @Test("full-text search finds words by their stems and without their accents")
    func fullText() async throws {
        let scratch = Scratch()
        let database = try await open(
            scratch, [Migration("CREATE VIRTUAL TABLE pages USING fts5(body, tokenize = 'porter unicode61 remove_diacritics 2')")])
        let found = try await database.write { connection throws(StorageError) in
            try connection.run("INSERT INTO pages (body) VALUES ('Planting café roses')")
            return try connection.query("SELECT rowid FROM pages WHERE pages MATCH ?", ["plants cafe"]) { row throws(StorageError) in
                try row.integer(0)
            }
        }
        #expect(found == [1])
    }

    private func kept(_ database: Database) async throws(StorageError) -> [String] {
        try await database.read { connection throws(StorageError) in
            try connection.query("SELECT word FROM words ORDER BY id") { row throws(StorageError) in try row.text(0) }
        }
    }
}
