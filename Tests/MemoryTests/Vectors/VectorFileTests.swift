import Memory
import TestSupport
import Testing

@Suite struct VectorFileTests {
    private static func index(_ vectors: [[Float]]) throws -> AdaptiveVectorIndex {
        var index = AdaptiveVectorIndex(dimensions: vectors[0].count, options: .graph)
        for (id, vector) in vectors.enumerated() { try index.insert(vector, id: id * 3 - 500) }
        for id in 0..<80 { index.remove(id * 3 - 500) }
        return index
    }

    @Test func whatIsReadAnswersAsWhatWasWritten() throws {
        var source = SeededVectors(dimensions: 40, topics: 9, seed: 20)
        let written = try Self.index(source.next(700))
        let folder = TemporaryFolder("vectors")
        let path = folder.file("index")
        try written.save(to: path, stamp: 7)
        var read = try #require(try AdaptiveVectorIndex(file: path, dimensions: 40, stamp: 7, options: .graph))
        #expect(read.count == written.count)
        #expect(read.dead == written.dead)
        for query in source.next(30) { #expect(try read.search(query, limit: 10) == written.search(query, limit: 10)) }
        let vector = source.next()
        try read.insert(vector, id: .max)
        #expect(try read.search(vector, limit: 1).map(\.id) == [.max])
    }

    @Test func aFileOfOtherDataIsNoUse() throws {
        var source = SeededVectors(dimensions: 8, topics: 3, seed: 21)
        let index = try Self.index(source.next(100))
        let folder = TemporaryFolder("vectors")
        let path = folder.file("index")
        #expect(try AdaptiveVectorIndex(file: path, dimensions: 8, stamp: 1) == nil)
        try index.save(to: path, stamp: 1)
        #expect(try AdaptiveVectorIndex(file: path, dimensions: 8, stamp: 2) == nil)
        #expect(try AdaptiveVectorIndex(file: path, dimensions: 9, stamp: 1) == nil)
        #expect(try AdaptiveVectorIndex(file: path, dimensions: 8, stamp: 1) != nil)
    }

    @Test func aDamagedFileIsRefused() throws {
        var source = SeededVectors(dimensions: 8, topics: 3, seed: 22)
        let index = try Self.index(source.next(200))
        let folder = TemporaryFolder("vectors")
        let path = folder.file("index")
        try index.save(to: path, stamp: 1)
        let whole = try #require(folder.bytes("index"))
        var numbers = Seeded(23)
        for _ in 0..<200 {
            var damaged = whole
            if Bool.random(using: &numbers) {
                // After the magic number, the stamp and the dimensions, which make it a file of other data.
                damaged[Int.random(in: 24..<whole.count, using: &numbers)] ^= UInt8.random(in: 1...255, using: &numbers)
            } else {
                damaged.removeLast(Int.random(in: 1...whole.count - 1, using: &numbers))
            }
            try folder.write(damaged, to: "index")
            let error = #expect(throws: MemoryError.self) { try AdaptiveVectorIndex(file: path, dimensions: 8, stamp: 1) }
            #expect(error?.kind == .damaged)
        }
    }

    @Test func whereNothingCanBeWrittenTheErrorSaysSo() throws {
        var source = SeededVectors(dimensions: 8, topics: 3, seed: 24)
        let index = try Self.index(source.next(10))
        let error = #expect(throws: MemoryError.self) { try index.save(to: "/proc/none/index", stamp: 1) }
        #expect(error?.kind == .unavailable)
    }
}
