package import Wire

/// What a call gave back.
package struct ToolOutput: Sendable, Equatable {
    /// For a language model, and for the reply texts of an intent pack.
    package var value: JSONValue
    /// The result as a sentence to be spoken, where the tool knows one.
    package var speech: String?

    package init(_ value: JSONValue, speech: String? = nil) {
        self.value = value
        self.speech = speech
    }
}
