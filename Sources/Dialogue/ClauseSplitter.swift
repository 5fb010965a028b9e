/// Cuts a reply that is still being written into clauses fit to be spoken one at a time.
///
/// The first clause comes early, so that speech starts soon; later ones are longer, so that they sound whole. The clauses depend on the
/// text alone, never on how it was cut into pieces: a cut is decided when the first character after it is known. Clauses hold the text in
/// order, without the whitespace between them; runs of whitespace inside become one.
package struct ClauseSplitter: Sendable {
    /// What the end of a word says about a cut after it.
    private enum Ending {
        /// Nothing: only the length limit cuts here.
        case open
        /// A comma or its like.
        case phrase
        case sentence
        /// A full stop, or the end of quoted speech: the end of a sentence unless a small letter follows, as in "III. and IV." or "\"Why?\" he asked".
        case probableSentence
        /// "etc." or "42.": the end of a sentence where a capital follows.
        case perhapsSentence
        /// "...": the end of a sentence where a capital follows, else a pause.
        case ellipsis
        /// "Dr.", "J.", "U.S.": what follows belongs to it, or may well.
        case bound
        /// The word is too long to wait for its end.
        case overlong
    }

    /// Words a clause needs before a cut after it, and how many force one.
    private struct Measure {
        var sentence: Int
        var phrase: Int
        var limit: Int
    }

    private static let first = Measure(sentence: 1, phrase: 3, limit: 20)
    private static let later = Measure(sentence: 3, phrase: 8, limit: 28)
    /// Unicode scalars; a clause ends at the next word boundary after this many.
    private static let longestClause = 300
    private static let longestWord = 400

    /// Whole words, with the whitespace after them.
    private var clause = String.UnicodeScalarView()
    private var clauseLength = 0
    private var words = 0
    private var ending = Ending.open
    /// The word not yet ended.
    private var word = String.UnicodeScalarView()
    private var wordLength = 0
    private var isFirst = true

    package init() {}

    /// Takes the next piece of text and gives the clauses that it completes.
    package mutating func push(_ piece: String) -> [String] {
        var clauses: [String] = []
        for scalar in piece.unicodeScalars {
            if scalar.properties.isWhitespace {
                endWord()
                pause(scalar)
            } else {
                if wordLength == 0, clauseLength > 0, isCut(before: scalar) { emit(into: &clauses) }
                word.append(scalar)
                wordLength += 1
                if scalar == "—", wordLength > 1 {
                    endWord()
                } else if wordLength >= Self.longestWord {
                    endWord()
                    ending = .overlong
                }
            }
        }
        return clauses
    }

    /// Gives what is left and begins anew.
    package mutating func finish() -> [String] {
        var clauses: [String] = []
        endWord()
        emit(into: &clauses)
        self = ClauseSplitter()
        return clauses
    }

    private mutating func endWord() {
        guard wordLength > 0 else { return }
        if word.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }) { words += 1 }
        ending = Self.ending(of: word, isFirstOfClause: words <= 1)
        clause.append(contentsOf: word)
        clauseLength += wordLength
        word.removeAll(keepingCapacity: true)
        wordLength = 0
    }

    private mutating func pause(_ scalar: Unicode.Scalar) {
        guard let last = clause.last else { return }
        let isLine = scalar == "\n" || scalar == "\u{2029}"
        if isLine { ending = .sentence }
        guard last.properties.isWhitespace else {
            clause.append(isLine ? "\n" : " ")
            clauseLength += 1
            return
        }
        if isLine, last != "\n" {
            clause.removeLast()
            clause.append("\n")
        }
    }

    private func isCut(before next: Unicode.Scalar) -> Bool {
        if ending == .overlong { return true }
        let measure = isFirst ? Self.first : Self.later
        // A bound word waits for its fellow, but not for ever.
        let patience = ending == .bound || Self.closes(next) ? 8 : 0
        if words >= measure.limit + patience || clauseLength >= Self.longestClause + patience * 8 { return true }
        if Self.closes(next) { return false }
        let startsSentence = !next.properties.isLowercase
        let isNumber = next.properties.numericType != nil
        switch ending {
        case .open, .bound, .overlong: return false
        case .phrase: return words >= measure.phrase
        case .sentence: return words >= measure.sentence
        case .probableSentence: return words >= (startsSentence ? measure.sentence : measure.phrase)
        // "No. 5", "Jan. 5", "6 ft. 2": the number belongs to it.
        case .perhapsSentence: return startsSentence && !isNumber && words >= measure.sentence
        case .ellipsis: return words >= (startsSentence ? measure.sentence : measure.phrase)
        }
    }

    private mutating func emit(into clauses: inout [String]) {
        while let last = clause.last, last.properties.isWhitespace { clause.removeLast() }
        if !clause.isEmpty {
            clauses.append(String(clause))
            isFirst = false
        }
        clause = String.UnicodeScalarView()
        clauseLength = 0
        words = 0
        ending = .open
    }
}

