/// How a person's words become words about them.
enum FactText {
    private static let turned = [
        "my": "their", "me": "them", "i": "they", "our": "their", "us": "them", "myself": "themselves", "mine": "theirs", "we": "they",
        "am": "are", "ourselves": "themselves",
    ]

    /// In the third person: "my sister" is "their sister".
    static func theirs(_ utterance: Utterance) -> String {
        joined(utterance, zip(utterance.words, utterance.originals).map { turned[$0] ?? cased($1) })
    }

    static func plain(_ utterance: Utterance) -> String { theirs(utterance) }

    static func withoutArticle(_ utterance: Utterance) -> String {
        guard let first = utterance.words.first, utterance.words.count > 1, ["a", "an", "the", "some"].contains(first) else {
            return theirs(utterance)
        }
        return theirs(utterance[1..<utterance.words.count])
    }

    /// As names are written; a spelling with capitals is the person's own.
    static func proper(_ utterance: Utterance) -> String {
        guard !utterance.originals.contains(where: { $0.contains(where: \.isUppercase) && $0.contains(where: \.isLowercase) }) else {
            return joined(utterance, utterance.originals.map { String($0) })
        }
        let small: Set<String> = ["of", "the", "and", "upon", "on", "in", "under", "le", "de", "la", "at"]
        let written = utterance.words.enumerated().map { index, word in
            small.contains(word) && index > 0 || word == "the"
                ? word : ["uk", "us", "usa", "nhs", "bbc", "ibm", "uae"].contains(word) ? word.uppercased() : word.capitalisedFirst
        }
        return joined(utterance, written)
    }

    /// What is shouted is no name.
    private static func cased(_ original: String) -> String {
        FactLexicon.languages.contains(original.lowercased()) ? original.lowercased().capitalisedFirst : original
    }

    private static func joined(_ utterance: Utterance, _ words: [String]) -> String {
        var text = ""
        for (index, word) in words.enumerated() {
            text += word + (index + 1 == words.count ? "" : utterance.commas.contains(index) ? ", " : " ")
        }
        return text
    }

    /// "tea and coffee" apart, "fish and chips" not.
    static func listed(_ utterance: Utterance) -> [Utterance] {
        let words = utterance.words
        let pairs: Set<String> = [
            "fish chips", "rock roll", "salt vinegar", "mac cheese", "macaroni cheese", "drum bass", "bread butter", "rhythm blues",
            "gin tonic",
            "arts crafts", "black white", "bed breakfast", "peanut jelly", "dungeons dragons", "cheese onion", "bangers mash",
            "track field",
        ]
        var parts: [Utterance] = []
        var start = 0
        for index in words.indices where index >= start {
            let isComma = utterance.commas.contains(index) && index + 1 < words.count
            let isLink = ["and", "or", "nor"].contains(words[index]) && index > start && index + 1 < words.count
            if isLink, !pairs.contains("\(words[index - 1]) \(words[index + 1])") {
                parts.append(utterance[start..<index])
                start = index + 1
            } else if isComma {
                if index + 1 > start { parts.append(utterance[start..<(index + 1)]) }
                start = index + 1
                if start < words.count, ["and", "or"].contains(words[start]) { start += 1 }
            }
        }
        if start < words.count { parts.append(utterance[start..<words.count]) }
        return parts.filter { !$0.words.isEmpty }
    }

    static func digits(_ words: [String]) -> String {
        words.map { word in
            if let unit = NumberWords.units[word] { return String(unit) }
            return word == "oh" || word == "o" || NumberWords.zeros.contains(word) ? "0" : word.filter { $0.isASCII && $0.isNumber }
        }.joined()
    }

    static func email(_ utterance: Utterance) -> String {
        utterance.words.map { ["at": "@", "dot": ".", "underscore": "_", "dash": "-"][$0] ?? $0 }.joined()
    }
}
