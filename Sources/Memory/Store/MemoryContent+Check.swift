extension MemoryContent {
    package static let longestText = 16_384
    private static let longestWord = 256
    private static let mostTags = 64
    /// Between the tags of a row; no tag may have it.
    static let tagSeparator: Character = "\u{1F}"

    /// Refuses what is not fit to be kept, before anything is written.
    func check() throws(MemoryError) {
        func refuse(_ why: String) -> MemoryError { MemoryError(.invalid, why) }
        guard text.contains(where: { !$0.isWhitespace }) else { throw refuse("A memory needs a text.") }
        guard text.utf8.count <= Self.longestText else {
            throw refuse("A memory's text has at most \(Self.longestText) bytes; this one has \(text.utf8.count).")
        }
        guard 0...1 ~= confidence, 0...1 ~= importance else { throw refuse("Confidence and importance are numbers from 0 to 1.") }
        guard tags.count <= Self.mostTags else { throw refuse("A memory has at most \(Self.mostTags) tags.") }
        for tag in tags {
            guard !tag.isEmpty, tag.utf8.count <= Self.longestWord, !tag.contains(Self.tagSeparator) else {
                throw refuse("A tag has 1 to \(Self.longestWord) bytes, and no control characters.")
            }
        }
        for word in [attribute, source.session, source.turn] {
            guard (word?.utf8.count ?? 0) <= Self.longestWord else {
                throw refuse("An attribute and the names of a session and a turn have at most \(Self.longestWord) bytes.")
            }
        }
        guard (value?.utf8.count ?? 0) <= Self.longestText else { throw refuse("A value has at most \(Self.longestText) bytes.") }
        if let validFrom, let validUntil, validUntil < validFrom { throw refuse("A memory cannot end to hold before it begins to.") }
    }
}
