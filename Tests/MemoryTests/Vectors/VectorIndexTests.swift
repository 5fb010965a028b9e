import Memory
import TestSupport
import Testing

@Suite struct VectorIndexTests {
    private static let kernels = VectorKernel.allCases.filter(\.isAvailable)

    private static func index(_ options: VectorIndexOptions, _ vectors: [[Float]]) throws -> AdaptiveVectorIndex {
        var index = AdaptiveVectorIndex(dimensions: vectors[0].count, options: options)
        for (id, vector) in vectors.enumerated() { try index.insert(vector, id: id) }
        return index
    }

    /// The share of the nearest that were found, where equal scores may stand for each other.
    private static func recall(_ index: AdaptiveVectorIndex, _ vectors: [Int: [Float]], _ queries: [[Float]]) throws -> Double {
        var found = 0
        for query in queries {
            let least = (SeededVectors.nearest(query, in: vectors, limit: 10).last?.score ?? 1) - 3e-5
            found += try index.search(query, limit: 10).count { $0.score >= least }
        }
        return Double(found) / Double(queries.count * 10)
    }

    @Test(arguments: [1, 3, 64, 65, 384], kernels)
    func comparingAllFindsWhatAPlainLoopFinds(dimensions: Int, kernel: VectorKernel) throws {
        var source = SeededVectors(dimensions: dimensions, topics: 7, seed: 1)
        let vectors = source.next(700)
        var options = VectorIndexOptions.exact
        options.kernel = kernel
        let index = try Self.index(options, vectors)
        let all = Dictionary(uniqueKeysWithValues: vectors.enumerated().map { ($0.offset, $0.element) })
        for query in source.next(20) {
            let found = try index.search(query, limit: 10)
            let wanted = SeededVectors.nearest(query, in: all, limit: 10)
            #expect(found.count == 10)
            for (match, want) in zip(found, wanted) {
                #expect(abs(match.score - want.score) < 3e-5)
                let own = SeededVectors.product(query, vectors[match.id])
                #expect(abs(Double(match.score) - own) < 3e-5)
            }
        }
    }

