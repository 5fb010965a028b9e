/// One way to say something, matched against a whole utterance.
///
/// Notation: `word`, `(this|that one)` for a choice, `[maybe]` for what may be missing, `{day}` for a slot (see `Slot`).
struct Phrase: Sendable {
    indirect enum Part: Sendable {
        case word(String)
        case slot(Slot)
        case choice([[Part]])
    }

    /// What an utterance put into a phrase.
    struct Match {
        /// Ranges of the utterance's words, in the order of the phrase's slots.
        var slots: [(slot: Slot, range: Range<Int>)] = []
        /// How many words the phrase itself asked for.
        var weight = 0

        func range(_ slot: Slot, _ index: Int = 0) -> Range<Int>? {
            let found = slots.filter { $0.slot == slot }
            return index < found.count ? found[index].range : nil
        }
    }

    let parts: [Part]
    /// How many words it can take; most phrases are refused by this alone.
    let lengths: ClosedRange<Int>
    /// Words that every wording of it has.
    let required: [String]

    init(_ notation: String) {
        var reader = PhraseNotation(notation)
        parts = reader.sequence()
        precondition(reader.isAtEnd, "unbalanced phrase: \(notation)")
        lengths = Self.lengths(parts)
        required = parts.compactMap { if case .word(let word) = $0 { word } else { nil } }
    }

    /// Whether all of `words` are this phrase.
    func match(_ words: [String]) -> Match? {
        guard lengths.contains(words.count), required.allSatisfy(words.contains) else { return nil }
        return Self.match(parts[...], words, 0, Match())
    }

    private static func lengths(_ parts: [Part]) -> ClosedRange<Int> {
        var shortest = 0
        var longest = 0
        for part in parts {
            let own: ClosedRange<Int>
            switch part {
            case .word: own = 1...1
            case .slot(let slot): own = slot.lengths
            case .choice(let ways):
                let all = ways.map(lengths)
                own = (all.map(\.lowerBound).min() ?? 0)...(all.map(\.upperBound).max() ?? 0)
            }
            shortest += own.lowerBound
            longest += own.upperBound
        }
        return shortest...longest
    }

    private static func match(_ parts: ArraySlice<Part>, _ words: [String], _ at: Int, _ soFar: Match) -> Match? {
        guard let part = parts.first else { return at == words.count ? soFar : nil }
        let rest = parts.dropFirst()
        switch part {
        case .word(let word):
            guard at < words.count, words[at] == word else { return nil }
            var next = soFar
            next.weight += 1
            return match(rest, words, at + 1, next)
        case .choice(let ways):
            for way in ways {
                // A way that begins with a word that is not there needs no further look.
                if case .word(let word)? = way.first, at >= words.count || words[at] != word { continue }
                if let found = match((way + rest)[...], words, at, soFar) { return found }
            }
            return nil
        case .slot(let slot):
            guard at < words.count else { return nil }
            for end in stride(from: min(words.count, at + slot.lengths.upperBound), to: at, by: -1) where slot.accepts(words[at..<end]) {
                var next = soFar
                next.slots.append((slot, at..<end))
                next.weight += slot.weight
                if let found = match(rest, words, end, next) { return found }
            }
            return nil
        }
    }
}

extension [Phrase] {
    init(notations: [String]) { self = notations.map(Phrase.init) }

    /// The match that used most of its own words; the first of equals.
    func best(_ words: [String]) -> Phrase.Match? {
        var best: Phrase.Match?
        for phrase in self {
            if let match = phrase.match(words), match.weight > best?.weight ?? -1 { best = match }
        }
        return best
    }
}
