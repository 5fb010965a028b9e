/// What a person said, as words fit to be compared: lower case, contractions opened, symbols as words.
package struct Utterance: Sendable, Equatable {
    /// Lower case; "what's" is "what", "is"; "2+2" is "2", "plus", "2".
    package let words: [String]
    /// The word each came from, as it was written, in the same order.
    package let originals: [String]
    /// Where a written sentence ends: the index after its last word.
    let sentenceEnds: [Int]
    /// The indices of the words after which a comma was written.
    let commas: [Int]

    package init(_ text: String) {
        var reader = WordReader()
        reader.read(text)
        self.init(words: reader.words, originals: reader.originals, sentenceEnds: reader.sentenceEnds, commas: reader.commas.map { $0 - 1 })
    }

    private init(words: [String], originals: [String], sentenceEnds: [Int], commas: [Int]) {
        self.words = words
        self.originals = originals
        self.sentenceEnds = sentenceEnds
        self.commas = commas
    }

    subscript(range: Range<Int>) -> Utterance {
        Utterance(
            words: Array(words[range]), originals: Array(originals[range]),
            sentenceEnds: sentenceEnds.filter { range.contains($0 - 1) }.map { $0 - range.lowerBound },
            commas: commas.filter(range.contains).map { $0 - range.lowerBound })
    }

    func followed(by other: Utterance) -> Utterance {
        Utterance(
            words: words + other.words, originals: originals + other.originals,
            sentenceEnds: sentenceEnds + other.sentenceEnds.map { $0 + words.count }, commas: commas + other.commas.map { $0 + words.count }
        )
    }

    /// Without hesitations and without being called by name.
    var withoutFillers: Utterance {
        let kept = words.indices.filter { !Courtesy.fillers.contains(words[$0]) }
        return kept.count == words.count
            ? self
            : Utterance(
                words: kept.map { words[$0] }, originals: kept.map { originals[$0] }, sentenceEnds: [],
                commas: kept.indices.filter { commas.contains(kept[$0]) })
    }

    /// This and what remains of it without polite beginnings and endings, the longest first.
    var cores: [Utterance] {
        var found: [Utterance] = [self]
        var index = 0
        while index < found.count, found.count < 24 {
            let current = found[index]
            for count in Courtesy.beginnings(current.words) where count < current.words.count {
                found.append(current[count..<current.words.count])
            }
            for count in Courtesy.endings(current.words) where count < current.words.count {
                found.append(current[0..<(current.words.count - count)])
            }
            index += 1
        }
        return found
    }
}
