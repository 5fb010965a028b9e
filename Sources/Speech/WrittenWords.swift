/// Which words of a written text become which spoken ones: "3 pm" is said "three p m", "5 May" "the fifth of May".
///
/// The front end is asked how every beginning of the text is said. Where that is also how the whole begins, the words on both sides belong to one
/// another; written words between two such places are said together.
struct WrittenWords {
    struct Group: Equatable {
        /// Characters of the written text, whitespace not counted.
        var letters: Range<Int>
        /// Spoken words.
        var words: Range<Int>
    }

    /// The written text's words in order; those that are not said belong to their neighbours.
    private(set) var groups: [Group] = []
    /// How many words are spoken.
    let count: Int

    /// - Parameter spoken: how the whole text is said.
    init(_ text: String, spoken: String, frontEnd: (String) -> String) {
        let said = Self.words(of: spoken)
        count = said.count
        let written = text.split(whereSeparator: \.isWhitespace)
        let isPlain = written.count == said.count && zip(written, said).allSatisfy { Self.bare($0) == $1 }
        var letters = 0
        for (index, word) in written.enumerated() {
            letters += word.count
            if index + 1 == written.count {
                close(letters, said.count)
            } else if isPlain {
                close(letters, index + 1)
            } else {
                let beginning = Self.words(of: frontEnd(String(text[..<word.endIndex])))
                if beginning.count > (groups.last?.words.upperBound ?? 0), said.starts(with: beginning) { close(letters, beginning.count) }
            }
        }
    }

    private mutating func close(_ letters: Int, _ words: Int) {
        let last = groups.last
        // What is not said ends with what was said before it.
        guard words > last?.words.upperBound ?? 0 else {
            if !groups.isEmpty { groups[groups.count - 1].letters = groups[groups.count - 1].letters.lowerBound..<letters }
            return
        }
        groups.append(Group(letters: (last?.letters.upperBound ?? 0)..<letters, words: (last?.words.upperBound ?? 0)..<words))
    }

    /// What is said, without case and punctuation.
    static func words(of spoken: String) -> [String] { spoken.split(separator: " ").map(bare).filter { !$0.isEmpty } }

    private static func bare(_ word: some StringProtocol) -> String { word.lowercased().filter { $0.isLetter || $0.isNumber } }
}
