/// What kind of answer Coda waits for: how much a pause means depends on it.
package enum AnswerExpectation: String, Sendable, Equatable, CaseIterable, Codable {
    case open
    case yesNo = "yes_no"
    /// Numbers, spoken in groups.
    case digits
    /// Letters, one after the other.
    case spelling
    case email
    case address

    /// Whether such an answer comes in groups with pauses between them that end nothing.
    package var comesInGroups: Bool {
        switch self {
        case .open, .yesNo: false
        case .digits, .spelling, .email, .address: true
        }
    }

    /// What the last thing Coda said asks for; `open` where it asks for nothing special.
    package init(question text: String) {
        self = .open
        guard let sentence = Self.lastRequest(in: text) else { return }
        let words = SpokenWords.split(sentence)
        for (kind, names) in Self.named where words.contains(where: names.contains) {
            // "Is this your phone number?" asks for a yes.
            if let first = words.first, Self.auxiliaries.contains(first), !Self.isPolite(words) { break }
            self = kind
            return
        }
        guard let first = words.first, sentence.last == "?" else { return }
        let isTagged = Self.tags.contains(words.last ?? "") && words.count > 1
        guard Self.auxiliaries.contains(first) || isTagged, !words.contains("or"), !Self.isPolite(words) else { return }
        self = .yesNo
    }

    /// "Can you tell me ...", "could you spell ...": an order in the form of a question.
    private static func isPolite(_ words: [String]) -> Bool {
        guard words.count > 2, ["can", "could", "would", "will", "may"].contains(words[0]) else { return false }
        if words[0] == "may" || words[1] == "i" { return ["have", "ask", "get"].contains(words[2]) }
        return words[1] == "you" && words[2...].contains { ["tell", "give", "spell", "say", "read", "repeat"].contains($0) }
    }

    /// The last sentence, where it is a question or an order.
    private static func lastRequest(in text: String) -> Substring? {
        var end = text.endIndex
        while end > text.startIndex, text[text.index(before: end)].isWhitespace { end = text.index(before: end) }
        guard end > text.startIndex else { return nil }
        let last = text.index(before: end)
        let body = text[..<last]
        let start = body.lastIndex { ".?!".contains($0) }.map { body.index(after: $0) } ?? text.startIndex
        let sentence = text[start..<end]
        let words = SpokenWords.split(sentence)
        let first = words.first == "please" ? words.dropFirst().first : words.first
        return sentence.last == "?" || orders.contains(first ?? "") ? sentence : nil
    }

    private static let orders: Set<String> = ["spell", "tell", "give", "say", "enter", "read", "repeat", "name", "dictate"]
    private static let auxiliaries: Set<String> = [
        "am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "shall", "should", "was", "were", "will",
        "would", "isn't", "aren't", "don't", "doesn't", "didn't", "won't", "wouldn't", "shouldn't",
    ]
    private static let tags: Set<String> = ["right", "okay", "ok", "correct", "yes", "no"]
    /// The most telling word decides: an e-mail address is no address, and a spelt name no name.
    private static let named: [(AnswerExpectation, Set<String>)] = [
        (.spelling, ["spell", "spelled", "spelt", "letters"]),
        (.email, ["email", "e-mail", "mail"]),
        (
            .digits,
            ["number", "numbers", "digits", "pin", "code", "postcode", "zip", "phone", "telephone", "extension"]
        ),
        (.address, ["address", "street"]),
    ]
}
