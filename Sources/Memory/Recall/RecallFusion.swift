/// Makes one ranking of two: by meaning and by words.
///
/// The scores themselves are joined, not the ranks: how much better the first is than the second says something. Those of the words are
/// taken against the best of the same search, those of the meaning against the best and the worst a model gives.
package struct RecallFusion {
    struct Entry {
        var id: Int
        var meaning: Float?
        var words: Float?
        var score = 0.0
    }

    /// What the meaning counts; the words count the rest. Both alike, for no reason to prefer one: kept when .65 was seen to find more of
    /// the lent questions' evidence, which are too few to tell.
    static let meaningShare = 0.5

    /// The ids alone, with another share of the meaning: to see how much hangs on it.
    package static func ranked(meaning: [MemoryMatch], words: [MemoryMatch], share: Double) -> [Int] {
        join(meaning: meaning, words: words, share: share).map(\.id)
    }

    static func join(meaning: [MemoryMatch], words: [MemoryMatch], share: Double = meaningShare) -> [Entry] {
        var entries: [Int: Entry] = [:]
        // What is not among the nearest is no nearer than the last of them.
        let farthest = meaning.last.map { Double($0.score) } ?? 0
        let nearest = max(meaning.first.map { Double($0.score) } ?? 0, 1e-6)
        let best = max(words.first.map { Double($0.score) } ?? 0, 1e-6)
        for match in meaning { entries[match.id] = Entry(id: match.id, meaning: match.score) }
        for match in words { entries[match.id, default: Entry(id: match.id)].words = match.score / Float(best) }
        let own = meaning.isEmpty ? 0 : words.isEmpty ? 1 : share
        return entries.values.map { entry in
            var entry = entry
            let near = max(0, entry.meaning.map(Double.init) ?? min(farthest, 0.9 * nearest)) / nearest
            entry.score = own * near + (1 - own) * Double(entry.words ?? 0)
            return entry
        }.sorted { ($0.score, $1.id) > ($1.score, $0.id) }
    }
}
