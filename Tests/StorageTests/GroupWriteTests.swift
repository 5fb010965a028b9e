import Glibc
import Storage
import Synchronization
import TestSupport
import Testing

struct GroupWriteTests {
    private static let shape = [Migration("CREATE TABLE numbers (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")]

    private func open(_ scratch: Scratch) async throws(StorageError) -> Database {
        var options = DatabaseOptions()
        options.groupsWrites = true
        return try await Database.open(path: scratch.file(), migrations: Self.shape, options: options)
    }

    private func kept(_ database: Database) async throws(StorageError) -> [Int] {
        try await database.read { connection throws(StorageError) in
            try connection.query("SELECT number FROM numbers ORDER BY number") { row throws(StorageError) in try row.integer(0) }
        }
    }

    /// How many commits the log has seen.
    private func commits(_ scratch: Scratch) -> Int {
        let log = Scratch.bytes(scratch.file() + "-wal")
        // A frame that ends a transaction names the size of the file.
        return stride(from: 32, to: log.count, by: 24 + 4_096).count { log[$0 + 4..<$0 + 8].contains { $0 != 0 } }
    }

    /// Holds the writer until `count` writes wait behind it, and gives what each came to.
    private func together(
        _ database: Database, _ count: Int, _ body: @escaping @Sendable (Connection, Int) throws(StorageError) -> Void
    ) async throws -> [Int: StorageError?] {
        let (entered, release) = (Gate(), Latch(false))
        async let held: Void = database.write { _ throws(StorageError) -> Void in
            entered.open()
            _ = release.wait { $0 }
        }
        await entered.opened()
        let results = await withTaskGroup(of: (Int, StorageError?).self) { group in
            for index in 0..<count {
                group.addTask {
                    do throws(StorageError) {
                        try await database.write { connection throws(StorageError) in try body(connection, index) }
                        return (index, nil)
                    } catch { return (index, error) }
                }
            }
            group.addTask {
                while database.waitingWrites < count { await Task.yield() }
                release.update { $0 = true }
                return (-1, nil)
            }
            var results: [Int: StorageError?] = [:]
            for await (index, error) in group where index >= 0 { results[index] = .some(error) }
            return results
        }
        try await held
        return results
    }

    @Test("writes that wait together share one commit, and each has done its own")
    func oneCommit() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        let before = commits(scratch)
        let results = try await together(database, 40) { connection, index throws(StorageError) in
            try connection.run("INSERT INTO numbers VALUES (?, '')", [.integer(index)])
        }
        #expect(results.count == 40 && results.values.allSatisfy { $0 == nil })
        #expect(try await kept(database) == Array(0..<40))
        #expect(commits(scratch) == before + 1)
        await database.close()
    }

    @Test("one that fails is undone alone; what was to follow its commit does not happen")
    func oneFails() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        let followed = Mutex(Set<Int>())
        let results = try await together(database, 30) { connection, index throws(StorageError) in
            connection.afterCommit { followed.withLock { _ = $0.insert(index) } }
            try connection.run("INSERT INTO numbers VALUES (?, '')", [.integer(index)])
            if index % 3 == 0 { try connection.run("INSERT INTO numbers VALUES (?, NULL)", [.integer(100 + index)]) }
        }
        let right = (0..<30).filter { $0 % 3 != 0 }
        #expect(Set(results.filter { $0.value == nil }.keys) == Set(right))
        #expect(results.values.compactMap { $0?.kind }.allSatisfy { $0 == .constraint })
        #expect(try await kept(database) == right)
        #expect(followed.withLock { $0 } == Set(right))
        await database.close()
    }

    @Test("a full disk in the middle of a group: none that was answered is lost, none that was refused is there")
    func full() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        try await database.write { connection throws(StorageError) -> Void in
            _ = try connection.first("PRAGMA max_page_count = 20") { row throws(StorageError) in try row.integer(0) }
        }
        let results = try await together(database, 60) { connection, index throws(StorageError) in
            try connection.run(
                "INSERT INTO numbers VALUES (?, ?)", [.integer(index), .text(String(repeating: "x", count: index == 30 ? 200_000 : 100))])
        }
        #expect(results[30]??.kind == .full)
        #expect(results.values.compactMap { $0?.kind }.allSatisfy { $0 == .full })
        let answered = results.filter { $0.value == nil }.keys.sorted()
        #expect(try await kept(database) == answered)
        try await database.write { connection throws(StorageError) in try connection.run("INSERT INTO numbers VALUES (1000, '')") }
        #expect(try await kept(database) == answered + [1_000])
        await database.close()
    }

    @Test("a closed one refuses, whoever waits")
    func closed() async throws {
        let scratch = Scratch()
        let database = try await open(scratch)
        await database.close()
        let errors = await withTaskGroup(of: StorageError?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do throws(StorageError) {
                        try await database.write { connection throws(StorageError) in
                            try connection.run("INSERT INTO numbers VALUES (1, '')")
                        }
                        return nil
                    } catch { return error }
                }
            }
            return await group.reduce(into: [StorageError?]()) { $0.append($1) }
        }
        #expect(errors.count == 20 && errors.allSatisfy { $0.map { [.busy, .closed].contains($0.kind) } == true })
    }
}
