internal import Tools
internal import Wire

extension ToolOutcome {
    /// What a language model reads of it.
    var text: String {
        switch ending {
        case .output(let output): output.value.text
        case .failed(let failure): (["error": .string(failure.text)] as JSONValue).text
        case .needsConfirmation: (["status": "The person is asked whether to do this; nothing was done yet."] as JSONValue).text
        case .withdrawn: (["status": "withdrawn"] as JSONValue).text
        }
    }

    /// The outcome of a call that was not made.
    static func impossible(_ name: String, _ failure: ToolFailure) -> ToolOutcome {
        ToolOutcome(
            tool: name, source: "", risk: .read, ending: .failed(failure), repairs: [], isFromCache: false, isCut: false, duration: .zero)
    }
}

extension ToolCall.Arguments {
    var text: String {
        switch self {
        case .value(let value): value.text
        case .text(let text): text
        }
    }
}
