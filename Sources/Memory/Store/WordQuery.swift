/// A question as full-text search reads it: its words, quoted, any of which may be there.
///
/// Only letters, digits and marks are taken over, so nothing that anybody says is syntax.
enum WordQuery {
    private static let mostWords = 24
    /// So short, the last word may become almost any.
    private static let shortestBeginning = 3

    /// `nil` where there is no word.
    static func expression(_ text: String) -> String? {
        let words = words(text)
        let telling = words.filter { !common.contains($0) }
        let chosen = telling.isEmpty ? words : telling
        guard !chosen.isEmpty else { return nil }
        var seen: Set<String> = []
        var terms = chosen.filter { seen.insert($0).inserted }.prefix(mostWords).map { "\"\($0)\"" }
        // While somebody is still speaking the last word may be half of one.
        if let last = words.last, last == chosen.last, last.count >= shortestBeginning, text.unicodeScalars.last.map(isPart) == true {
            terms.append("\"\(last)\" *")
        }
        return terms.joined(separator: " OR ")
    }

    static func words(_ text: String) -> [String] {
        text.lowercased().unicodeScalars.split { !isPart($0) }.map { String($0) }
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    /// Words that almost every sentence about a person has.
    private static let common: Set<String> = [
        "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does", "for",
        "from", "had", "has", "have", "he", "her", "hers", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "m", "me", "my",
        "of", "on", "or", "our", "re", "s", "she", "should", "so", "t", "tell", "that", "the", "their", "them", "then", "there", "they",
        "this", "to", "us", "ve", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "why", "will", "with", "would",
        "you", "your",
    ]
}
