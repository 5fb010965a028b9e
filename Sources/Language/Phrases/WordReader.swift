/// Cuts text into comparable words.
struct WordReader {
    private(set) var words: [String] = []
    private(set) var originals: [String] = []
    private(set) var sentenceEnds: [Int] = []
    private(set) var commas: [Int] = []

    /// More is not a request but a document; the rest is not read.
    private static let longest = 400

    mutating func read(_ text: String) {
        for chunk in text.split(whereSeparator: \.isWhitespace) {
            guard words.count < Self.longest else { return }
            read(chunk: chunk)
        }
    }

    private mutating func read(chunk: Substring) {
        let plain = String(chunk.prefix(80)).map { Self.replacements[$0] ?? $0 }
        guard let first = plain.firstIndex(where: { $0.isLetter || $0.isNumber || Self.symbols[$0] != nil || "-$€£.".contains($0) }),
            let last = plain.lastIndex(where: { $0.isLetter || $0.isNumber || $0 == "%" || Self.symbols[$0] != nil || $0 == "-" }),
            first <= last
        else {
            endSentence(after: plain[...])
            return
        }
        let body = plain[first...last]
        let whole = String(body)
        if Self.isWrittenDate(whole) {
            add(whole, whole)
        } else {
            readParts(Array(body))
        }
        endSentence(after: plain[(last + 1)...])
    }

    private mutating func endSentence(after trailing: ArraySlice<Character>) {
        if trailing.contains(where: { ",;".contains($0) }), !words.isEmpty, commas.last != words.count { commas.append(words.count) }
        guard trailing.contains(where: { ".!?".contains($0) }), !words.isEmpty, sentenceEnds.last != words.count else { return }
        sentenceEnds.append(words.count)
    }

    private mutating func readParts(_ body: [Character]) {
        var index = 0
        var money: String?
        while index < body.count {
            let character = body[index]
            if Self.isDigit(character) || (character == "." && index + 1 < body.count && Self.isDigit(body[index + 1])) {
                let number = numeral(body, &index)
                add(number, number)
                if let unit = money {
                    add(unit, unit)
                    money = nil
                }
            } else if character.isLetter {
                var end = index
                while end < body.count, body[end].isLetter || ("'-.".contains(body[end]) && end + 1 < body.count && body[end + 1].isLetter)
                { end += 1 }
                addWord(String(body[index..<end]))
                index = end
            } else {
                if let unit = Self.currencies[character] {
                    money = unit
                } else if let spoken = Self.symbols[character] {
                    for word in spoken { add(word, word) }
                } else if character == "-", isMinus(body, index) {
                    add("minus", "minus")
                }
                index += 1
            }
        }
    }

    /// A dash counts as minus before a digit, and alone between a number and whatever comes next.
    private func isMinus(_ body: [Character], _ index: Int) -> Bool {
        if index + 1 < body.count { return Self.isDigit(body[index + 1]) || body[index + 1] == "." }
        guard body.count == 1, let last = words.last else { return false }
        return last.first.map(Self.isDigit) == true || NumberWords.counts(last)
    }

    private func numeral(_ body: [Character], _ index: inout Int) -> String {
        var number = ""
        while index < body.count {
            let character = body[index]
            if Self.isDigit(character) {
                number.append(character)
            } else if character == ",", index + 1 < body.count, Self.isDigit(body[index + 1]) {
                // The comma of thousands.
            } else if character == "." || character == ":", index + 1 < body.count, Self.isDigit(body[index + 1]),
                !number.contains(character)
            {
                number.append(character)
            } else {
                break
            }
            index += 1
        }
        return number
    }

    private mutating func addWord(_ original: String) {
        var word = original.lowercased()
        if let opened = Self.contractions[word] {
            for part in opened { add(part, part == "i" ? "I" : part) }
            return
        }
        word.removeAll { $0 == "." }
        if word.contains("-") {
            let parts = word.split(separator: "-")
            let spoken = original.split(separator: "-")
            if parts.count != spoken.count || parts.contains(where: NumberWords.counts)
                || parts.contains(where: { Self.linked.contains(String($0)) })
            {
                for (part, said) in zip(parts, spoken) { add(String(part), String(said)) }
                return
            }
        }
        if word.hasSuffix("'s"), word.count > 2 {
            let stem = String(word.dropLast(2))
            if Self.openable.contains(stem) {
                add(stem, String(original.dropLast(2)))
                add("is", "is")
            } else {
                // "today's date", "new year's eve": the stem is enough, but "years" keeps its sound.
                add(stem == "year" || stem == "valentine" ? stem + "s" : stem, String(original.dropLast(2)))
            }
            return
        }
        add(word, original)
    }

