/// A memory that may help now, and why.
package struct RecalledMemory: Sendable, Hashable {
    package struct Reason: Sendable, Hashable {
        /// The scalar product with what was asked; `nil` where it was not among the nearest.
        package var meaning: Float?
        /// The full text's score against the best of the same search, 0...1; `nil` where no word is shared.
        package var words: Float?
        /// It is of an attribute that was asked for.
        package var isOfAttribute = false
        /// 0...1: how much it matters now, by importance, confidence, use and age.
        package var strength = 0.0
    }

    package var memory: Memory
    /// Higher is better; comparable within one recall only.
    package var score: Double
    package var reason: Reason

    /// The reason in words, for a person.
    package var explanation: String {
        var parts: [String] = []
        if reason.isOfAttribute { parts.append("it is what was asked for") }
        if let words = reason.words, words > 0.3 { parts.append("its words fit") }
        if let meaning = reason.meaning, meaning > 0.3 { parts.append("its meaning fits") }
        if parts.isEmpty { parts.append("it is the nearest there is") }
        if reason.strength > 0.8 { parts.append("it matters") }
        return parts.joined(separator: ", ")
    }
}
