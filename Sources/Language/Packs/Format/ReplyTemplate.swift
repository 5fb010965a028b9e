internal import Wire

/// A sentence with places to be filled: `{slot}`, `{result.count}`, `{person}`, `{failure}`; a part in `[...]` falls away where one is empty.
package struct ReplyTemplate: Sendable, Equatable {
    indirect enum Part: Sendable, Equatable {
        case text(String)
        case value([String])
        case optional([Part])
    }

    let parts: [Part]

    init(_ text: String) throws(PackNotation.Fault) {
        var reader = Reader(text: Array(text))
        parts = try reader.sequence(isOptional: false)
        guard reader.at == reader.text.count else { throw PackNotation.Fault(message: "there is a \"]\" that nothing opens: remove it.") }
    }

    /// Every path it names.
    var paths: [[String]] { Self.paths(parts) }

    /// The sentence; `nil` where a place outside brackets stays empty.
    func render(_ scope: TemplateScope) -> String? { Self.render(parts, scope) }

    private static func paths(_ parts: [Part]) -> [[String]] {
        parts.flatMap { part -> [[String]] in
            switch part {
            case .text: []
            case .value(let path): [path]
            case .optional(let inner): paths(inner)
            }
        }
    }

    private static func render(_ parts: [Part], _ scope: TemplateScope) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .text(let words): text += words
            case .value(let path):
                guard let value = scope.text(path), !value.isEmpty else { return nil }
                text += value
            case .optional(let inner): text += render(inner, scope) ?? ""
            }
        }
        return text
    }

    private struct Reader {
        let text: [Character]
        var at = 0

        mutating func sequence(isOptional: Bool) throws(PackNotation.Fault) -> [Part] {
            var parts: [Part] = []
            var plain = ""
            while at < text.count, !(text[at] == "]") {
                let character = text[at]
                at += 1
                guard character == "{" || character == "[" || character == "}" else {
                    plain.append(character)
                    continue
                }
                if !plain.isEmpty { parts.append(.text(plain)) }
                plain = ""
                switch character {
                case "{": parts.append(.value(try path()))
                case "[":
                    guard !isOptional else { throw PackNotation.Fault(message: "brackets do not stand in brackets here.") }
                    parts.append(.optional(try sequence(isOptional: true)))
                    guard at < text.count else { throw PackNotation.Fault(message: "a \"[\" is not closed: add a \"]\".") }
                    at += 1
                default: throw PackNotation.Fault(message: "there is a \"}\" that nothing opens: remove it.")
                }
            }
            if !plain.isEmpty { parts.append(.text(plain)) }
            return parts
        }

        private mutating func path() throws(PackNotation.Fault) -> [String] {
            var name = ""
            while at < text.count, text[at] != "}" {
                name.append(text[at])
                at += 1
            }
            guard at < text.count else { throw PackNotation.Fault(message: "a \"{\" is not closed: add a \"}\".") }
            at += 1
            let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard path.allSatisfy(PackReader.isName) else {
                throw PackNotation.Fault(message: "\"{\(name.prefix(40))}\" names nothing: write {slot}, {slot.part} or {result.member}.")
            }
            return path
        }
    }
}
