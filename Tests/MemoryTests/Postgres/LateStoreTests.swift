import Memory
import Network
import Synchronization
import Telemetry
import TestSupport
import Testing

/// A database whose server is not there when ours starts.
@Suite(.enabled(if: PostgresServer.programs != nil, Comment(rawValue: PostgresServer.absent)), .serialized, .timeLimit(.minutes(2)))
struct LateStoreTests {
    private func matching(_ words: String, _ store: any MemoryStore) async throws -> [Int] {
        try await store.matching(words, MemoryFilter(), of: anna, limit: 9).map(\.id)
    }

    private static let pauses: ClosedRange<Duration> = .milliseconds(1)...(.milliseconds(50))

    @Test("a server that is away at the start is used once it is there; until then what is asked fails at once, and that is said once")
    func awayAtTheStart() async throws {
        let server = try PostgresServer()
        let url = try server.makeDatabase()
        server.stop()
        let told = Mutex<[LateMemoryStore.Change]>([])
        let (changes, entrance) = AsyncStream.makeStream(of: LateMemoryStore.Change.self)
        let store = try await PostgresMemoryStore.openEventually(url: url, patience: .seconds(60), pauses: Self.pauses) { change in
            told.withLock { $0.append(change) }
            entrance.yield(change)
        }
        for _ in 0..<3 {
            let refusal = await #expect(throws: MemoryError.self) {
                try await store.add([MemoryContent("Lost.")], for: anna, at: MemoryTime(1))
            }
            #expect(refusal?.kind == .unavailable)
            #expect(refusal?.description.contains("cannot be reached") == true)
            await #expect(throws: MemoryError.self) { try await matching("bees", store) }
            await store.recalled([1], of: anna, at: MemoryTime(1))
        }
        server.start()
        // Nobody has to ask for it.
        for await change in changes where change == .there { break }
        let kept = try await store.add([MemoryContent("They keep bees.")], for: anna, at: MemoryTime(2))
        #expect(try await matching("bees", store) == kept.map(\.id))
        try await store.setText("short", as: "manner", of: anna)
        try await store.setVectors([kept[0].id: [0.6, 0.8]])
        // Kept in fewer bits.
        let vector = try await store.vectors(kept.map(\.id), of: anna)[kept[0].id]
        #expect(vector?.count == 2 && zip(vector ?? [], [0.6, 0.8]).allSatisfy { abs($0 - $1) < 0.01 })
        #expect(store.tally?.changes[.added].value == 1)
        let both = told.withLock { $0 }
        guard both.count == 2, case .away(let why) = both[0] else {
            Issue.record("told \(both)")
            return
        }
        #expect(why.contains("cannot be reached"))
        await store.close()
        let refusal = await #expect(throws: MemoryError.self) { try await matching("bees", store) }
        #expect(refusal?.kind == .unavailable)
        let other = try await PostgresMemoryStore.open(url: url)
        #expect(try await other.memories(kept.map(\.id), of: anna).count == 1)
        #expect(try await other.text("manner", of: anna) == "short")
        await other.close()
    }

    @Test("a server that is there is used at once; what waiting does not mend is refused at the start")
    func thereAtTheStart() async throws {
        let url = try PostgresServer.shared.get().makeDatabase()
        let store = try await openAtOnce(url)
        #expect(store is PostgresMemoryStore)
        _ = try await store.add([MemoryContent("They keep bees.")], for: anna, at: MemoryTime(1))
        await store.close()
        let key = try #require(Sealing(key: [UInt8](repeating: 1, count: 32)))
        let refusal = await #expect(throws: MemoryError.self) { try await openAtOnce(url, key) }
        #expect(refusal?.description.contains("Export them") == true)
        await #expect(throws: MemoryError.self) { try await openAtOnce("memory.db") }
    }

    private func openAtOnce(_ url: String, _ key: Sealing? = nil) async throws -> any MemoryStore {
        var options = MemoryStoreOptions()
        options.sealing = key
        return try await PostgresMemoryStore.openEventually(url: url, options: options, patience: .seconds(60)) { change in
            Issue.record("told \(change)")
        }
    }

    @Test("a server that takes the connection and says nothing holds nobody up, and closing does not wait for it")
    func silent() async throws {
        let silent = try SilentListener()
        let told = Mutex<[LateMemoryStore.Change]>([])
        let store = try await PostgresMemoryStore.openEventually(
            url: "postgresql://coda@127.0.0.1:\(silent.port)/house?connect_timeout=60", patience: .milliseconds(1)
        ) { change in told.withLock { $0.append(change) } }
        let refusal = await #expect(throws: MemoryError.self) { try await store.memories([1], of: anna) }
        #expect(refusal?.description.contains("does not answer") == true)
        #expect(told.withLock { $0.count } == 1)
        await store.close()
        let closed = await #expect(throws: MemoryError.self) { try await store.memories([1], of: anna) }
        #expect(closed?.description == "The memory is closed.")
    }
}
