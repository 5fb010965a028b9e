import Memory
import Storage
import Testing

@Suite struct PostgresAddressTests {
    @Test(
        "what is no URL of a database is refused without being repeated",
        arguments: [
            "", "memory.db", "mysql://a:hidden@b/c", "postgresql://u:hidden@[h/d", "postgresql://u:hidden@h/d?nonsense=hidden",
        ])
    func refused(url: String) async throws {
        let error = await #expect(throws: MemoryError.self) { try await PostgresMemoryStore.open(url: url) }
        #expect(error?.kind == .unavailable)
        #expect(error?.description.contains("hidden") == false)
        #expect(error?.description.contains("postgresql://USER") == true || error?.description.contains("libpq5") == true)
    }

    @Test("a server that is not there is named, without the password", .enabled(if: PostgresServer.programs != nil))
    func unreachable() async throws {
        let error = await #expect(throws: MemoryError.self) {
            try await PostgresMemoryStore.open(url: "postgresql://coda:hidden%21@127.0.0.1:1/house")
        }
        #expect(error?.kind == .unavailable)
        #expect(error?.description.contains("127.0.0.1:1, database house cannot be reached") == true)
        #expect(error?.description.contains("hidden") == false)
    }
}

@Suite(.enabled(if: PostgresServer.programs != nil, Comment(rawValue: PostgresServer.absent)), .serialized)
struct PostgresConnectionTests {
    private static let shape = [
        "CREATE TABLE things (id BIGINT PRIMARY KEY, small INTEGER, number DOUBLE PRECISION, name TEXT, bytes BYTEA)"
    ]

    private func open() async throws -> PostgresDatabase {
        let address = try PostgresAddress(try PostgresServer.shared.get().makeDatabase())
        return try await PostgresDatabase.open(address, migrations: Self.shape)
    }

    private func write(_ database: PostgresDatabase, _ sql: String, _ values: [StoredValue]) async throws(StorageError) {
        try await database.writing(
            lane: 0, { connection throws(StorageError) -> Void in try connection.run(sql, values) }, failing: { $0 })
    }

    private func all(_ database: PostgresDatabase) async throws(StorageError) -> [[StoredValue]] {
        try await database.reading(
            { connection throws(StorageError) in
                try connection.query("SELECT id, small, number, name, bytes FROM things ORDER BY id", []) { row throws(StorageError) in
                    var values: [StoredValue] = []
                    for column in 0..<row.count { values.append(try row.value(column)) }
                    return values
                }
            }, failing: { $0 })
    }

    @Test("every kind of value comes back as it was given")
    func values() async throws {
        let database = try await open()
        let rows: [[StoredValue]] = [
            [.integer(.min), .integer(-1), .real(-0.1), "", .blob([])],
            [.integer(-1), .integer(Int(Int32.max)), .real(.infinity), "a '?' $1 \u{1F3E0}", .blob([0, 255, 39, 92, 0])],
            [.integer(0), .null, .null, .null, .null],
            [
                .integer(.max), .integer(Int(Int32.min)), .real(.leastNonzeroMagnitude), .text(String(repeating: "é", count: 9_000)),
                .blob([UInt8](repeating: 7, count: 70_000)),
            ],
        ]
        for row in rows { try await write(database, "INSERT INTO things VALUES (?, ?, ?, ?, ?)", row) }
        #expect(try await all(database) == rows)
        // A text that is to be kept as bytes is its UTF-8, NUL and all.
        try await write(database, "UPDATE things SET bytes = ? WHERE id = 0 AND name IS NULL", [.text("a\u{0}b")])
        #expect(try await all(database)[2][4] == .blob([97, 0, 98]))
        await database.close()
    }

    @Test("what a body throws, and what the server refuses, undoes all of the transaction; the next one is as if nothing had been")
    func undone() async throws {
        let database = try await open()
        try await write(database, "INSERT INTO things (id) VALUES (?)", [1])
        for (sql, kind) in [
            ("INSERT INTO things (id) VALUES (1)", StorageError.Kind.constraint), ("SELECT nonsense", .broken),
            ("INSERT INTO things (id, name) VALUES (3, 'x\u{FFFD}", .broken),
        ] {
            let error = await #expect(throws: StorageError.self) {
                try await database.writing(
                    lane: 0,
                    { connection throws(StorageError) -> Void in
                        try connection.run("INSERT INTO things (id) VALUES (2)", [])
                        try connection.run(sql, [])
                    }, failing: { $0 })
            }
            #expect(error?.kind == kind)
        }
        // A failure that the body keeps to itself.
        let error = await #expect(throws: StorageError.self) {
            try await database.writing(
                lane: 0,
                { connection throws(StorageError) -> Void in
                    try connection.run("INSERT INTO things (id) VALUES (2)", [])
                    _ = try? connection.run("INSERT INTO things (id) VALUES (1)", [])
                    connection.afterCommit { Issue.record("nothing was committed") }
                }, failing: { $0 })
        }
        #expect(error?.description.contains("nothing of it was kept") == true)
        let nul = await #expect(throws: StorageError.self) {
            try await write(database, "INSERT INTO things (id, name) VALUES (?, ?)", [5, .text("private\u{0}words")])
        }
        #expect(nul?.description.contains("private") == false)
        #expect(try await all(database).map { $0[0] } == [1])
        let refused = await #expect(throws: StorageError.self) {
            try await database.reading(
                { connection throws(StorageError) -> Void in try connection.run("DELETE FROM things", []) }, failing: { $0 })
        }
        #expect(refused?.kind == .readOnly)
        #expect(try await all(database).count == 1)
        await database.close()
    }

    @Test("more statements than are kept prepared run as well, and those kept first again")
    func manyStatements() async throws {
        let database = try await open()
        let sums = try await database.reading(
            { connection throws(StorageError) in
                var sums: [Int] = []
                for number in Array(0..<150) + [0, 1, 149] {
                    sums += try connection.query("SELECT CAST(? AS BIGINT) + \(number)", [1_000]) { row throws(StorageError) in
                        try row.integer(0)
                    }
                }
                return sums
            }, failing: { $0 })
        #expect(sums == (Array(0..<150) + [0, 1, 149]).map { $0 + 1_000 })
        await database.close()
    }

    @Test("tables of a later version are left alone")
    func newer() async throws {
        let database = try await open()
        await database.close()
        let error = await #expect(throws: StorageError.self) { try await PostgresDatabase.open(database.address, migrations: []) }
        #expect(error?.kind == .newer)
    }
}
