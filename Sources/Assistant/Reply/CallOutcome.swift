internal import Telemetry
internal import Tools

/// What became of a tool's call, for metrics.
package enum CallOutcome: String, MetricLabel {
    case ok
    case needsConfirmation = "needs_confirmation"
    /// The turn it was for went on.
    case withdrawn
    case unknownTool = "unknown_tool"
    case invalidArguments = "invalid_arguments"
    case denied
    case timedOut = "timed_out"
    case cancelled
    case unavailable
    case failed

    init(_ outcome: ToolOutcome) {
        self =
            switch outcome.ending {
            case .output: .ok
            case .needsConfirmation: .needsConfirmation
            case .withdrawn: .withdrawn
            case .failed(.unknownTool): .unknownTool
            case .failed(.invalidArguments): .invalidArguments
            case .failed(.denied): .denied
            case .failed(.timedOut): .timedOut
            case .failed(.cancelled): .cancelled
            case .failed(.unavailable): .unavailable
            case .failed(.failed): .failed
            }
    }
}
