/// Words as a recogniser or a person writes them, made alike: lower case, no marks, contractions opened.
package struct PlainWords: Sendable, Hashable {
    /// Each sentence or clause that written marks divide.
    package private(set) var clauses: [[String]] = []
    /// Contractions that were opened.
    package private(set) var contractions = 0

    /// What is longer is not read to its end.
    private static let mostWords = 300

    package init(_ text: String) {
        var clause: [String] = []
        var word = ""
        var count = 0
        func endWord() {
            guard !word.isEmpty else { return }
            while word.last == "'" { word.removeLast() }
            while word.first == "'" { word.removeFirst() }
            if !word.isEmpty {
                count += 1
                if let opened = Self.opened[word] {
                    contractions += 1
                    clause += opened
                } else if let stem = Self.stem(word) {
                    contractions += 1
                    clause += stem
                } else {
                    clause.append(word)
                }
            }
            word = ""
        }
        func endClause() {
            endWord()
            if !clause.isEmpty { clauses.append(clause) }
            clause = []
        }
        for character in text {
            guard count < Self.mostWords else { break }
            switch character {
            case "'", "’", "‘": word.append("'")
            case ".", "?", "!", ",", ";", ":", "\n": endClause()
            case _ where character.isLetter || character.isNumber: word += character.lowercased()
            default: endWord()
            }
        }
        endClause()
    }

    package var words: [String] { clauses.flatMap { $0 } }

    /// "coda's" stays one word; "it's" and "they're" are two.
    private static func stem(_ word: String) -> [String]? {
        for (ending, opened) in [("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would")] where word.hasSuffix(ending) {
            return [String(word.dropLast(ending.count)), opened]
        }
        return nil
    }

    private static let opened: [String: [String]] = {
        var opened: [String: [String]] = [
            "i'm": ["i", "am"], "im": ["i", "am"], "can't": ["can", "not"], "cant": ["can", "not"], "won't": ["will", "not"],
            "let's": ["let", "us"], "lets": ["let", "us"], "ive": ["i", "have"], "youre": ["you", "are"], "theyre": ["they", "are"],
        ]
        for verb in ["do", "does", "did", "is", "are", "was", "were", "have", "has", "had", "would", "could", "should", "need", "must"] {
            opened[verb + "n't"] = [verb, "not"]
            opened[verb + "nt"] = [verb, "not"]
        }
        for subject in ["it", "that", "what", "where", "who", "how", "there", "here", "he", "she", "when", "why"] {
            opened[subject + "'s"] = [subject, "is"]
        }
        for joined in ["that", "what", "where", "who", "how"] { opened[joined + "s"] = [joined, "is"] }
        return opened
    }()
}
