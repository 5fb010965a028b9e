import Memory
import Synchronization
import TestSupport
import Testing

@Suite struct SharedVectorIndexTests {
    private final class Tally: Sendable {
        /// Ids below are in the index.
        let written = Atomic(1_000)
        let isOver = Atomic(false)
        let right = Atomic(0)
        let asked = Atomic(0)
    }

    @Test func manySearchWhileOneChanges() async throws {
        var source = SeededVectors(dimensions: 32, topics: 8, seed: 30)
        var options = VectorIndexOptions()
        options.graphFrom = 300
        let index = SharedVectorIndex(dimensions: 32, options: options)
        let vectors = source.next(2_000)
        for id in 0..<1_000 { try index.insert(vectors[id], id: id) }
        let tally = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in 0..<3 {
                group.addTask {
                    var numbers = Seeded(UInt64(reader))
                    repeat {
                        // What is in, and is not taken out, is the nearest to itself.
                        let id = Int.random(in: 500..<tally.written.load(ordering: .acquiring), using: &numbers)
                        let found = try index.search(vectors[id], limit: 3)
                        tally.asked.wrappingAdd(1, ordering: .relaxed)
                        if found.first?.id == id { tally.right.wrappingAdd(1, ordering: .relaxed) }
                        // There may be no more threads than readers.
                        await Task.yield()
                    } while !tally.isOver.load(ordering: .acquiring)
                }
            }
            group.addTask {
                defer { tally.isOver.store(true, ordering: .releasing) }
                for id in 1_000..<2_000 {
                    try index.insert(vectors[id], id: id)
                    tally.written.store(id + 1, ordering: .releasing)
                    if id % 2 == 0 { index.remove((id - 1_000) / 2) }
                    if id % 50 == 0 { while index.upkeep() {} }
                }
            }
            try await group.waitForAll()
        }
        #expect(index.count == 1_500)
        #expect(index.waiting < options.batch + 50)
        #expect(Double(tally.right.load(ordering: .relaxed)) >= 0.99 * Double(tally.asked.load(ordering: .relaxed)))
    }
}
