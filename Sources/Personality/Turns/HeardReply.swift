/// The reply before a person's turn, and what they heard of it.
package struct HeardReply: Sendable, Hashable {
    /// Words it had.
    package var words: Int
    /// Words that were played before it ended or was cut off.
    package var heardWords: Int
    /// Whether the person cut it off.
    package var wasCutOff: Bool
    /// How technical it was meant, 0...1; `nil` where it explained nothing.
    package var depth: Double?
    /// Whether it offered something beyond the answer.
    package var offered: Bool
    /// Whether it had a joke in it that was not asked for.
    package var joked: Bool
    /// Whether its length was a matter of manner: a list that was asked for is as long as it is.
    package var hasFreeLength: Bool

    package init(
        words: Int, heardWords: Int? = nil, wasCutOff: Bool = false, depth: Double? = nil, offered: Bool = false, joked: Bool = false,
        hasFreeLength: Bool = true
    ) {
        self.words = max(0, words)
        self.heardWords = min(max(0, heardWords ?? words), self.words)
        self.wasCutOff = wasCutOff
        self.depth = depth
        self.offered = offered
        self.joked = joked
        self.hasFreeLength = hasFreeLength
    }

    /// 0...1.
    package var heardShare: Double { words == 0 ? 1 : Double(heardWords) / Double(words) }
}
