/// How soon Coda takes a pause for the end of a turn.
package enum Eagerness: String, Sendable, Equatable, CaseIterable {
    case low, medium, high

    /// Log odds by which the end of a turn must be surer.
    package var caution: Float {
        switch self {
        case .low: 1.5
        case .medium: 0
        case .high: -1
        }
    }
}
