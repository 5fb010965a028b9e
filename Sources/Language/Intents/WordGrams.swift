internal import Glibc

/// The words and word pairs of a text as weighted features: what stands in many examples weighs little.
struct WordGrams: Sendable {
    /// Where each word or pair stands among the features, by its hash.
    private(set) var places: [UInt64: Int32]
    /// The weight of each: its inverse document frequency.
    private(set) var rarities: [Float]

    /// Beside a sentence vector of length 1.
    private static let length: Float = 0.7
    /// From so many texts on, what stands in one of them alone is left out.
    private static let manyTexts = 1_000

    init(places: [UInt64: Int32], rarities: [Float]) {
        self.places = places
        self.rarities = rarities
    }

    init(learning texts: [String]) {
        var documents: [UInt64: Int] = [:]
        for text in texts { for gram in Self.counts(text).keys { documents[gram, default: 0] += 1 } }
        let least = texts.count >= Self.manyTexts ? 2 : 1
        places = [:]
        rarities = []
        // In a fixed order, so that what is learnt is the same each time.
        for gram in documents.filter({ $0.value >= least }).keys.sorted() {
            places[gram] = Int32(rarities.count)
            rarities.append(logf(Float(1 + texts.count) / Float(1 + documents[gram, default: 0])) + 1)
        }
    }

    var count: Int { rarities.count }

    /// The features of a text, in the order of their places.
    func features(of text: String) -> [(place: Int, value: Float)] {
        var found: [(place: Int, value: Float)] = []
        for (gram, count) in Self.counts(text) {
            guard let place = places[gram] else { continue }
            found.append((Int(place), (1 + logf(Float(count))) * rarities[Int(place)]))
        }
        // In order before anything is summed: a dictionary's own order changes from run to run.
        found.sort { $0.place < $1.place }
        let length = found.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
        guard length > 0 else { return [] }
        return found.map { ($0.place, $0.value * Self.length / length) }
    }

    /// How often each word and each pair of neighbours stands in a text.
    private static func counts(_ text: String) -> [UInt64: Int] {
        var counts: [UInt64: Int] = [:]
        var before: [UInt8]?
        for word in words(text) {
            var one = StableHash()
            one.add(word)
            counts[one.value, default: 0] += 1
            if let before {
                var two = StableHash()
                two.add(before)
                two.add(CollectionOfOne(UInt8(ascii: " ")))
                two.add(word)
                counts[two.value, default: 0] += 1
            }
            before = word
        }
        return counts
    }

    /// Runs of letters, digits and apostrophes in lower case.
    private static func words(_ text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            let isPart = scalar == "'" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isPart {
                word += Array(scalar.properties.lowercaseMapping.utf8)
            } else if !word.isEmpty {
                words.append(word)
                word = []
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
