internal import Configuration
internal import Wire

/// Reads the notation of `PackPhrase`; what a person wrote may be wrong.
struct PackNotation {
    struct Fault: Error, Equatable {
        /// What is wrong and what to do; begins in lower case.
        var message: String
    }

    private let text: [Character]
    private let isPattern: Bool
    private var at = 0
    private var depth = 0

    init(_ text: String, isPattern: Bool) {
        self.text = Array(text)
        self.isPattern = isPattern
    }

    mutating func whole() throws(Fault) -> [PackPhrase.Part] {
        let parts = try sequence()
        guard at == text.count else { throw Fault(message: "there is a \"\(text[at])\" that nothing opens: remove it.") }
        guard !parts.isEmpty else { throw Fault(message: "there are no words in it.") }
        return parts
    }

    private mutating func sequence() throws(Fault) -> [PackPhrase.Part] {
        var parts: [PackPhrase.Part] = []
        while at < text.count {
            let character = text[at]
            if character == "{" {
                parts.append(try slot())
            } else if isPattern, character == "(" || character == "[" {
                parts.append(.choice(try choice(until: character == "(" ? ")" : "]")))
            } else if isPattern, "|)]".contains(character) {
                return parts
            } else if character == "}" {
                throw Fault(message: "there is a \"}\" that nothing opens: remove it.")
            } else {
                let stops: Set<Character> = isPattern ? ["{", "}", "(", ")", "[", "]", "|"] : ["{", "}"]
                var plain = ""
                while at < text.count, !stops.contains(text[at]) {
                    plain.append(text[at])
                    at += 1
                }
                parts += Utterance(plain).words.map { .word($0) }
            }
        }
        return parts
    }

    private mutating func choice(until close: Character) throws(Fault) -> [[PackPhrase.Part]] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 8 else { throw Fault(message: "it is nested deeper than 8 levels.") }
        var ways: [[PackPhrase.Part]] = []
        repeat {
            at += 1
            ways.append(try sequence())
        } while at < text.count && text[at] == "|"
        guard at < text.count, text[at] == close else {
            throw Fault(message: "a \"\(close == ")" ? "(" : "[")\" is not closed: add a \"\(close)\".")
        }
        at += 1
        if close == "]" { ways.append([]) }
        return ways
    }

    private mutating func slot() throws(Fault) -> PackPhrase.Part {
        var name = ""
        at += 1
        while at < text.count, text[at] != "}" {
            name.append(text[at])
            at += 1
        }
        guard at < text.count else { throw Fault(message: "a \"{\" is not closed: add a \"}\".") }
        at += 1
        let halves = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimmed }
        guard let slot = halves.first, PackReader.isName(slot) else {
            throw Fault(message: "\"{\(name.prefix(40))}\" is no slot: write {name} or {name:type}, in letters, digits and \"_\".")
        }
        guard halves.count == 2 else { return .slot(slot, type: nil) }
        guard let type = SlotType(rawValue: halves[1]) else {
            let near = Spelling.hint(for: halves[1], among: SlotType.allCases.map(\.rawValue))
            throw Fault(message: "\"\(halves[1].prefix(40))\" is no type of slot." + near)
        }
        return .slot(slot, type: type)
    }
}
