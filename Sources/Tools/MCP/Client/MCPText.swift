/// Text that a foreign server wrote, made fit to be shown or given to a model: it is data, and never longer than it may be.
enum MCPText {
    /// On one line and without control characters.
    static func line(_ text: String, limit: Int = 300) -> String {
        let words = text.split { $0.isWhitespace || $0.isNewline }.map { word in String(word.filter { !isControl($0) }) }
        return cut(words.filter { !$0.isEmpty }.joined(separator: " "), limit: limit)
    }

    /// With its lines, and without other control characters and those that hide or turn text.
    static func block(_ text: String, limit: Int) -> String {
        cut(String(text.filter { $0 == "\n" || $0 == "\t" || !isControl($0) }), limit: limit)
    }

    /// At most `limit` bytes, cut between characters; says how much is missing.
    static func cut(_ text: String, limit: Int) -> String {
        let count = text.utf8.count
        guard count > limit else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: limit)
        while end > text.startIndex, end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
        return "\(text[..<end]) [cut: \(limit) of \(count) bytes]"
    }

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .privateUse, .unassigned, .surrogate: true
            // Joiners belong to emoji and to scripts; what is left of these turns or hides text.
            case .format: scalar.value != 0x200C && scalar.value != 0x200D
            default: false
            }
        }
    }
}
