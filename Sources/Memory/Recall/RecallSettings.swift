/// How much is recalled, and of what.
package struct RecallSettings: Sendable, Hashable {
    package var filter = MemoryFilter()
    /// Memories at most.
    package var limit = 8
    /// Of their texts together, at about four bytes a token; `nil` is no bound.
    package var tokens: Int? = 400
    /// Attributes that were asked for; one that ends in a point stands for all that begin so.
    package var attributes: [String] = []
    /// The least scalar product at which a memory that shares no word with the question is worth telling.
    package var leastMeaning: Float = 0.2
    /// Whether the memories are marked as used.
    package var marksUse = true

    package init() {}
}
