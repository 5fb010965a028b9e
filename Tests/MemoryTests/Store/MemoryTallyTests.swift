import Memory
import Telemetry
import Testing

@Suite struct MemoryTallyTests {
    let owner = MemoryOwner(account: "a", person: "p")
    let now = MemoryTime(milliseconds: 1_700_000_000_000)

    @Test("what is done with memories is counted once it is done, and what was asked wrongly is not")
    func counted() async throws {
        let folder = StoreFolder()
        let store = try await folder.open()
        let tally = try #require(store.tally)
        let contents = ["They like tea.", "They play chess.", "They live in Leeds."].map { MemoryContent(.fact, $0, happened: now) }
        let kept = try await store.add(contents, for: owner, at: now)
        try await store.edit(kept[0].id, of: owner) { $0.content.importance = 0.9 }
        await #expect(throws: MemoryError.self) { try await store.edit(1 << 40, of: owner) { _ in } }
        let forgotten = try await store.forget([kept[1].id, 1 << 40], of: owner)
        #expect(forgotten == 1)
        #expect(store.cachedOwners == 0)

        let recall = MemoryRecall(embedder: TableEmbedder([:]), store: store)
        let asked = await recall.recall("do they like tea", owner: owner, at: now)
        #expect(asked.first?.memory.id == kept[0].id)
        recall.warm(partial: "do they live in leeds", owner: owner)
        let early = await recall.recall("Do they live in Leeds?", owner: owner, at: now)
        #expect(early.first?.memory.id == kept[2].id)
        #expect(store.cachedOwners == 1)
        #expect(tally.recalls[.asked].counts.total == 1 && tally.recalls[.early].counts.total == 1)

        let rest = try await store.forgetEverything(of: owner)
        #expect(rest == 2)
        #expect(MemoryTally.Change.allCases.map { tally.changes[$0].value } == [3, 1, 3], "added, changed, forgotten")
        #expect(tally.failures[.read].value == 0 && tally.failures[.write].value == 0 && tally.failedRecalls.value == 0)
        await store.close()
    }

    @Test("what the database cannot do is counted")
    func failed() async throws {
        let folder = StoreFolder()
        let store = try await folder.open()
        let tally = try #require(store.tally)
        await store.close()
        await #expect(throws: MemoryError.self) { try await store.add([MemoryContent(.fact, "Tea.", happened: now)], for: owner, at: now) }
        let found = await MemoryRecall(embedder: TableEmbedder([:]), store: store).recall("tea", owner: owner, at: now)
        #expect(found.isEmpty)
        #expect(tally.failures[.write].value == 1 && tally.failures[.read].value >= 1 && tally.failedRecalls.value == 1)
        #expect(tally.changes[.added].value == 0 && tally.recalls[.asked].counts.total == 0)
    }

    @Test("what waits for its vector is known once it was looked for, and consolidations are counted")
    func inTheBackground() async throws {
        let folder = StoreFolder()
        let store = try await folder.open()
        let tally = try #require(store.tally)
        let contents = (0..<3).map { _ in MemoryContent(.fact, "They like tea.", happened: now) }
        _ = try await store.add(contents, for: owner, at: now)
        let report = try await MemoryConsolidation(store: store).run(owner, at: now)
        #expect(tally.consolidations.value == 1)
        #expect(tally.merged.value == report.merges.reduce(0) { $0 + $1.from.count })
        let embedding = MemoryEmbedding(store: store, embedder: TableEmbedder([:]))
        let working = Task { await embedding.run() }
        await embedding.settled()
        #expect(tally.waiting.value == 0 && embedding.report.embedded > 0)
        working.cancel()
        await working.value
        await store.close()
    }
}
