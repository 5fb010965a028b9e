/// How soon Coda takes a pause for the end of a turn.
package enum Eagerness: String, Sendable, Equatable, CaseIterable {
    case low, medium, high

    /// Log odds from which on the end of a turn is sure enough for the least silence.
    package var caution: Float {
        switch self {
        case .low: 1.2
        case .medium: 0.6
        case .high: 0
        }
    }

    /// The longest silence of an unfinished turn; less doubtful ones are waited out in proportion.
    package var patience: Duration {
        switch self {
        case .low: .milliseconds(1_500)
        case .medium: .milliseconds(1_000)
        case .high: .milliseconds(700)
        }
    }
}
