internal import Glibc

/// Unit vectors drawn as sentences are: a topic, some of the topic's words, the common ones more often, and something of its own.
///
/// What this has of real sentence vectors is how fast neighbours get further away: 5,774 real utterances through MiniLM have a local
/// dimension of 12, as many drawn like this 10, and 100,000 have 17, which makes them the harder to search. Equal seeds draw equally.
struct SearchVectors {
    static let dimensions = 384
    private static let words = 20_000
    private static let wordsOfTopic = 120
    private static let wordsOfVector = 8

    private var numbers: SeededNumbers
    /// Unit vectors, one after the other.
    private let atoms: [Float]
    private let topics: [Float]
    private let common: [Float]
    private let vocabularies: [Int]
    private let topicCount: Int

    /// - Parameter count: about how many will be drawn: more have more topics, three times the square root.
    init(count: Int, seed: UInt64) {
        var numbers = SeededNumbers(seed &+ UInt64(count))
        topicCount = max(1, Int((3 * Double(count).squareRoot()).rounded()))
        atoms = Self.draw(Self.words, &numbers)
        topics = Self.draw(topicCount, &numbers)
        common = Self.draw(1, &numbers)
        vocabularies = (0..<topicCount * Self.wordsOfTopic).map { _ in numbers.below(Self.words) }
        self.numbers = numbers
    }

    /// Appends a vector.
    mutating func append(to all: inout [Float]) {
        let topic = Int(Double(topicCount) * pow(fraction(), 1.5))
        var vector = [Float](repeating: 0, count: Self.dimensions)
        Self.add(topics, topic, 1, to: &vector)
        Self.add(common, 0, 0.6, to: &vector)
        for _ in 0..<Self.wordsOfVector {
            // Half of the draws fall on the first eleven words.
            let rank = Int(pow(Double(Self.wordsOfTopic), fraction())) - 1
            let word = vocabularies[topic * Self.wordsOfTopic + rank]
            Self.add(atoms, word, Float(0.25 + 0.5 * fraction()), to: &vector)
        }
        Self.add(Self.draw(1, &numbers), 0, 0.6, to: &vector)
        Self.normalise(&vector)
        all += vector
    }

    private mutating func fraction() -> Double { Double(numbers.next() >> 11) * 0x1p-53 }

    private static func add(_ vectors: [Float], _ place: Int, _ weight: Float, to sum: inout [Float]) {
        for at in 0..<dimensions { sum[at] += weight * vectors[place * dimensions + at] }
    }

    /// Unit vectors in even directions: values about normal, each the sum of four even draws.
    private static func draw(_ count: Int, _ numbers: inout SeededNumbers) -> [Float] {
        var all: [Float] = []
        all.reserveCapacity(count * dimensions)
        var vector = [Float](repeating: 0, count: dimensions)
        for _ in 0..<count {
            for at in 0..<dimensions {
                let bits = numbers.next()
                let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
                vector[at] = Float(Int(sum) - 131_070)
            }
            normalise(&vector)
            all += vector
        }
        return all
    }

    private static func normalise(_ vector: inout [Float]) {
        var square: Float = 0
        for value in vector { square += value * value }
        let factor = 1 / square.squareRoot()
        for at in vector.indices { vector[at] *= factor }
    }
}
