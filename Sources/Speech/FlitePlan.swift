internal import Audio

/// Where the words of one clause lie in its sound, as Flite plans it piece by piece.
struct FlitePlan {
    private let groups: [WrittenWords.Group]
    /// Spoken words at the end of each piece.
    private let ends: [Int]
    /// Groups told of.
    private var told = 0
    private var piece = 0
    /// Where the group under way began, if in an earlier piece.
    private var begun: Int?

    init(_ text: String, spoken: String, pieces: [String], frontEnd: (String) -> String) {
        let written = WrittenWords(text, spoken: spoken, frontEnd: frontEnd)
        var end = 0
        ends = pieces.map { piece in
            end += WrittenWords.words(of: piece).count
            return end
        }
        // Text that was said in another way than it was counted: nothing is known.
        groups = end == written.count ? written.groups : []
    }

    /// The groups of words that end in the next piece.
    ///
    /// - Parameters:
    ///   - tokens: where its words lie in the piece, in samples.
    ///   - start: where the piece's first sample, later trimmed or not, lies in the clause.
    ///   - first: where its first sound does.
    mutating func next(_ tokens: [Range<Int>], at start: Int, notBefore first: Int) -> [WordTiming] {
        guard ends.indices.contains(piece) else { return [] }
        let words = (piece == 0 ? 0 : ends[piece - 1])..<ends[piece]
        piece += 1
        /// Where a spoken word begins and ends; the whole piece where Flite counted its words in another way.
        func place(_ word: Int) -> Range<Int> {
            let isKnown = tokens.count == words.count
            let from = isKnown ? tokens[word - words.lowerBound].lowerBound : tokens.first?.lowerBound ?? 0
            let to = isKnown ? tokens[word - words.lowerBound].upperBound : tokens.last?.upperBound ?? 0
            return max(first, start + from)..<max(first, start + to)
        }
        var timings: [WordTiming] = []
        while told < groups.count, groups[told].words.lowerBound < words.upperBound {
            let group = groups[told]
            let from = begun ?? place(max(group.words.lowerBound, words.lowerBound)).lowerBound
            guard group.words.upperBound <= words.upperBound else {
                begun = from
                break
            }
            begun = nil
            let to = place(group.words.upperBound - 1).upperBound
            timings.append(WordTiming(letters: group.letters, samples: from..<max(from, to)))
            told += 1
        }
        return timings
    }
}
