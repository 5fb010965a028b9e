package import Wire

/// A call as a language model, an intent pack or a client wants it.
package struct ToolCall: Sendable, Equatable {
    package enum Arguments: Sendable, Equatable {
        case value(JSONValue)
        /// As a language model streamed them.
        case text(String)
    }

    package var name: String
    package var arguments: Arguments
    /// The person's consent to exactly this call, from a `ToolConfirmation`. Only what the person said may put it here, never a model's words.
    package var consent: String?

    package init(_ name: String, _ arguments: Arguments, consent: String? = nil) {
        self.name = name
        self.arguments = arguments
        self.consent = consent
    }
}
