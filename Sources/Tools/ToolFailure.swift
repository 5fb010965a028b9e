/// Why a call gave nothing back. The texts are fit to be shown, and a language model can mend its call by them.
package enum ToolFailure: Error, Sendable, Equatable {
    /// There is no tool of that name; the nearest ones.
    case unknownTool(name: String, suggestions: [String])
    /// One line for each argument that is wrong, with what would be right.
    case invalidArguments([String])
    /// The session's policy, or the person, does not allow it.
    case denied(String)
    case timedOut(Duration)
    case cancelled
    /// It may work later: a server that does not answer, a rate limit.
    case unavailable(String)
    case failed(String)
}

extension ToolFailure {
    /// A word for the audit log.
    var code: String {
        switch self {
        case .unknownTool: "unknown_tool"
        case .invalidArguments: "invalid_arguments"
        case .denied: "denied"
        case .timedOut: "timed_out"
        case .cancelled: "cancelled"
        case .unavailable: "unavailable"
        case .failed: "failed"
        }
    }

    /// For a language model: what was wrong, and what would be right.
    package var text: String {
        switch self {
        case .unknownTool(let name, let suggestions):
            "There is no tool \"\(name)\"." + (suggestions.isEmpty ? "" : " Did you mean \(suggestions.joined(separator: ", "))?")
        case .invalidArguments(let lines): lines.joined(separator: "\n")
        case .denied(let reason): reason
        case .timedOut(let limit): "It took longer than \(limit.formattedSeconds)."
        case .cancelled: "It was cancelled."
        case .unavailable(let reason), .failed(let reason): reason
        }
    }

    /// Why the tool itself did not do it, in its own words.
    var reason: String? {
        switch self {
        case .unavailable(let reason), .failed(let reason): reason.isEmpty ? nil : reason
        case .unknownTool, .invalidArguments, .denied, .timedOut, .cancelled: nil
        }
    }

    /// What a person is told; it holds nobody's words.
    package var speech: String {
        switch self {
        case .unknownTool: "I have nothing that does that."
        case .invalidArguments: "I did not get everything I need for that."
        case .denied: "I am not allowed to do that."
        case .timedOut: "That took too long, so I stopped it."
        case .cancelled: "I stopped that."
        case .unavailable: "That does not answer right now."
        case .failed: "That did not work."
        }
    }
}
