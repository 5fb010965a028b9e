/// Words and phrases that are looked for in what was said, the longest first.
struct PhraseSet: Sendable {
    private let phrases: Set<[String]>
    private let longest: Int
    /// What phrases begin with: most words begin none.
    private let beginnings: Set<String>

    init(_ phrases: [String]) {
        self.phrases = Set(phrases.map { PlainWords($0).words })
        longest = self.phrases.map(\.count).max() ?? 0
        beginnings = Set(self.phrases.compactMap(\.first))
    }

    /// How many are there; no word counts twice.
    func count(in words: [String]) -> Int {
        var (index, found) = (0, 0)
        while index < words.count {
            guard beginnings.contains(words[index]), let length = match(words, at: index) else {
                index += 1
                continue
            }
            found += 1
            index += length
        }
        return found
    }

    /// How many of each set are there, the longest first where several begin at a word; what follows directly on a phrase of an earlier set
    /// than the last, and is of the last, belongs to it.
    static func tally(_ words: [String], _ sets: [PhraseSet]) -> [Int] {
        var found = [Int](repeating: 0, count: sets.count)
        var (index, end) = (0, -1)
        while index < words.count {
            var (best, length) = (0, 0)
            for (which, set) in sets.enumerated() where set.beginnings.contains(words[index]) {
                if let matched = set.match(words, at: index), matched > length { (best, length) = (which, matched) }
            }
            guard length > 0 else {
                index += 1
                continue
            }
            let isLast = best == sets.count - 1
            if !isLast || index != end { found[best] += 1 }
            index += length
            if !isLast { end = index }
        }
        return found
    }

    private func match(_ words: [String], at index: Int) -> Int? {
        var length = min(longest, words.count - index)
        while length > 0 {
            if phrases.contains(Array(words[index..<index + length])) { return length }
            length -= 1
        }
        return nil
    }
}
