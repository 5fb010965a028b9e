/// The text of a reply and how much of it has become sound.
struct SpokenReply: Sendable, Equatable {
    struct Clause: Sendable, Equatable {
        var text: String
        var samples = 0
        var isSynthesized = false
    }

    /// The reply's whole text so far.
    private(set) var text = ""
    private(set) var clauses: [Clause] = []
    /// Clauses handed to the synthesiser.
    private(set) var begun = 0
    private var splitter = ClauseSplitter()
    private(set) var isComplete = false

    mutating func append(_ piece: String) {
        text += piece
        clauses += splitter.push(piece).map { Clause(text: $0) }
    }

    mutating func complete() {
        guard !isComplete else { return }
        isComplete = true
        clauses += splitter.finish().map { Clause(text: $0) }
    }

    /// The clause to synthesise next; `nil` while one is under way or none is left.
    mutating func nextClause() -> (index: Int, text: String)? {
        guard begun < clauses.count, begun == 0 || clauses[begun - 1].isSynthesized else { return nil }
        begun += 1
        return (begun - 1, clauses[begun - 1].text)
    }

    mutating func synthesized(clause: Int, samples: Int) { clauses[clause].samples += samples }
    mutating func finished(clause: Int) { clauses[clause].isSynthesized = true }

    /// Whether every word there will ever be has become sound.
    var isSynthesized: Bool { isComplete && clauses.allSatisfy(\.isSynthesized) }

    var samples: Int { clauses.reduce(0) { $0 + $1.samples } }

    /// The words heard after `played` samples: a prefix of the text. Within a clause, time is shared out by the letters of its words.
    func heard(played: Int) -> String {
        var remaining = played
        var heard = text.startIndex
        for clause in clauses {
            guard remaining > 0, let range = text.range(of: clause.text, from: heard) else { break }
            if clause.isSynthesized, remaining >= clause.samples {
                heard = range.upperBound
            } else {
                let share = clause.samples == 0 ? 0 : Double(min(remaining, clause.samples)) / Double(clause.samples)
                heard = text.wordBoundary(in: range, letters: Int(share * Double(text[range].count)))
                break
            }
            remaining -= clause.samples
        }
        return String(text[..<heard])
    }
}

extension String {
    /// The first place at or after `start` where `other` stands.
    fileprivate func range(of other: String, from start: Index) -> Range<Index>? {
        guard !other.isEmpty else { return nil }
        var at = start
        while at < endIndex {
            if self[at...].hasPrefix(other) { return at..<index(at, offsetBy: other.count) }
            at = index(after: at)
        }
        return nil
    }

    /// The end of the last whole word within the first `letters` characters of `range`.
    fileprivate func wordBoundary(in range: Range<Index>, letters: Int) -> Index {
        guard letters < self[range].count else { return range.upperBound }
        let limit = index(range.lowerBound, offsetBy: letters)
        var end = range.lowerBound
        var at = range.lowerBound
        while at < limit {
            let next = index(after: at)
            if next >= range.upperBound || self[next].isWhitespace { end = next <= limit ? next : end }
            at = next
        }
        return end
    }
}
