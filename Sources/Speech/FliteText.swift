/// Cuts text into pieces that Flite speaks well: plain ASCII, a sentence or less each.
///
/// Flite plans a whole piece before its first sample (about 10 ms of work per second of speech), so shorter ones are heard
/// sooner.
enum FliteText {
    /// Characters after which a comma ends a piece.
    static let comma = 80
    /// Characters after which a space does.
    static let space = 160

    /// Empty where there is nothing to say.
    static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        func close() {
            if piece.contains(where: { $0.isLetter || $0.isNumber }) { pieces.append(piece) }
            piece = ""
        }
        let plain = Array(ascii(text))
        for (index, character) in plain.enumerated() {
            if character != " " || !piece.isEmpty { piece.append(character) }
            let ends = index + 1 == plain.count || plain[index + 1] == " "
            switch character {
            case ".", "?", "!": if ends && !isAbbreviation(piece) { close() }
            case ",", ";", ":": if ends && piece.count > comma { close() }
            case " ": if piece.count > space { close() }
            default: if piece.count > 2 * space { close() }
            }
        }
        close()
        return pieces
    }

    /// "J." and "Dr.": a short capitalised word before a full stop does not end a sentence.
    private static func isAbbreviation(_ piece: String) -> Bool {
        guard piece.last == ".", let word = piece.dropLast().split(separator: " ").last else { return false }
        return word.count == 1 || ["Dr", "Mr", "Mrs", "Ms", "St", "vs", "etc", "approx"].contains(String(word))
    }

    /// Letters lose their accents, typographic marks become plain ones, anything else a space.
    static func ascii(_ text: String) -> String {
        var plain = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{2018}", "\u{2019}", "\u{02BC}": plain += "'"
            case "\u{2013}", "\u{2014}", "\u{2026}": plain += ", "
            case "\u{0300}"..."\u{036F}": break
            case " "..."~": plain.unicodeScalars.append(scalar)
            default: plain += base(scalar)
            }
        }
        return plain
    }

    /// The letter in names such as "LATIN SMALL LETTER E WITH ACUTE"; a space for anything else.
    private static func base(_ scalar: Unicode.Scalar) -> String {
        guard let name = scalar.properties.name, name.hasPrefix("LATIN ") else { return " " }
        let words = name.split(separator: " ")
        guard words.count > 3, words[2] == "LETTER" else { return " " }
        let letter = words[3] == "SHARP" ? "SS" : words[3]
        guard letter.count <= 2 else { return " " }
        return words[1] == "SMALL" ? letter.lowercased() : String(letter)
    }
}
