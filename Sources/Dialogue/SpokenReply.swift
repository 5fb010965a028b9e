internal import Audio

/// The text of a reply and how much of it has become sound.
struct SpokenReply: Sendable {
    struct Clause: Sendable, Equatable {
        var text: String
        var samples = 0
        /// Where its words lie in its sound, in order; none where the synthesiser does not know.
        var words: [WordTiming] = []
        var isSynthesized = false
    }

    /// The reply's whole text so far.
    private(set) var text = ""
    private(set) var clauses: [Clause] = []
    /// Clauses handed to the synthesiser.
    private(set) var begun = 0
    /// Levels in dBFS of its sound, a window of `Conversation.window` samples each, as far as they were told.
    var levels: [Float] = []
    private var splitter = ClauseSplitter()
    private(set) var isComplete = false
    /// The next word to be told of.
    private var untold = (clause: 0, word: 0)

    mutating func append(_ piece: String) {
        text += piece
        clauses += splitter.push(piece).map { Clause(text: $0) }
    }

    /// What is there becomes a clause, whatever follows.
    mutating func pause() {
        guard !isComplete else { return }
        clauses += splitter.finish().map { Clause(text: $0) }
    }

    /// As much of the next piece as belongs to the first `limit` sentences: all of it, unless they have ended and more follows.
    func beginning(of piece: String, withinSentences limit: Int) -> String {
        var whole = self
        whole.append(piece)
        var sentences = 0
        var letters = 0
        for clause in whole.clauses {
            letters += Self.letters(of: clause.text)
            if clause.endsSentence { sentences += 1 }
            guard sentences >= limit else { continue }
            var missing = letters - Self.letters(of: text)
            let kept = piece.unicodeScalars.prefix { scalar in
                guard missing > 0 else { return false }
                if !scalar.properties.isWhitespace { missing -= 1 }
                return true
            }
            return String(kept)
        }
        return piece
    }

    private static func letters(of text: String) -> Int { text.unicodeScalars.count { !$0.properties.isWhitespace } }

    mutating func complete() {
        pause()
        isComplete = true
    }

    /// The clause to synthesise next; `nil` while one is under way or none is left.
    mutating func nextClause() -> (index: Int, text: String)? {
        guard begun < clauses.count, begun == 0 || clauses[begun - 1].isSynthesized else { return nil }
        begun += 1
        return (begun - 1, clauses[begun - 1].text)
    }

    mutating func synthesized(clause: Int, samples: Int) { clauses[clause].samples += samples }
    mutating func timed(clause: Int, words: [WordTiming]) { clauses[clause].words += words }
    mutating func finished(clause: Int) { clauses[clause].isSynthesized = true }

    /// Whether every word there will ever be has become sound.
    var isSynthesized: Bool { isComplete && clauses.allSatisfy(\.isSynthesized) }

    var samples: Int { clauses.reduce(0) { $0 + $1.samples } }

    /// The words that begin within the first `sent` samples and were not given before, with their place in the reply's sound.
    mutating func wordsBegun(before sent: Int) -> [(text: String, samples: Range<Int>)] {
        var begun: [(text: String, samples: Range<Int>)] = []
        var start = clauses.prefix(untold.clause).reduce(0) { $0 + $1.samples }
        while clauses.indices.contains(untold.clause) {
            let clause = clauses[untold.clause]
            while untold.word < clause.words.count, start + clause.words[untold.word].samples.lowerBound < sent {
                let word = clause.words[untold.word]
                begun.append((clause.words(of: word.letters), start + word.samples.lowerBound..<start + word.samples.upperBound))
                untold.word += 1
            }
            guard untold.word == clause.words.count, clause.isSynthesized else { break }
            start += clause.samples
            untold = (untold.clause + 1, 0)
        }
        return begun
    }

    /// The words heard after `played` samples: a prefix of the text.
    func heard(played: Int) -> String { String(text[..<endOfWords(within: letters(played: played))]) }

    /// About the words spoken in the `length` samples before `end`.
    func said(before end: Int, within length: Int) -> String {
        let first = endOfWords(within: letters(played: max(0, end - length)))
        // The word under way belongs to it.
        let rest = text[endOfWords(within: letters(played: end))...]
        let word = rest.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }
        return String(text[first..<word.endIndex])
    }

    /// Whether the clause heard after `played` samples ends in a question mark.
    func isQuestion(at played: Int) -> Bool {
        var end = 0
        let current = clauses.first { clause in
            end += clause.samples
            return played < end
        }
        return (current ?? clauses.last)?.text.last { !$0.isWhitespace } == "?"
    }

    /// Letters, whitespace not counted, heard after `played` samples.
    ///
    /// A word is heard once it has ended. Where the synthesiser does not say when that is, time is shared out by the letters of the clause's words.
    private func letters(played: Int) -> Int {
        var remaining = played
        var letters = 0
        for clause in clauses where remaining > 0 {
            let count = clause.text.count { !$0.isWhitespace }
            if clause.isSynthesized, remaining >= clause.samples {
                letters += count
            } else if !clause.words.isEmpty {
                letters += clause.words.last { $0.samples.upperBound <= remaining }?.letters.upperBound ?? 0
            } else {
                let share = clause.samples == 0 ? 0 : Double(min(remaining, clause.samples)) / Double(clause.samples)
                letters += Int(share * Double(count))
            }
            remaining -= clause.samples
        }
        return letters
    }

    /// The end of the last word that is whole within the text's first `letters` characters, whitespace not counted.
    private func endOfWords(within letters: Int) -> String.Index {
        var end = text.startIndex
        var count = 0
        for index in text.indices where !text[index].isWhitespace {
            count += 1
            guard count <= letters else { break }
            let next = text.index(after: index)
            if next == text.endIndex || text[next].isWhitespace { end = next }
        }
        return end
    }
}

extension SpokenReply.Clause {
    /// Whether a sentence ends with it.
    var endsSentence: Bool {
        text.last { !$0.isWhitespace && !"\"')]}”’»*_".contains($0) }.map { ".!?…".contains($0) } ?? false
    }

    /// The words that hold these of its letters.
    fileprivate func words(of letters: Range<Int>) -> String {
        let places = text.indices.filter { !text[$0].isWhitespace }
        guard let first = letters.first, let last = letters.last, places.indices.contains(first), places.indices.contains(last) else {
            return ""
        }
        return String(text[places[first]...places[last]])
    }
}
