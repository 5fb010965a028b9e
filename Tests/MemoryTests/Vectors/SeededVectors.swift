import Memory
import TestSupport

/// Unit vectors drawn by chance: topics, some near each other, and what differs within one.
struct SeededVectors {
    private var numbers: Seeded
    private let topics: [[Float]]

    init(dimensions: Int, topics count: Int, seed: UInt64) {
        var numbers = Seeded(seed)
        topics = (0..<count).map { _ in Self.draw(dimensions, &numbers) }
        self.numbers = numbers
    }

    /// About normal: the sum of four even draws.
    private static func draw(_ dimensions: Int, _ numbers: inout Seeded) -> [Float] {
        (0..<dimensions).map { _ in (0..<4).reduce(Float(-2)) { sum, _ in sum + Float.random(in: 0..<1, using: &numbers) } }
    }

    mutating func next() -> [Float] {
        let topic = topics[Int.random(in: 0..<topics.count, using: &numbers)]
        let own = Self.draw(topic.count, &numbers)
        return Self.unit(zip(topic, own).map { $0 + 0.6 * $1 })
    }

    mutating func next(_ count: Int) -> [[Float]] { (0..<count).map { _ in next() } }

    static func unit(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }

    static func product(_ a: [Float], _ b: [Float]) -> Double { zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } }

    /// The ids of the nearest, by a plain loop.
    static func nearest(_ query: [Float], in vectors: [Int: [Float]], limit: Int) -> [MemoryMatch] {
        let all = vectors.map { MemoryMatch(id: $0.key, score: Float(product(query, $0.value))) }
        return Array(all.sorted { ($0.score, $0.id) > ($1.score, $1.id) }.prefix(limit))
    }
}
