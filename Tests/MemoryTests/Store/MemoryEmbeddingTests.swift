import Inference
import Memory
import Synchronization
import Testing

@Suite struct MemoryEmbeddingTests {
    private let folder = StoreFolder()

    /// Counts what it was asked.
    private final class Lengths: SentenceEmbedder {
        let dimensions = 2
        let asked = Mutex(0)

        func embed(_ texts: [String]) async throws(InferenceError) -> [[Float]] {
            asked.withLock { $0 += texts.count }
            return texts.map { $0.utf8.count.isMultiple(of: 2) ? [1, 0] : [0, 1] }
        }
    }

    @Test("what was there before, what comes while it works, and what was edited: all get their vectors, each once")
    func embeds() async throws {
        var store = try await folder.open()
        _ = try await store.add((0..<50).map { MemoryContent("Number \($0) of those before.") }, for: anna, at: MemoryTime(1))
        await store.close()
        // As after a restart.
        store = try await folder.open()
        let embedder = Lengths()
        let told = Mutex(Set<Int>())
        let embedding = MemoryEmbedding(store: store, embedder: embedder) { ids in told.withLock { $0.formUnion(ids) } }
        let task = Task { await embedding.run() }
        await embedding.settled()
        #expect(try await store.withoutVector(limit: 100).isEmpty)
        #expect(embedding.report.embedded == 50 && told.withLock { $0.count } == 50)
        let added = try await store.add([MemoryContent("Odd."), MemoryContent("Even")], for: ben, at: MemoryTime(2))
        embedding.wake()
        await embedding.settled()
        #expect(Set(try await store.near([1, 0], MemoryFilter(), of: ben, limit: 2).map(\.id)) == Set(added.map(\.id)))
        try await store.edit(added[0].id, of: ben) { $0.content.text = "Odd" }
        embedding.wake()
        await embedding.settled()
        #expect(try await store.near([0, 1], MemoryFilter(), of: ben, limit: 1).map(\.id) == [added[0].id])
        #expect(embedder.asked.withLock { $0 } == 53)
        task.cancel()
        await task.value
        // Nobody works any more: nobody waits either.
        await embedding.settled()
        await store.close()
    }
}
