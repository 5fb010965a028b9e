/// A word of a person's in quotes: one line, not longer than a message bears, nothing a terminal would obey.
package func quoted(_ word: String) -> String {
    let shown = word.unicodeScalars.prefix(60).map { $0.properties.generalCategory == .control ? "?" : Character($0) }
    return "\"" + String(shown) + (word.unicodeScalars.count > 60 ? "..." : "") + "\""
}

/// "a", "a or b", "a, b or c".
package func anyOf(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}
