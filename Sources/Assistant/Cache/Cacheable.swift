/// Whether an answer may be given again to the same question.
///
/// Never what is about the person, about now, or about what was said before: such a question's words do not hold all it asks.
enum Cacheable {
    private static let personal: Set<String> = [
        "i", "i'm", "i'd", "i'll", "i've", "me", "my", "mine", "myself", "we", "us", "our", "ours", "you", "your", "yours", "yourself",
    ]
    private static let passing: Set<String> = [
        "now", "today", "tonight", "tomorrow", "yesterday", "currently", "current", "latest", "recent", "recently", "news", "weather",
        "time",
        "date", "day", "week", "month", "year", "hour", "minute", "still", "yet", "again", "next", "last", "ago", "soon", "later", "open",
        "price", "stock", "score", "traffic", "status", "random", "joke", "story", "another", "else",
    ]
    private static let pointing: Set<String> = [
        "it", "its", "it's", "that", "this", "these", "those", "he", "she", "him", "her", "his", "they", "them", "their", "there", "then",
        "one", "ones", "about", "former", "latter", "same", "such",
    ]
    private static let asking: Set<String> = [
        "what", "what's", "who", "who's", "whose", "which", "where", "where's", "when", "why", "how", "define", "explain", "describe",
        "translate", "spell", "name", "list", "is", "are", "does", "do", "did", "was", "were", "can", "could",
    ]

    /// Words a key is made of: more are no question that comes again.
    private static let longest = 24

    static func isQuestion(_ words: [String]) -> Bool { words.first.map(asking.contains) ?? false }

    static func isCacheable(_ words: [String]) -> Bool {
        guard (3...longest).contains(words.count), let first = words.first, asking.contains(first) else { return false }
        return !words.contains { personal.contains($0) || passing.contains($0) || pointing.contains($0) }
    }

    /// Lower case words and numbers, without courtesies.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text.lowercased() {
            if character.isLetter || character.isNumber || ((character == "'" || character == "’") && !word.isEmpty) {
                word.append(character == "’" ? "'" : character)
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        let courtesies: Set<String> = ["please", "um", "uh", "hey", "ok", "okay", "so", "well", "thanks", "coda"]
        while let first = words.first, courtesies.contains(first) { words.removeFirst() }
        while let last = words.last, courtesies.contains(last) { words.removeLast() }
        return words
    }
}
