/// Words of memories as they are compared.
enum MemoryWords {
    /// Lower case and nothing but words, so that writing does not matter.
    static func key(_ text: String) -> String { words(text).joined(separator: " ") }

    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text.lowercased() {
            if character.isLetter || character.isNumber {
                word.append(character)
            } else if character != "'", character != "’", !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// Words that turn a sentence round: they are never left out of a comparison.
    static let turning: Set<String> = [
        "not", "no", "never", "without", "none", "nothing", "nobody", "neither", "nor", "longer", "former", "used", "stopped", "quit",
        "hardly",
        "cannot", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "wont", "except", "only",
    ]
}
