/// How soon Coda takes a pause for the end of a turn.
package enum Eagerness: String, Sendable, Equatable, CaseIterable {
    case low, medium, high

    /// Log odds from which on the end of a turn counts as sure: a third of `patience` is enough then.
    package var caution: Float {
        switch self {
        case .low: 3.2
        case .medium: 4.2
        case .high: 2.2
        }
    }

    /// The longest silence of an unfinished turn; less doubtful ones are waited out in proportion.
    package var patience: Duration {
        switch self {
        case .low: .milliseconds(1_500)
        case .medium: .milliseconds(830)
        case .high: .milliseconds(700)
        }
    }
}
