/// What a text is judged by: the vector of its meaning, and its words.
struct IntentFeatures: Sendable {
    /// Of unit length; its places come first.
    var vector: [Float]
    /// Places counted from the end of the vector.
    var words: [(place: Int, value: Float)]
}
