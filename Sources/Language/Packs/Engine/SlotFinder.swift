/// Finds an intent's slots in a sentence that is none of its wordings.
struct SlotFinder {
    private let reader: SlotReader
    private let intent: PackIntent
    private var words: [String] { reader.utterance.words }

    init(_ reader: SlotReader, _ intent: PackIntent) {
        self.reader = reader
        self.intent = intent
    }

    /// What is there; typed slots first, then open ones in what is left.
    func find() -> [String: SlotValue] {
        var found: [String: SlotValue] = [:]
        var taken: [Range<Int>] = []
        for slot in intent.slots where !slot.type.isOpen && slot.type != .name && slot.type != .yesNo {
            guard let (value, range) = span(slot, besides: taken) else { continue }
            found[slot.name] = value
            taken.append(range)
        }
        for slot in intent.slots where slot.type.isOpen || slot.type == .name {
            guard let range = anchored(slot, besides: taken), let value = reader.read(slot, range) else { continue }
            found[slot.name] = value
            taken.append(range)
        }
        return found
    }

    /// The longest span that reads as the slot's type; the first of equals.
    func span(_ slot: PackSlot, besides taken: [Range<Int>] = []) -> (SlotValue, Range<Int>)? {
        let longest = min(words.count, slot.type.lengths.upperBound)
        for length in stride(from: longest, to: 0, by: -1) {
            for start in 0...(words.count - length) {
                let range = start..<(start + length)
                guard !taken.contains(where: { $0.overlaps(range) }) else { continue }
                let isIntroduced = start > 0 && ["at", "by", "for", "to", "until", "is"].contains(words[start - 1])
                if let value = reader.read(slot, range, isAlone: isIntroduced) { return (value, range) }
            }
        }
        return nil
    }

    /// The words that stand where the examples have the slot: after the same words, up to the same word or to what is taken.
    private func anchored(_ slot: PackSlot, besides taken: [Range<Int>]) -> Range<Int>? {
        var best: (length: Int, range: Range<Int>)?
        for phrase in intent.examples + intent.patterns {
            for (before, after) in Self.surroundings(of: slot.name, in: phrase.parts) {
                guard let start = place(after: before, longerThan: best?.length ?? 0) else { continue }
                let stop = taken.map(\.lowerBound).filter { $0 >= start.index }.min() ?? words.count
                let end = after.flatMap { word in words[start.index..<stop].firstIndex(of: word) } ?? stop
                guard start.index < end, !taken.contains(where: { $0.contains(start.index) }) else { continue }
                best = (start.length, start.index..<end)
            }
        }
        return best?.range
    }

    /// Where the longest ending of `before` stands, and how long it is.
    private func place(after before: [String], longerThan known: Int) -> (index: Int, length: Int)? {
        for length in stride(from: min(3, before.count), to: known, by: -1) {
            let anchor = before.suffix(length)
            for start in words.indices where start + length < words.count && words[start..<(start + length)] == anchor {
                return (start + length, length)
            }
        }
        return nil
    }

    /// The plain words before a slot and the one after it, where it stands at the top of a phrase.
    private static func surroundings(of name: String, in parts: [PackPhrase.Part]) -> [(before: [String], after: String?)] {
        parts.indices.compactMap { index in
            guard case .slot(name, _) = parts[index] else { return nil }
            var before: [String] = []
            for part in parts[..<index].reversed() {
                guard case .word(let word) = part else { break }
                before.insert(word, at: 0)
            }
            let after: String? = if index + 1 < parts.count, case .word(let word) = parts[index + 1] { word } else { nil }
            return (before, after)
        }
    }
}
