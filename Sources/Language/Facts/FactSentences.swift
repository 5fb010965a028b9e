/// Cuts a text into sentences; what is quoted is not the person's own.
enum FactSentences {
    struct Sentence {
        var utterance: Utterance
        /// Whether it was written with a question mark.
        var isAsked: Bool
    }

    static func of(_ text: String) -> [Sentence] {
        var sentences: [Sentence] = []
        var current = ""
        func end(asked: Bool) {
            let utterance = Utterance(current).withoutFillers
            if !utterance.words.isEmpty { sentences.append(Sentence(utterance: utterance, isAsked: asked)) }
            current = ""
        }
        let characters = Array(unquoted(text))
        for (index, character) in characters.enumerated() {
            let isLast = index + 1 == characters.count || characters[index + 1].isWhitespace || ".!?".contains(characters[index + 1])
            switch character {
            case "?" where isLast: end(asked: true)
            case "\n": end(asked: false)
            case "!" where isLast: end(asked: false)
            case "." where isLast && !isAbbreviation(current): end(asked: false)
            case ";": current += ","
            case ":" where isLast: current += ","
            case "—", "–": current += ", "
            case "(", ")": current += ", "
            default: current.append(character)
            }
        }
        end(asked: false)
        return sentences
    }

    private static let abbreviations: Set<String> = ["mr", "mrs", "ms", "dr", "st", "prof", "jr", "sr", "mt", "vs", "no", "e.g", "i.e"]

    private static func isAbbreviation(_ text: String) -> Bool {
        let last = text.split(whereSeparator: { $0.isWhitespace || $0 == "," }).last.map { $0.lowercased() } ?? ""
        return abbreviations.contains(last) && last != "no" || (last.count == 1 && last != "i" && last.first?.isLetter == true)
    }

    /// Without what stands in quotation marks, but for short names of things: `I like "Dune"`.
    private static func unquoted(_ text: String) -> String {
        var plain = ""
        var quoted: String?
        for character in text {
            guard "\"“”„«»".contains(character) else {
                if quoted == nil { plain.append(character) } else { quoted?.append(character) }
                continue
            }
            guard let inside = quoted else {
                quoted = ""
                continue
            }
            let words = inside.split(whereSeparator: \.isWhitespace)
            let first = words.first.map { $0.lowercased() } ?? ""
            let isTitle = (1...4).contains(words.count) && !["i", "i'm", "my", "we", "i've", "i’m"].contains(first)
            if isTitle, !plain.allSatisfy(\.isWhitespace) { plain += inside } else { plain += " , " }
            quoted = nil
        }
        // A mark that is never closed quotes nothing.
        return plain + (quoted ?? "")
    }
}
