internal import Dialogue

extension PackPhrase {
    /// What an utterance put into a phrase.
    struct Match {
        var slots: [String: SlotValue] = [:]
        /// How much of the utterance the phrase itself asked for: a literal word and a typed slot count one.
        var weight = 0
        /// A word of the phrase itself stands for something said before.
        var refersBack = false
    }

    /// One attempt at one utterance. A person's patterns may be ambiguous without end, so its steps are counted.
    private struct Attempt {
        let reader: SlotReader
        let slots: [PackSlot]
        var stepsLeft = 4_000
        var words: [String] { reader.utterance.words }
    }

    /// Whether all words are this phrase; `said` is the set of them.
    func match(_ reader: SlotReader, said: Set<String>, slots: [PackSlot]) -> Match? {
        guard required.allSatisfy(said.contains) else { return nil }
        var attempt = Attempt(reader: reader, slots: slots)
        return Self.match(parts[...], 0, Match(), isAfterWord: true, &attempt)
    }

    /// - Parameter isAfterWord: the part before was a word of the phrase's, so that a mere number may be a time.
    private static func match(_ parts: ArraySlice<Part>, _ at: Int, _ soFar: Match, isAfterWord: Bool, _ attempt: inout Attempt) -> Match? {
        attempt.stepsLeft -= 1
        guard attempt.stepsLeft > 0 else { return nil }
        guard let part = parts.first else { return at == attempt.words.count ? soFar : nil }
        let rest = parts.dropFirst()
        switch part {
        case .word(let word):
            guard at < attempt.words.count, attempt.words[at] == word else { return nil }
            var next = soFar
            next.weight += 1
            next.refersBack = soFar.refersBack || word == "it" || word == "that"
            return match(rest, at + 1, next, isAfterWord: true, &attempt)
        case .choice(let ways):
            for way in ways {
                // A way that begins with a word that is not there needs no further look.
                if case .word(let word)? = way.first, at >= attempt.words.count || attempt.words[at] != word { continue }
                if let found = match((way + rest)[...], at, soFar, isAfterWord: isAfterWord, &attempt) { return found }
            }
            return nil
        case .slot(let name, _):
            guard let slot = attempt.slots.first(where: { $0.name == name }), at < attempt.words.count else { return nil }
            return match(slot, rest, at, soFar, isAfterWord: isAfterWord, &attempt)
        }
    }

    private static func match(
        _ slot: PackSlot, _ rest: ArraySlice<Part>, _ at: Int, _ soFar: Match, isAfterWord: Bool, _ attempt: inout Attempt
    ) -> Match? {
        let longest = min(attempt.words.count - at, slot.type.lengths.upperBound)
        // Open slots take as little as they can, so that what follows takes as much as it can.
        let lengths = slot.type.isOpen ? Array(1...longest) : Array((1...longest).reversed())
        for length in lengths {
            let isOpenEnd = slot.type.isOpen && rest.isEmpty && at + length < attempt.words.count
            guard !isOpenEnd, let value = attempt.reader.read(slot, at..<(at + length), isAlone: isAfterWord) else { continue }
            var next = soFar
            next.slots[slot.name] = value
            next.weight += slot.type.isOpen ? 0 : 1
            if let found = match(rest, at + length, next, isAfterWord: !slot.type.isOpen, &attempt) { return found }
        }
        return nil
    }
}
