import Glibc
import Storage
import TestSupport
import Testing

struct DamageTests {
    private static let shape = [Migration("CREATE TABLE numbers (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")]

    private func open(_ path: String, _ options: DatabaseOptions = DatabaseOptions()) async throws(StorageError) -> Database {
        try await Database.open(path: path, migrations: Self.shape, options: options)
    }

    private func add(_ range: some Sequence<Int> & Sendable, to database: Database) async throws {
        for number in range {
            try await database.write { connection throws(StorageError) in
                try connection.run(
                    "INSERT INTO numbers VALUES (?, ?)", [.integer(number), .text(String(repeating: "x", count: 500))])
            }
        }
    }

    private func kept(_ database: Database) async throws(StorageError) -> [Int] {
        try await database.read { connection throws(StorageError) in
            try connection.query("SELECT number FROM numbers ORDER BY number") { row throws(StorageError) in try row.integer(0) }
        }
    }

    @Test("wherever a kill cuts the log, what opens is whole: the first transactions, each complete")
    func cutLog() async throws {
        let scratch = Scratch()
        let database = try await open(scratch.file())
        try await add(1...40, to: database)
        // The files as a killed process leaves them: nothing is written back yet.
        let (file, log) = (Scratch.bytes(scratch.file()), Scratch.bytes(scratch.file() + "-wal"))
        #expect(log.count > 40 * 4_096)
        var counts: [Int] = []
        for cut in stride(from: 0, through: log.count, by: 3_001) + [log.count] {
            try TextFile.write(file, to: scratch.file("copy.db"))
            try TextFile.write(log[..<cut], to: scratch.file("copy.db-wal"))
            unsafe unlink(scratch.file("copy.db-shm"))
            var options = DatabaseOptions()
            options.check = .full
            let copy = try await open(scratch.file("copy.db"), options)
            let found = try await kept(copy)
            #expect(found == Array(1...40).prefix(found.count).map(\.self), "cut at \(cut)")
            counts.append(found.count)
            await copy.close()
        }
        #expect(counts == counts.sorted())
        #expect(counts.last == 40)
    }

    @Test(
        "a damaged file is told as one, with what to do",
        arguments: ["no database at all, but a text", "SQLite format 3\u{0}and then nothing"])
    func notADatabase(text: String) async throws {
        let scratch = Scratch()
        try TextFile.write(Array(text.utf8) + [UInt8](repeating: 7, count: 8_192), to: scratch.file())
        let error = await #expect(throws: StorageError.self) { try await open(scratch.file()) }
        #expect(error?.kind == .corrupt)
        #expect(error?.description.contains("Move it away") == true)
    }

    @Test("a page overwritten in the middle is found before the first use")
    func brokenPage() async throws {
        let scratch = Scratch()
        let database = try await open(scratch.file())
        try await add(1...200, to: database)
        await database.close()
        var bytes = Scratch.bytes(scratch.file())
        for index in 4_096 * 5..<4_096 * 9 { bytes[index] = 0xA5 }
        try TextFile.write(bytes, to: scratch.file())
        let error = await #expect(throws: StorageError.self) { try await open(scratch.file()) }
        #expect(error?.kind == .corrupt)
    }

    @Test("a file that a later version wrote is left alone")
    func newer() async throws {
        let scratch = Scratch()
        await (try Database.open(path: scratch.file(), migrations: Self.shape + [Migration("CREATE TABLE more (x)")])).close()
        let before = Scratch.bytes(scratch.file())
        let error = await #expect(throws: StorageError.self) { try await open(scratch.file()) }
        #expect(error?.kind == .newer)
        #expect(Scratch.bytes(scratch.file()) == before)
    }

    @Test("a step that fails leaves the shape before it, and the next start tries again")
    func failedMigration() async throws {
        let scratch = Scratch()
        let bad = Self.shape + [Migration("CREATE TABLE more (x); INSERT INTO nothing VALUES (1)")]
        await #expect(throws: StorageError.self) { try await Database.open(path: scratch.file(), migrations: bad) }
        let good = Self.shape + [Migration("CREATE TABLE more (x); INSERT INTO more VALUES (1)")]
        let database = try await Database.open(path: scratch.file(), migrations: good)
        let version = try await database.read { connection throws(StorageError) in try connection.version }
        #expect(version == 2)
    }

    @Test("a file that another process is writing is told as locked")
    func locked() async throws {
        let scratch = Scratch()
        let other = try await open(scratch.file())
        var options = DatabaseOptions()
        options.busyTimeout = .milliseconds(1)
        let database = try await open(scratch.file(), options)
        let (entered, done) = (Gate(), Latch(false))
        async let held: Void = other.write { connection throws(StorageError) -> Void in
            _ = try connection.run("INSERT INTO numbers VALUES (1, '')")
            entered.open()
            _ = done.wait { $0 }
        }
        await entered.opened()
        let error = await #expect(throws: StorageError.self) { try await add(2...2, to: database) }
        done.update { $0 = true }
        try await held
        #expect(error?.kind == .locked)
        #expect(try await kept(database) == [1])
    }

    @Test("a full disk undoes the transaction, is told as full, and reading goes on")
    func full() async throws {
        let scratch = Scratch()
        let database = try await open(scratch.file())
        try await add(1...3, to: database)
        let error = await #expect(throws: StorageError.self) {
            try await database.write { connection throws(StorageError) in
                _ = try connection.first("PRAGMA max_page_count = 8") { row throws(StorageError) in try row.integer(0) }
                for number in 10..<1_000 {
                    try connection.run("INSERT INTO numbers VALUES (?, ?)", [.integer(number), .text(String(repeating: "x", count: 500))])
                }
            }
        }
        #expect(error?.kind == .full)
        #expect(try await kept(database) == [1, 2, 3])
    }

    @Test("a folder that cannot be made or written is named", arguments: ["/proc/coda/test.db", "/dev/null/test.db"])
    func noFolder(path: String) async throws {
        let error = await #expect(throws: StorageError.self) { try await open(path) }
        #expect(error?.kind == .notOpened)
        #expect(error?.description.hasPrefix("The folder /") == true || error?.description.hasPrefix(path) == true)
    }

    @Test(
        "a file that may only be read is told as such",
        .enabled(if: geteuid() != 0, "root may write everywhere: run the tests as another user"))
    func readOnly() async throws {
        let scratch = Scratch()
        let database = try await open(scratch.file())
        await database.close()
        unsafe chmod(scratch.file(), 0o400)
        let error = await #expect(throws: StorageError.self) { try await open(scratch.file()) }
        #expect(error.map { [.readOnly, .notOpened].contains($0.kind) } == true)
    }
}
