internal import Glibc

/// Guesses by the words a sentence shares with examples, rare ones counting more; what is used where there is no embedding model.
package struct WordOverlapGuesser: IntentGuessing {
    private struct Known {
        var intent: String
        var words: Set<String>
        /// The square of it.
        var length: Int
    }

    private let known: [Known]
    /// The squares of the words' weights, in millionths: whole numbers add up to the same in any order.
    private let weights: [String: Int]
    /// Of a word that is in no example.
    private let highest: Int

    package init(_ library: IntentLibrary) {
        let stemmed = library.ordered.flatMap { intent in
            // What fills a slot says nothing of the intent.
            intent.phrases.map { (intent.name, Set(Self.stems($0.literalWords))) }
        }
        // A word counts by how few intents use it, however many examples each of them has.
        var intents: [String: Set<String>] = [:]
        for (intent, words) in stemmed { for word in words { intents[word, default: []].insert(intent) } }
        let count = Double(Set(stemmed.map(\.0)).count)
        func weight(_ users: Double) -> Int { Int(1_000_000 * log(1 + count / users) * log(1 + count / users)) }
        let weights = intents.mapValues { weight(Double($0.count)) }
        self.weights = weights
        highest = weight(1)
        known = stemmed.map { intent, words in
            Known(intent: intent, words: words, length: words.reduce(0) { $0 + (weights[$1] ?? 0) })
        }
    }

    package func guess(_ text: String) async -> IntentReading {
        let words = Set(Self.stems(text))
        let length = words.reduce(0) { $0 + (weights[$1] ?? highest) }
        guard length > 0 else { return IntentReading(guesses: [], outOfScope: 1) }
        var best: [String: Double] = [:]
        for example in known where example.length > 0 {
            let shared = words.reduce(0) { $0 + (example.words.contains($1) ? weights[$1] ?? 0 : 0) }
            guard shared > 0 else { continue }
            let likeness = Double(shared) / (Double(length) * Double(example.length)).squareRoot()
            best[example.intent] = max(best[example.intent] ?? 0, likeness)
        }
        let ranked = best.map { IntentGuess(intent: $0.key, probability: min(1, $0.value)) }
            .sorted { ($1.probability, $0.intent) < ($0.probability, $1.intent) }
        return IntentReading(guesses: ranked, outOfScope: 1 - (ranked.first?.probability ?? 0))
    }

    private static let empty: Set<String> = [
        "a", "an", "the", "to", "of", "for", "in", "on", "at", "is", "are", "i", "me", "my", "you", "your", "it", "that", "and", "do",
        "can",
        "could", "would", "will", "please", "what", "be", "with", "this", "we", "us", "let", "have", "has", "something",
    ]

    private static func stems(_ text: String) -> [String] {
        Utterance(text).words.filter { !empty.contains($0) }.map { word in
            for ending in ["ing", "ed", "es", "s"] where word.hasSuffix(ending) && word.count > ending.count + 2 {
                return String(word.dropLast(ending.count))
            }
            return word
        }
    }
}
