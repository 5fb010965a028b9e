/// Finds the word a person meant.
package enum Spelling {
    /// The known word at most `limit` single-letter changes away; `nil` where none is, or the word is far too long for one.
    package static func nearest(to word: String, among known: some Sequence<String>, limit: Int = 2) -> String? {
        let letters = Array(word.utf8)
        guard letters.count <= 64 else { return nil }
        // Two changes make any word of two letters out of any other.
        let limit = min(limit, max(1, letters.count / 2))
        var best: (word: String, distance: Int)?
        for candidate in known {
            let other = Array(candidate.utf8)
            guard abs(other.count - letters.count) <= limit else { continue }
            let distance = distance(letters, other)
            if distance <= min(limit, best.map { $0.distance - 1 } ?? limit) { best = (candidate, distance) }
        }
        return best?.word
    }

    /// " Did you mean that?", to follow a sentence; empty where nothing is near.
    package static func hint(for word: String, among known: some Sequence<String>) -> String {
        nearest(to: word, among: known).map { " Did you mean \($0)?" } ?? ""
    }

    /// Letters to add, leave out or change.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var previous = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices { row.append(min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))) }
            previous = row
        }
        return previous[b.count]
    }
}
