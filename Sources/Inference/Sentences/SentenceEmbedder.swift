/// Turns texts into vectors whose scalar product says how alike their meanings are.
package protocol SentenceEmbedder: Sendable {
    /// Numbers in each vector.
    var dimensions: Int { get }

    /// A vector of unit length for each text, in their order. Any text has one, also an empty one.
    func embed(_ texts: [String]) async throws(InferenceError) -> [[Float]]
}