    private mutating func add(_ word: String, _ original: String) {
        guard !word.isEmpty else { return }
        words.append(word)
        originals.append(original)
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    private static func isWrittenDate(_ word: String) -> Bool {
        for separator: Character in ["-", "/"] {
            let parts = word.split(separator: separator, omittingEmptySubsequences: false)
            guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { continue }
            let lengths = parts.map(\.count)
            if separator == "-", lengths[0] == 4, lengths[1] <= 2, lengths[2] <= 2 { return true }
            if separator == "/", lengths[0] <= 2, lengths[1] <= 2, lengths[2] == 4 { return true }
        }
        return false
    }

    private static let replacements: [Character: Character] = [
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "×": "*", "✕": "*", "✖": "*", "⋅": "*",
        "·": "*",
        "÷": "/",
    ]
    private static let symbols: [Character: [String]] = [
        "+": ["plus"], "*": ["times"], "/": ["over"], "^": ["to", "the", "power", "of"], "=": ["equals"], "%": ["percent"], "&": ["and"],
        "√": ["square", "root", "of"], "²": ["squared"], "³": ["cubed"],
    ]
    private static let currencies: [Character: String] = ["$": "dollars", "€": "euros", "£": "pounds"]
    private static let linked: Set<String> = ["minute", "minutes", "hour", "hours", "second", "seconds", "day", "week", "to", "and", "of"]
    private static let openable: Set<String> = [
        "what", "who", "where", "when", "how", "why", "it", "that", "there", "here", "he", "she", "name", "which",
    ]
    private static let contractions: [String: [String]] = [
        "whats": ["what", "is"], "wots": ["what", "is"], "hows": ["how", "is"], "whos": ["who", "is"], "thats": ["that", "is"],
        "i'm": ["i", "am"], "im": ["i", "am"], "i'd": ["i", "would"], "i'll": ["i", "will"], "i've": ["i", "have"], "ive": ["i", "have"],
        "you're": ["you", "are"], "youre": ["you", "are"], "you've": ["you", "have"], "you'll": ["you", "will"], "we're": ["we", "are"],
        "they're": ["they", "are"], "how're": ["how", "are"], "don't": ["do", "not"], "dont": ["do", "not"], "doesn't": ["does", "not"],
        "didn't": ["did", "not"], "didnt": ["did", "not"], "can't": ["can", "not"], "cant": ["can", "not"], "cannot": ["can", "not"],
        "couldn't": ["could", "not"], "isn't": ["is", "not"], "aren't": ["are", "not"], "won't": ["will", "not"], "let's": ["let", "us"],
        "lets": ["let", "us"], "gonna": ["going", "to"], "wanna": ["want", "to"], "gimme": ["give", "me"], "lemme": ["let", "me", "know"],
        "what're": ["what", "are"], "what'll": ["what", "will"], "ya": ["you"], "u": ["you"],
        "haven't": ["have", "not"], "havent": ["have", "not"], "hasn't": ["has", "not"], "hasnt": ["has", "not"],
        "hadn't": ["had", "not"], "wasn't": ["was", "not"], "wasnt": ["was", "not"], "weren't": ["were", "not"],
        "wouldn't": ["would", "not"], "wouldnt": ["would", "not"], "shouldn't": ["should", "not"], "doesnt": ["does", "not"],
        "isnt": ["is", "not"], "arent": ["are", "not"], "we've": ["we", "have"], "they've": ["they", "have"], "he'll": ["he", "will"],
        "she'll": ["she", "will"], "we'll": ["we", "will"], "they'll": ["they", "will"], "it'll": ["it", "will"],
        "he'd": ["he", "would"], "she'd": ["she", "would"], "we'd": ["we", "would"], "they'd": ["they", "would"],
    ]
}
