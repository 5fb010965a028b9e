/// The reply before a turn, and what the person heard of it.
package struct LastReply: Sendable, Equatable, Codable {
    /// Words it had when it ended.
    package var words: Int
    package var heardWords: Int
    /// Whether the person spoke into it, and so ended it.
    package var wasCutOff: Bool

    package init(words: Int, heardWords: Int, wasCutOff: Bool) {
        self.words = words
        self.heardWords = heardWords
        self.wasCutOff = wasCutOff
    }

    init(_ text: String, heard: String, wasCutOff: Bool) {
        self.init(words: Self.count(text), heardWords: Self.count(heard), wasCutOff: wasCutOff)
    }

    private static func count(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }
}
