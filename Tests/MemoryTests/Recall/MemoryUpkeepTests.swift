import Memory
import Synchronization
import Testing

/// Memories are tidied when nobody speaks, and not more often than they need it.
@Suite struct MemoryUpkeepTests {
    private let store = ScratchStore()
    private let anna = MemoryOwner(account: "a", person: "anna")
    private static let start = MemoryTime(milliseconds: 1_800_000_000_000)

    private func after(hours: Int) -> MemoryTime { MemoryTime(milliseconds: Self.start.milliseconds + hours * 3_600_000) }

    /// So many memories, each said twice.
    private func keep(_ count: Int, of owner: MemoryOwner, at hours: Int) async throws {
        let contents = (0..<count).map {
            MemoryContent(.fact, "Their locker number \($0 / 2) is in hall \(hours).", happened: after(hours: hours))
        }
        _ = try await store.add(contents, for: owner, at: after(hours: hours))
    }

    private func upkeep(isQuiet: @escaping @Sendable () -> Bool = { true }, say: @escaping @Sendable (String) -> Void = { _ in })
        -> MemoryUpkeep
    {
        MemoryUpkeep(store: store, interval: .seconds(86_400), isQuiet: isQuiet, say: say)
    }

    @Test("a run is made where there is enough to tidy, kept in mind, and made again only after its time and with enough that is new")
    func due() async throws {
        try await keep(8, of: anna, at: 0)
        #expect(await upkeep().round(at: after(hours: 1)).isEmpty)
        try await keep(40, of: anna, at: 1)
        let first = await upkeep().round(at: after(hours: 2))
        #expect(first.map(\.owner) == [anna] && first[0].before == 48 && first[0].after == 24)
        let last = try #require(try await MemoryUpkeep.last(of: anna, in: store))
        #expect(last.run == first[0].run && last.before == 48 && last.after == 24)
        // Another process, as after a restart.
        try await keep(40, of: anna, at: 3)
        let counts = store.state.withLock { $0.counts }
        #expect(await upkeep().round(at: after(hours: 4)).isEmpty)
        // Before its time nobody's memories are gone through.
        #expect(store.state.withLock { $0.counts } == counts)
        #expect(await upkeep().round(at: after(hours: 30)).count == 1)
        #expect(await upkeep().round(at: after(hours: 60)).isEmpty)
    }

    @Test("nothing is begun while somebody speaks, and who speaks in the middle holds up the rest")
    func quiet() async throws {
        for name in ["a", "b", "c"] { try await keep(40, of: MemoryOwner(account: name), at: 0) }
        #expect(await upkeep(isQuiet: { false }).round(at: after(hours: 1)).isEmpty)
        let asked = Mutex(0)
        let reports = await upkeep(isQuiet: {
            asked.withLock { asked in
                asked += 1
                return asked < 3
            }
        }).round(at: after(hours: 1))
        #expect(reports.map(\.owner.account) == ["a", "b"])
        #expect(await upkeep().round(at: after(hours: 1)).map(\.owner.account) == ["c"])
    }

    @Test("a run that is broken off is due again, says so without anybody's words, and the next one ends it")
    func brokenOff() async throws {
        try await keep(400, of: anna, at: 0)
        store.state.withLock { $0.changesLeft = 200 }
        let said = Mutex<[String]>([])
        #expect(await upkeep(say: { line in said.withLock { $0.append(line) } }).round(at: after(hours: 1)).isEmpty)
        #expect(said.withLock { $0.count == 1 && !$0[0].contains("locker") })
        #expect(try await MemoryUpkeep.last(of: anna, in: store) == nil)
        store.state.withLock { $0.changesLeft = .max }
        #expect(await upkeep().round(at: after(hours: 1)).count == 1)
        #expect(store.current.count == 200)
    }
}
