/// How a recognised text differs from what was said, in whole words.
package struct WordErrors: Sendable, Equatable {
    /// Words of the reference.
    package var words: Int
    /// Fewest substitutions, insertions and deletions that turn one into the other.
    package var errors: Int

    package init(words: Int = 0, errors: Int = 0) {
        self.words = words
        self.errors = errors
    }

    /// Compares after `normalize`.
    package init(said: String, heard: String) {
        let said = Self.normalize(said)
        self.init(words: said.count, errors: Self.distance(said, Self.normalize(heard)))
    }

    /// Errors per reference word; above 1 where more was invented than said, 0 without words.
    package var share: Double { words == 0 ? 0 : Double(errors) / Double(words) }

    package static func + (a: Self, b: Self) -> Self { Self(words: a.words + b.words, errors: a.errors + b.errors) }

    /// The words that count: lower case; numbers up to 999,999 as words, other digits one by one; apostrophes inside words
    /// kept; everything else separates.
    package static func normalize(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        func close() {
            while word.last == "'" { word.removeLast() }
            if let number = Int(word), word.count <= 6, word.first != "0" || word == "0" {
                words += spell(number)
            } else if word.contains(where: \.isNumber) {
                words += spellMixed(word)
            } else if !word.isEmpty {
                words.append(word)
            }
            word = ""
        }
        for character in text.lowercased() {
            switch character {
            case "'", "\u{2019}": if !word.isEmpty { word.append("'") }
            case _ where character.isLetter || character.isNumber: word.append(character)
            default: close()
            }
        }
        close()
        return words
    }

    /// Levenshtein's distance over words.
    package static func distance(_ a: [String], _ b: [String]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let replaced = diagonal + (x == y ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }

    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

    private static func spell(_ number: Int) -> [String] {
        switch number {
        case ..<20: [small[number]]
        case ..<100: [tens[number / 10]] + (number % 10 == 0 ? [] : [small[number % 10]])
        case ..<1000: [small[number / 100], "hundred"] + (number % 100 == 0 ? [] : spell(number % 100))
        default: spell(number / 1000) + ["thousand"] + (number % 1000 == 0 ? [] : spell(number % 1000))
        }
    }

    /// "b12" and "007": letters stay together, digits are read one by one.
    private static func spellMixed(_ word: String) -> [String] {
        var words: [String] = []
        var letters = ""
        for character in word {
            if let digit = character.wholeNumberValue, small.indices.contains(digit) {
                if !letters.isEmpty { words.append(letters) }
                letters = ""
                words.append(small[digit])
            } else {
                letters.append(character)
            }
        }
        return letters.isEmpty ? words : words + [letters]
    }
}
