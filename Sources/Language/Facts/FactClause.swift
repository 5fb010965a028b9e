/// A part of a sentence that the person says as so.
struct FactClause {
    var utterance: Utterance
    /// 0...1
    var confidence: Double
    var isCorrection: Bool

    var words: [String] { utterance.words }
}

extension FactClause {
    /// The clauses of a sentence that are statements of the person's own: no question, wish, condition, order, or what others say.
    static func of(_ sentence: FactSentences.Sentence) -> [FactClause] {
        let whole = sentence.utterance
        let words = whole.words
        var starts = [0] + words.indices.dropFirst().filter { startsClause(whole, at: $0) }
        starts.append(words.count)
        var reader = ClauseReader()
        var found: [FactClause] = []
        var asksSomewhere = false
        for (start, end) in zip(starts, starts.dropFirst()) where start < end {
            let clause = reader.read(whole[start..<end])
            asksSomewhere = asksSomewhere || reader.lastWasQuestion
            if let clause { found.append(clause) }
        }
        // A question mark belongs to the clause that asks; where none does, all of it is asked.
        return sentence.isAsked && !asksSomewhere ? [] : found
    }

    private static func startsClause(_ whole: Utterance, at index: Int) -> Bool {
        let words = whole.words
        let word = words[index]
        let before = words[index - 1]
        let next = index + 1 < words.count ? words[index + 1] : ""
        let afterComma = whole.commas.contains(index - 1)
        if ClauseWords.links.contains(word), ClauseWords.subjects.contains(next) || next == "then" { return true }
        // The link already began it.
        if ClauseWords.links.contains(before), index >= 2 || afterComma { return false }
        if index == 1, ClauseWords.links.contains(before) { return false }
        if before == "then", index >= 2, ClauseWords.links.contains(words[index - 2]) { return false }
        // "do i" asks.
        if word == "i" || word == "we" { return !ClauseWords.auxiliaries.contains(before) }
        if word == "if" || word == "unless" || word == "whenever" { return true }
        if afterComma, ClauseWords.subjects.contains(word) || ClauseWords.links.contains(word) || ClauseWords.questions.contains(word) {
            return true
        }
        if word == "my" || word == "our" {
            // "my name is" begins a clause, "of my sister" does not.
            let ahead = words[index...].dropFirst(2).prefix(3)
            return !ClauseWords.takeObject.contains(before)
                && ahead.contains {
                    ["is", "are", "was", "has", "lives", "works", "likes", "loves", "hates", "speaks", "plays"].contains($0)
                }
        }
        if ClauseWords.questions.contains(word), ["is", "are", "do", "does", "did", "can", "should", "will", "was", "about"].contains(next)
        {
            return true
        }
        return ["can", "could", "will", "would", "do", "did", "are", "have"].contains(word) && next == "you"
    }
}

/// Goes through the clauses of one sentence and remembers what governs the next.
private struct ClauseReader {
    private(set) var lastWasQuestion = false
    /// Nothing more in this sentence is the person's own statement.
    private var isClosed = false
    /// What follows with "and" is not either.
    private var isCarried = false
    private var previous: [String] = []
    private var previousIsOwn = true
    private var confidence = 0.9

    mutating func read(_ clause: Utterance) -> FactClause? {
        let (core, link, isCorrection, isSure) = ClauseWords.withoutLeadIns(clause)
        lastWasQuestion = false
        defer { previous = clause.words }
        let words = core.words
        guard let first = words.first, !isClosed else { return nil }
        let governor = governor()
        let starter = link ?? ""
        if ClauseWords.hypothetical.contains(first) || words.starts(with: ["what", "if"]) || words.starts(with: ["let", "us", "say"])
            || words.contains("wish") || starter == "if" || starter == "unless"
        {
            isClosed = true
            return nil
        }
        if ClauseWords.asks(words) {
            lastWasQuestion = true
            isCarried = true
            previousIsOwn = false
            return nil
        }
        if ClauseWords.orders.contains(first), !words.starts(with: ["call", "me"]) {
            // "remind me of X, I live in Leeds": only what is not to be written or said is the person's own.
            if ClauseWords.wording.contains(first) { isClosed = true }
            isCarried = true
            previousIsOwn = false
            return nil
        }
        switch governor {
        case .none: break
        case .own(let sure): confidence = min(confidence, sure)
        case .others:
            isCarried = true
            previousIsOwn = false
            return nil
        }
        if isCarried, governor == .none, ["and", "or", "then"].contains(starter) || starter.isEmpty && !previousIsOwn {
            if ["and", "or", "then"].contains(starter) || !["i", "my", "we"].contains(first) || ClauseWords.binds(previous) { return nil }
        }
        isCarried = false
        previousIsOwn = first == "i" || first == "we" || first == "my" || first == "our"
        guard !words.contains(where: { ["would", "could", "might", "may", "should", "must"].contains($0) && isModal(words, $0) }) else {
            return nil
        }
        return FactClause(utterance: core, confidence: isSure ? min(0.98, confidence + 0.05) : confidence, isCorrection: isCorrection)
    }

    /// "may" is a month too: only right after the subject is it no month.
    private func isModal(_ words: [String], _ word: String) -> Bool {
        guard let place = words.firstIndex(of: word) else { return false }
        return place <= 2 || (place <= 4 && words.first == "my")
    }

    private enum Governor: Equatable { case none, own(Double), others }

    /// What the end of the clause before makes of this one.
    private func governor() -> Governor {
        let tail = previous.suffix(3)
        guard let last = previous.last else { return .none }
        if ClauseWords.subordinating.contains(last) { return .others }
        // "the company i work for"
        if previous.count >= 2, ["the", "every", "any", "all", "that", "a", "an", "which"].contains(previous[previous.count - 2]),
            !previous.starts(with: ["i", "have"]), !previous.starts(with: ["i", "am"]), !previous.contains("work"),
            !previous.contains("live"), !previous.starts(with: ["my"])
        {
            return .others
        }
        guard tail.contains(where: ClauseWords.reports.contains) else { return .none }
        let isFirst = ["i", "we"].contains(previous.first { !ClauseWords.leadIns.contains($0) } ?? "")
        guard isFirst, !previous.contains("not"), !previous.contains("never"), !previous.contains("would") else { return .others }
        if tail.contains(where: { ["think", "guess", "believe", "suppose", "thought"].contains($0) }) { return .own(0.6) }
        if tail.contains(where: {
            ["hope", "dream", "dreamed", "dreamt", "imagine", "wish", "pretend", "wonder", "heard", "hear"].contains($0)
        }) {
            return .others
        }
        return .own(0.95)
    }
}
