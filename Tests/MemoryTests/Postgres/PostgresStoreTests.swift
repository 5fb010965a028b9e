import Memory
import Network
import Storage
import Testing

/// What only a database that several servers share has to do.
@Suite(.enabled(if: PostgresServer.programs != nil, Comment(rawValue: PostgresServer.absent)), .serialized, .timeLimit(.minutes(2)))
struct PostgresStoreTests {
    private func pair(_ change: (inout MemoryStoreOptions) -> Void = { _ in }) async throws -> (here: RowMemoryStore, there: RowMemoryStore)
    {
        let place = try StorePlace(.postgres)
        return (try await place.open(change), try await place.open(change))
    }

    private func matching(_ words: String, _ store: RowMemoryStore) async throws -> [Int] {
        try await store.matching(words, MemoryFilter(), of: anna, limit: 2_000).map(\.id)
    }

    /// Searches until the other server's change is known; the suite's limit ends a test that waits in vain.
    private func until(_ isKnown: () async throws -> Bool) async throws {
        while try await !isKnown() { await Task.yield() }
    }

    @Test("what one server keeps, changes and forgets, the other finds so")
    func fresh() async throws {
        let (here, there) = try await pair()
        let first = try await here.add([MemoryContent("They keep bees.")], for: anna, at: MemoryTime(1))[0].id
        // Both have it in memory from here on.
        #expect(try await matching("bees", here) == [first])
        #expect(try await matching("bees", there) == [first])
        let second = try await here.add([MemoryContent("They keep goats.")], for: anna, at: MemoryTime(2))[0].id
        try await until { try await matching("goats", there) == [second] }
        try await there.edit(first, of: anna) { $0.content.text = "They keep wasps." }
        try await until { try await matching("wasps", here) == [first] }
        #expect(try await matching("bees", here).isEmpty)
        try await there.setVectors([second: [1, 0]])
        try await until { try await here.near([1, 0], MemoryFilter(), of: anna, limit: 5).map(\.id) == [second] }
        _ = try await here.apply([.retire(second, replacedByChange: nil)], for: anna, at: MemoryTime(3))
        try await until { try await matching("goats", there).isEmpty }
        #expect(try await there.near([1, 0], MemoryFilter(), of: anna, limit: 5).isEmpty)
        try await here.forget([first], of: anna)
        try await until { try await matching("wasps", there).isEmpty }
        // More than fits into one notification.
        _ = try await there.add((0..<900).map { MemoryContent("Hive \($0).") }, for: anna, at: MemoryTime(4))
        try await until { try await matching("hive", here).count == 900 }
        try await there.forgetEverything(of: anna)
        try await until { try await matching("hive", here).isEmpty }
        #expect(try await here.owners().isEmpty)
        await here.close()
        await there.close()
    }

    @Test("a vector that comes when another server changed the text is of the old one, and is not kept")
    func staleVector() async throws {
        let (here, there) = try await pair()
        let added = try await here.add([MemoryContent("One."), MemoryContent("Two.")], for: anna, at: MemoryTime(1))
        #expect(try await here.withoutVector(limit: 9) == added)
        try await there.edit(added[0].id, of: anna) { $0.content.text = "Other." }
        try await here.setVectors([added[0].id: [1, 0], added[1].id: [0, 1]])
        #expect(try await here.vectors(added.map(\.id), of: anna).keys.sorted() == [added[1].id])
        #expect(try await there.withoutVector(limit: 9).map(\.content.text) == ["Other."])
        await here.close()
        await there.close()
    }

    @Test("servers that start at the same time make the tables once, and what both keep of one person at once is all there")
    func together() async throws {
        let place = try StorePlace(.postgres)
        let stores = try await withThrowingTaskGroup(of: RowMemoryStore.self) { group in
            for _ in 0..<4 { group.addTask { try await place.open() } }
            var stores: [RowMemoryStore] = []
            for try await store in group { stores.append(store) }
            return stores
        }
        let ids = try await withThrowingTaskGroup(of: [Int].self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    var mine: [Int] = []
                    for number in 0..<25 {
                        let pair = [MemoryContent("Left \(index) \(number)."), MemoryContent("Right \(index) \(number).")]
                        let added = try await store.apply(pair.map { .add($0) }, for: anna, at: MemoryTime(number))
                        mine += added.map(\.id)
                        await store.recalled(mine, of: anna, at: MemoryTime(number))
                        _ = try await store.apply(
                            [.edit(mine[number]) { $0.content.importance = 1 }, .retire(added[1].id, replacedByChange: nil)], for: anna,
                            at: MemoryTime(number))
                    }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(ids).count == 200)
        for store in stores {
            #expect(try await store.statistics(of: anna).memories == 200)
            #expect(try await store.statistics(of: anna).retired == 100)
            try await until { try await matching("left right", store).count == 100 }
        }
        for store in stores { await store.close() }
    }

