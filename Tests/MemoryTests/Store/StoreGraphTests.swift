import Memory
import Synchronization
import Testing

@Suite struct StoreGraphTests {
    /// The index that a store made.
    private final class Made: Sendable {
        let index = Mutex<SharedVectorIndex?>(nil)
    }

    private let folder = StoreFolder()

    @Test("vectors are found before they are linked, while they are, and after, whatever is added, forgotten or filtered")
    func linkedBesideSearches() async throws {
        let made = Made()
        let store = try await folder.open { options in
            options.makeVectors = { dimensions in
                var options = VectorIndexOptions()
                options.graphFrom = 100
                let index = SharedVectorIndex(dimensions: dimensions, options: options)
                made.index.withLock { $0 = index }
                return index
            }
        }
        var source = SeededVectors(dimensions: 48, topics: 12, seed: 40)
        let contents = (0..<900).map { MemoryContent("\($0).", $0 % 2 == 0 ? .fact : .episode) }
        let ids = try await store.add(contents, for: anna, at: MemoryTime(1)).map(\.id)
        let vectors = source.next(ids.count)
        try await store.setVectors(Dictionary(uniqueKeysWithValues: zip(ids, vectors)))
        for place in stride(from: 0, to: 900, by: 30) { try await expect(ids[place], vectors[place], in: store) }
        let index = try #require(made.index.withLock { $0 })
        #expect(index.count == 900)
        await linked(index)
        for place in stride(from: 0, to: 900, by: 30) { try await expect(ids[place], vectors[place], in: store) }

        var facts = MemoryFilter()
        facts.kinds = [.fact]
        let others = try await store.near(vectors[1], facts, of: anna, limit: 20)
        #expect(others.count == 20)
        #expect(others.allSatisfy { match in ids.firstIndex(of: match.id).map { $0 % 2 == 0 } ?? false })

        try await store.forget(Array(ids[..<300]), of: anna)
        let more = try await store.add((0..<50).map { MemoryContent("New \($0).") }, for: anna, at: MemoryTime(2)).map(\.id)
        let new = source.next(more.count)
        try await store.setVectors(Dictionary(uniqueKeysWithValues: zip(more, new)))
        for (id, vector) in zip(more, new) { try await expect(id, vector, in: store) }
        await linked(index)
        for (id, vector) in zip(more, new) { try await expect(id, vector, in: store) }
        #expect(try await store.near(vectors[0], MemoryFilter(), of: anna, limit: 50).allSatisfy { !ids[..<300].contains($0.id) })
        #expect(index.count == 650)
        await store.close()
    }

    private func expect(_ id: Int, _ vector: [Float], in store: SQLiteMemoryStore) async throws {
        #expect(try await store.near(vector, MemoryFilter(), of: anna, limit: 5).first?.id == id)
    }

    /// The thread that links ends when there is nothing left.
    private func linked(_ index: SharedVectorIndex) async {
        while index.hasUpkeep { await Task.yield() }
        #expect(index.waiting < VectorIndexOptions().batch)
    }
}
