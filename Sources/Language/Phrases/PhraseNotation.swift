/// Reads the notation of `Phrase`.
struct PhraseNotation {
    private let text: [Character]
    private var at = 0

    init(_ text: String) { self.text = Array(text) }

    var isAtEnd: Bool { at == text.count }

    mutating func sequence() -> [Phrase.Part] {
        var parts: [Phrase.Part] = []
        while at < text.count {
            switch text[at] {
            case " ":
                at += 1
            case "(":
                parts.append(.choice(choice(until: ")")))
            case "[":
                parts.append(.choice(choice(until: "]") + [[]]))
            case "{":
                at += 1
                let name = take { $0 != "}" }
                at += 1
                guard let slot = Slot(rawValue: name) else { preconditionFailure("unknown slot: \(name)") }
                parts.append(.slot(slot))
            case "|", ")", "]":
                return parts
            default:
                parts.append(.word(take { !" |()[]{}".contains($0) }))
            }
        }
        return parts
    }

    private mutating func choice(until close: Character) -> [[Phrase.Part]] {
        var ways: [[Phrase.Part]] = []
        repeat {
            at += 1
            ways.append(sequence())
        } while at < text.count && text[at] == "|"
        precondition(at < text.count && text[at] == close, "unbalanced phrase: \(String(text))")
        at += 1
        return ways
    }

    private mutating func take(while accepted: (Character) -> Bool) -> String {
        let start = at
        while at < text.count, accepted(text[at]) { at += 1 }
        return String(text[start..<at])
    }
}