    @Test("a contradiction closes a fact and keeps its history, whichever server is asked")
    func history() async throws {
        let (here, there) = try await pair()
        var york = MemoryContent("They live in York.")
        (york.attribute, york.value) = ("home.city", "York")
        let old = try await here.add([york], for: anna, at: MemoryTime(10))[0]
        var leeds = MemoryContent("They live in Leeds.")
        (leeds.attribute, leeds.value) = ("home.city", "Leeds")
        let changed = try await there.apply(
            [.retire(old.id, replacedByChange: 1), .add(leeds)], for: anna, at: MemoryTime(20))
        var city = MemoryFilter()
        city.attribute = "home.city"
        #expect(try await here.list(city, of: anna, limit: 9, before: nil) == [changed[1]])
        city.asOf = MemoryTime(15)
        #expect(try await here.list(city, of: anna, limit: 9, before: nil).map(\.content.value) == ["York"])
        #expect(try await here.memories([old.id], of: anna)[0].replacedBy == changed[1].id)
        await here.close()
        await there.close()
    }

    @Test("while the server is away that is said, and nothing else; when it is back all that was acknowledged is there")
    func restart() async throws {
        let server = try PostgresServer()
        let store = try await PostgresMemoryStore.open(url: try server.makeDatabase())
        let kept = try await store.add([MemoryContent("They keep bees.")], for: anna, at: MemoryTime(1))
        #expect(try await matching("bees", store) == kept.map(\.id))
        server.stop()
        for _ in 0..<3 {
            let refusal = await #expect(throws: MemoryError.self) {
                try await store.add([MemoryContent("Lost.")], for: anna, at: MemoryTime(2))
            }
            #expect(refusal?.kind == .unavailable)
            #expect(refusal?.description.contains("cannot be reached") == true)
            await #expect(throws: MemoryError.self) { try await matching("bees", store) }
            await #expect(throws: MemoryError.self) { try await store.memories([1], of: anna) }
        }
        server.start()
        #expect(try await store.memories(kept.map(\.id), of: anna) == kept)
        let more = try await store.add([MemoryContent("More bees.")], for: anna, at: MemoryTime(3))
        #expect(Set(try await matching("bees", store)) == Set((kept + more).map(\.id)))
        server.stop()
        server.start()
        // Nobody asked meanwhile: every connection finds out by itself, and what it was asked for is done.
        for _ in 0..<8 { #expect(try await store.memories(kept.map(\.id), of: anna) == kept) }
        _ = try await store.add([MemoryContent("They keep goats.")], for: anna, at: MemoryTime(4))
        // The listener is back as well.
        let other = try await PostgresMemoryStore.open(url: server.url("t1"))
        _ = try await other.add([MemoryContent("And wasps.")], for: anna, at: MemoryTime(5))
        try await until { try await matching("wasps", store).count == 1 }
        await other.close()
        await store.close()
        await #expect(throws: MemoryError.self) { try await matching("bees", store) }
    }

