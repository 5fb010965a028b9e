/// How closely the profiler looks.
package enum ProfileLevel: UInt8, Sendable, CaseIterable, Comparable {
    case off
    /// The stages of a turn.
    case basic
    /// And every call of an engine, and every wait in a queue.
    case detailed
    /// And the work on each window and each piece of sound, and what the process takes.
    case comprehensive

    /// As settings and command lines call it.
    package var text: String {
        switch self {
        case .off: "off"
        case .basic: "basic"
        case .detailed: "detailed"
        case .comprehensive: "comprehensive"
        }
    }

    /// `nil` where no level is called so.
    package init?(text: String) {
        guard let level = Self.allCases.first(where: { $0.text == text }) else { return nil }
        self = level
    }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
