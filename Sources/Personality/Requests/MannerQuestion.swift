/// A question about Coda's manner: "why are you so brief with me?"
package struct MannerQuestion: Sendable, Hashable {
    /// `nil` where it is about all of it: "why do you talk to me like that?"
    package var trait: Trait?

    package init(trait: Trait?) { self.trait = trait }

    package static func read(_ text: String) -> Self? {
        let words = PlainWords(text).words.filter { !MannerLexicon.fillers.contains($0) }
        guard words.count <= 16, beginnings.contains(where: { words.starts(with: $0) }), words.contains("you") || words.contains("your")
        else { return nil }
        if general.contains(words) { return Self(trait: nil) }
        let qualities = words.compactMap { MannerLexicon.qualities[$0] }
        guard let quality = qualities.first, qualities.allSatisfy({ $0.trait == quality.trait }) else {
            let isSpeed = words.contains { MannerLexicon.faster.contains($0) || MannerLexicon.slower.contains($0) }
            return isSpeed && words.allSatisfy(isPlain) ? Self(trait: .pace) : nil
        }
        guard words.allSatisfy({ MannerLexicon.qualities[$0] != nil || isPlain($0) }) else { return nil }
        return Self(trait: quality.trait)
    }

    private static func isPlain(_ word: String) -> Bool {
        MannerLexicon.addressing.contains(word) || MannerLexicon.isFunction(word) || MannerLexicon.speedWords.contains(word)
            || ["why", "how", "come", "always", "became", "answers"].contains(word)
    }

    private static let beginnings = ["why", "how come"].map(MannerLexicon.split)
    private static let general = Set(
        [
            "why do you talk to me like that", "why do you talk like that", "why do you speak like that", "why do you talk to me this way",
            "why do you talk this way", "why are you like that", "why are you like this", "why do you answer like that",
            "why do you speak to me like that", "why are you talking like that", "why are you talking to me like that",
        ].map(MannerLexicon.split))
}