    @Test("with a key nothing said is readable in the tables; another key, none, or plain memories are refused")
    func sealed() async throws {
        let key = try #require(Sealing(key: [UInt8](repeating: 1, count: 32)))
        let place = try StorePlace(.postgres)
        var secret = MemoryContent("The treasure lies under the sycamore.")
        (secret.value, secret.tags) = ("sycamore", ["treasure"])
        var store = try await place.open { $0.sealing = key }
        let added = try await store.add([secret], for: anna, at: MemoryTime(1))
        try await store.setVectors([added[0].id: [0.6, 0.8]])
        try await store.setText("treasure map", as: "manner", of: anna)
        await store.close()
        let connection = PostgresConnection(try PostgresAddress(try #require(place.url)))
        try connection.connect()
        for table in ["memories", "vectors", "texts", "settings"] {
            // Every value of every row, bytes as well as texts.
            let rows = try connection.query("SELECT * FROM coda.\(table)", []) { row throws(StorageError) in
                var all = ""
                for column in 0..<row.count {
                    switch try row.value(column) {
                    case .text(let text): all += text
                    case .blob(let bytes): all += String(decoding: bytes, as: UTF8.self)
                    default: break
                    }
                }
                return all
            }
            #expect(!rows.isEmpty)
            #expect(rows.allSatisfy { !$0.contains("sycamore") && !$0.contains("treasure") })
        }
        connection.close()
        let other = try #require(Sealing(key: [UInt8](repeating: 2, count: 32)))
        await #expect(throws: MemoryError.self) { try await place.open { $0.sealing = other } }
        await #expect(throws: MemoryError.self) { try await place.open() }
        store = try await place.open { $0.sealing = key }
        #expect(try await store.memories(added.map(\.id), of: anna) == added)
        #expect(try await matching("sycamores", store) == added.map(\.id))
        #expect(try await store.near([0.6, 0.8], MemoryFilter(), of: anna, limit: 1).map(\.id) == added.map(\.id))
        #expect(try await store.text("manner", of: anna) == "treasure map")
        await store.close()

        let plain = try StorePlace(.postgres)
        store = try await plain.open()
        _ = try await store.add([secret], for: anna, at: MemoryTime(1))
        await store.close()
        let refusal = await #expect(throws: MemoryError.self) { try await plain.open { $0.sealing = key } }
        #expect(refusal?.description.contains("Export them") == true)
    }

    @Test(
        "where the server has pgvector it compares the vectors, those too that were kept before it had it",
        .enabled(if: PostgresServer.hasVectors, Comment(rawValue: PostgresServer.withoutVectors)))
    func serverVectors() async throws {
        let place = try StorePlace(.postgres)
        var store = try await place.open()
        var contents = (0..<20).map { MemoryContent("Number \($0).", $0 % 2 == 0 ? .fact : .episode) }
        for index in stride(from: 0, to: 20, by: 5) { contents[index].tags = ["fifth"] }
        let ids = try await store.add(contents, for: anna, at: MemoryTime(1)).map(\.id)
        let others = try await store.add(contents, for: ben, at: MemoryTime(1)).map(\.id)
        func vector(_ index: Int) -> [Float] {
            let angle = Double(index) / 20
            return [Float(1 - angle * angle), Float(angle * (2 - angle * angle).squareRoot())]
        }
        try await store.setVectors(Dictionary(uniqueKeysWithValues: (0..<10).map { (ids[$0], vector($0)) }))
        try await store.setVectors(Dictionary(uniqueKeysWithValues: (0..<20).map { (others[$0], vector($0)) }))
        await store.close()
        let connection = PostgresConnection(try PostgresAddress(try #require(place.url)))
        try connection.connect()
        try connection.script("CREATE EXTENSION vector")
        connection.close()
        store = try await place.open()
        try await store.setVectors(Dictionary(uniqueKeysWithValues: (10..<20).map { (ids[$0], vector($0)) }))
        var filter = MemoryFilter()
        let near = try await store.near(vector(0), filter, of: anna, limit: 3)
        #expect(near.map(\.id) == Array(ids[..<3]))
        #expect(zip(near, [vector(0), vector(1), vector(2)]).allSatisfy { abs($0.score - $1[0]) < 0.01 })
        filter.tags = ["fifth"]
        #expect(try await store.near(vector(0), filter, of: anna, limit: 3).map(\.id) == [ids[0], ids[5], ids[10]])
        filter.tags = []
        filter.kinds = [.episode]
        #expect(try await store.near(vector(0), filter, of: anna, limit: 2).map(\.id) == [ids[1], ids[3]])
        #expect(try await store.near([1, 0, 0], MemoryFilter(), of: anna, limit: 3).isEmpty)
        try await store.edit(ids[0], of: anna) { $0.content.text = "Another." }
        try await store.forget([ids[1]], of: anna)
        #expect(try await store.near(vector(0), MemoryFilter(), of: anna, limit: 1).map(\.id) == [ids[2]])
        #expect(try await matching("number", store).count == 18)
        await store.close()
    }

    @Test("long texts that nobody asks for are made smaller, and read as before")
    func packing() async throws {
        let store = try await StorePlace(.postgres).open()
        let long = MemoryContent(String(repeating: "They walked along the river and talked. ", count: 100), .summary)
        let added = try await store.add([long, MemoryContent("Short.")], for: anna, at: MemoryTime(1))
        let before = try await store.statistics(of: anna).bytes
        #expect(try await store.packCold(since: MemoryTime(40)) == 1)
        #expect(try await store.statistics(of: anna).bytes < before - 3_000)
        #expect(try await store.memories(added.map(\.id), of: anna) == added)
        await store.close()
    }
}
