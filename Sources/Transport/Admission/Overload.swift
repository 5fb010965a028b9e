internal import Network
internal import Resources

/// Why a session is not let in though its client may have one.
struct Overload: Sendable, Equatable {
    let shortage: Shortage
    /// When it may be asked for again.
    let wait: Duration

    var response: HTTPResponse {
        let seconds = max(1, wait.components.seconds)
        let cause =
            switch shortage {
            case .processor: "the processors are busy"
            case .recognizer: "speech waits too long to be recognised"
            case .lateness: "sound would be sent too late"
            }
        return .refusal(
            503, "server_overloaded",
            "Another conversation would disturb those under way: \(cause). Try again in \(seconds) s, or with another server.",
            [("Retry-After", "\(seconds)")], type: "server_error")
    }

    var counted: SessionRefusal {
        switch shortage {
        case .processor: .overloadedProcessor
        case .recognizer: .overloadedRecognizer
        case .lateness: .overloadedLateness
        }
    }
}
