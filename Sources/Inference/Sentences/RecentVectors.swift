/// The vectors of texts asked for lately; the ones longest unused go first.
struct RecentVectors {
    private struct Entry {
        var vector: [Float]
        var lastUse: Int
    }

    private var entries: [String: Entry] = [:]
    private var uses = 0
    private let capacity: Int

    /// Longer ones are never asked twice.
    private static let longestText = 512

    /// - Parameter capacity: vectors kept at most; 0 keeps none.
    init(capacity: Int) { self.capacity = capacity }

    mutating func vector(of text: String) -> [Float]? {
        guard let index = entries.index(forKey: text) else { return nil }
        uses += 1
        entries.values[index].lastUse = uses
        return entries.values[index].vector
    }

    mutating func keep(_ vector: [Float], of text: String) {
        guard capacity > 0, text.utf8.count <= Self.longestText else { return }
        uses += 1
        entries[text] = Entry(vector: vector, lastUse: uses)
        // A quarter at once, so that looking for the oldest is rare.
        guard entries.count > capacity else { return }
        let oldest = entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(max(1, capacity / 4))
        for (text, _) in oldest { entries[text] = nil }
    }
}
