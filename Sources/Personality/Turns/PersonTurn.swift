/// What a person said, or that they said nothing, and the reply that came before.
package struct PersonTurn: Sendable, Hashable {
    /// As recognised or typed; empty where nothing came.
    package var text: String
    /// How fast it was spoken, where that is known.
    package var wordsPerMinute: Double?
    package var reply: HeardReply?

    package init(_ text: String, wordsPerMinute: Double? = nil, after reply: HeardReply? = nil) {
        self.text = text
        self.wordsPerMinute = wordsPerMinute
        self.reply = reply
    }
}