    @Test(arguments: kernels)
    func everyKernelGivesTheSameScores(kernel: VectorKernel) throws {
        var source = SeededVectors(dimensions: 200, topics: 5, seed: 2)
        let (vectors, queries) = (source.next(900), source.next(20))
        var options = VectorIndexOptions.graph
        options.kernel = .base
        let plain = try Self.index(options, vectors)
        options.kernel = kernel
        let other = try Self.index(options, vectors)
        for query in queries { #expect(try plain.search(query, limit: 20) == other.search(query, limit: 20)) }
    }

    @Test func aGraphFindsNearlyAll() throws {
        var source = SeededVectors(dimensions: 48, topics: 40, seed: 3)
        let vectors = source.next(4_000)
        let index = try Self.index(.graph, vectors)
        #expect(index.waiting < index.options.batch)
        let all = Dictionary(uniqueKeysWithValues: vectors.enumerated().map { ($0.offset, $0.element) })
        #expect(try Self.recall(index, all, source.next(100)) >= 0.98)
    }

    @Test func moreAreFoundThanAWalkStartsFrom() throws {
        var source = SeededVectors(dimensions: 384, topics: 30, seed: 11)
        let vectors = source.next(1_000)
        let index = try Self.index(.graph, vectors)
        let all = Dictionary(uniqueKeysWithValues: vectors.enumerated().map { ($0.offset, $0.element) })
        let limit = 5 * index.options.starts
        var found = 0
        let queries = source.next(20)
        for query in queries {
            let wanted = Set(SeededVectors.nearest(query, in: all, limit: limit).map(\.id))
            found += try index.search(query, limit: limit, breadth: 4 * limit).count { wanted.contains($0.id) }
        }
        #expect(Double(found) >= 0.98 * Double(queries.count * limit))
    }

    @Test func theGraphIsTheSameOnAnyNumberOfThreads() throws {
        var source = SeededVectors(dimensions: 32, topics: 10, seed: 4)
        let (vectors, queries) = (source.next(1_500), source.next(30))
        var options = VectorIndexOptions.graph
        options.keepsUp = false
        var (one, three) = (try Self.index(options, vectors), try Self.index(options, vectors))
        one.settle(threads: 1)
        three.settle(threads: 3)
        #expect(one.waiting == 0)
        for query in queries { #expect(try one.search(query, limit: 10, breadth: 12) == three.search(query, limit: 10, breadth: 12)) }
    }

    @Test(arguments: [VectorIndexOptions.exact, .graph, VectorIndexOptions()])
    func whatIsPutInReplacedAndTakenOutIsFoundAsByAPlainLoop(options: VectorIndexOptions) throws {
        var options = options
        options.batch = 16
        if options.graphFrom != nil, options.graphFrom != 0 { options.graphFrom = 200 }
        var source = SeededVectors(dimensions: 24, topics: 6, seed: 5)
        var numbers = Seeded(6)
        var index = AdaptiveVectorIndex(dimensions: 24, options: options)
        var kept: [Int: [Float]] = [:]
        var (found, wanted) = (0, 0)
        for step in 0..<3_000 {
            // Ids are any numbers; later on more is taken out than put in.
            let id = Int.random(in: -300...300, using: &numbers) &* 1_000_000_007
            if Int.random(in: 0..<10, using: &numbers) < (step < 1_800 ? 7 : 3) {
                kept[id] = source.next()
                try index.insert(kept[id] ?? [], id: id)
            } else {
                kept[id] = nil
                index.remove(id)
            }
            #expect(index.count == kept.count)
            guard step % 20 == 0 else { continue }
            let query = source.next()
            let matches = try index.search(query, limit: 5)
            let best = SeededVectors.nearest(query, in: kept, limit: 5)
            #expect(matches.count == best.count)
            #expect(Set(matches.map(\.id)).count == matches.count)
            for match in matches {
                #expect(abs(SeededVectors.product(query, kept[match.id] ?? []) - Double(match.score)) < 3e-5)
            }
            wanted += best.count
            found += matches.count { $0.score >= (best.last?.score ?? 0) - 3e-5 }
        }
        #expect(Double(found) >= (options.graphFrom == nil ? 1 : 0.99) * Double(wanted))
    }

    @Test func removedNodesAreRepairedAndTheirPlacesUsedAgain() throws {
        var source = SeededVectors(dimensions: 32, topics: 10, seed: 7)
        var index = try Self.index(.graph, source.next(2_000))
        let full = index.bytes
        for id in 0..<1_200 { index.remove(id) }
        index.settle(threads: 2)
        #expect(index.count == 800)
        #expect(index.dead * 5 <= 2_000)
        let vectors = source.next(1_000)
        for (place, vector) in vectors.enumerated() { try index.insert(vector, id: 10_000 + place) }
        #expect(index.bytes <= full * 11 / 10)
        var kept: [Int: [Float]] = [:]
        for (place, vector) in vectors.enumerated() { kept[10_000 + place] = vector }
        for (place, vector) in vectors.prefix(50).enumerated() {
            #expect(try index.search(vector, limit: 1).first?.id == 10_000 + place)
        }
    }

    @Test(arguments: [2, 7, 400, 100_000])
    func aFilterLetsThroughOnlyWhatItAccepts(each: Int) throws {
        var source = SeededVectors(dimensions: 32, topics: 20, seed: 8)
        let vectors = source.next(3_000)
        var options = VectorIndexOptions()
        options.graphFrom = 1_000
        let index = try Self.index(options, vectors)
        #expect(index.waiting < options.batch)
        let accepted = Dictionary(
            uniqueKeysWithValues: vectors.enumerated().filter { $0.offset % each == 1 }.map { ($0.offset, $0.element) })
        var (found, wanted) = (0, 0)
        for query in source.next(30) {
            let matches = try index.search(query, limit: 10) { $0 % each == 1 }
            let best = SeededVectors.nearest(query, in: accepted, limit: 10)
            #expect(matches.count == best.count)
            #expect(matches.allSatisfy { accepted[$0.id] != nil })
            wanted += best.count
            found += matches.count { $0.score >= (best.last?.score ?? 0) - 3e-5 }
        }
        #expect(Double(found) >= 0.98 * Double(wanted))
    }

    @Test func manyOfTheSameAreAllReached() throws {
        var source = SeededVectors(dimensions: 32, topics: 10, seed: 9)
        let (one, others) = (source.next(), source.next(1_000))
        let index = try Self.index(.graph, others + [[Float]](repeating: one, count: 200))
        let matches = try index.search(one, limit: 50)
        #expect(matches.filter { $0.score > 0.9999 }.count == 50)
    }

    @Test func anEmptyIndexFindsNothing() throws {
        var index = AdaptiveVectorIndex(dimensions: 4)
        #expect(try index.search([1, 0, 0, 0], limit: 3).isEmpty)
        try index.insert([1, 0, 0, 0], id: .min)
        #expect(try index.search([1, 0, 0, 0], limit: 3).map(\.id) == [.min])
        #expect(try index.search([1, 0, 0, 0], limit: 0).isEmpty)
        index.remove(.min)
        index.remove(.min)
        #expect(index.count == 0)
        #expect(try index.search([1, 0, 0, 0], limit: 3).isEmpty)
    }

    @Test(arguments: [[1, 0, 0], [.nan, 0, 0, 1], [.infinity, 0, 0, 0], [0, 0, 0, 0], [3, 0, 0, 0]] as [[Float]])
    func aVectorThatDoesNotFitIsRefused(vector: [Float]) throws {
        var index = AdaptiveVectorIndex(dimensions: 4)
        let error = #expect(throws: MemoryError.self) { try index.insert(vector, id: 1) }
        #expect(error?.kind == .invalid)
        #expect(throws: MemoryError.self) { try index.search(vector, limit: 1) }
        #expect(index.count == 0)
    }

    @Test func aCopyKeepsWhatItHad() throws {
        var source = SeededVectors(dimensions: 16, topics: 4, seed: 10)
        let vectors = source.next(300)
        let first = try Self.index(.graph, vectors)
        var second = first
        for id in 0..<300 { second.remove(id) }
        #expect(second.count == 0)
        #expect(try first.search(vectors[7], limit: 1).map(\.id) == [7])
    }
}