extension ClauseSplitter {
    /// Whether a word beginning with this belongs to the words before it.
    private static func closes(_ scalar: Unicode.Scalar) -> Bool { ".,;:!?…)]}”’»".unicodeScalars.contains(scalar) }

    private static func ending(of word: String.UnicodeScalarView, isFirstOfClause: Bool) -> Ending {
        var body = Substring.UnicodeScalarView(word)
        while let last = body.last, "\"')]}”’»*_".unicodeScalars.contains(last) { body.removeLast() }
        guard let last = body.last else { return .open }
        let isQuoted = body.count < word.count && "\"'”’»".unicodeScalars.contains(word[body.endIndex])
        switch last {
        case "!", "?": return isQuoted ? .probableSentence : .sentence
        case ",", ";", ":", "—": return .phrase
        case "-", "–": return body.count == 1 ? .phrase : .open
        case "…": return .ellipsis
        case ".": break
        default: return .open
        }
        body.removeLast()
        if body.last == "." || body.isEmpty { return .ellipsis }
        while let first = body.first, "\"'([{“‘«*_".unicodeScalars.contains(first) { body.removeFirst() }
        if body.count == 1, body.first?.properties.isAlphabetic == true { return .bound }
        if body.allSatisfy({ $0.properties.numericType != nil }) { return isFirstOfClause ? .bound : .perhapsSentence }
        let name = String(body).lowercased()
        if bound.contains(name) { return .bound }
        if perhaps.contains(name) { return .perhapsSentence }
        let isDotted = body.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { $0.count == 1 }
        guard isDotted else { return .probableSentence }
        // "J.R.R. Tolkien" and "the U.S. Army": a pause there is worse than none after "in the U.S."
        return body.contains { $0.properties.isUppercase } ? .bound : .perhapsSentence
    }

    /// Abbreviations that something always follows, without their last dot.
    private static let bound: Set<String> = [
        "dr", "mr", "mrs", "ms", "prof", "rev", "gen", "col", "capt", "lt", "sgt", "hon", "st", "mt", "fr", "vs", "fig", "e.g", "i.e", "eg",
        "ie", "cf",
        "approx", "ca", "vol", "pp", "gov", "sen", "rep", "pres", "viz",
    ]
    /// Abbreviations that may also end a sentence.
    private static let perhaps: Set<String> = [
        "etc", "inc", "ltd", "co", "corp", "jr", "sr", "dept", "est", "ave", "blvd", "rd", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
        "sep", "sept", "oct",
        "nov", "dec", "ft", "in", "oz", "lb", "lbs", "hr", "hrs", "sec", "mi", "km", "cm", "mm", "kg", "ml", "nr", "nos", "mon", "tue",
        "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "min", "max", "no", "al", "ph.d",
    ]

    /// Whether a word with its dot is an abbreviation, after which a clause goes on or may go on.
    package static func isAbbreviation(_ word: String) -> Bool {
        let name = word.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        guard name.count > 1, name.last == "" else { return false }
        let body = name.dropLast().joined(separator: ".")
        return bound.contains(body) || perhaps.contains(body)
    }
}
