/// How much a line of the log matters.
package enum LogLevel: String, Sendable, CaseIterable, Comparable {
    case debug, info, warning, error

    package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }
}

package enum LogFormat: String, Sendable, CaseIterable {
    /// A sentence a line.
    case text
    /// A JSON object a line.
    case json
}

/// What a line of the log says beside its sentence: numbers, codes and names of our own, never a person's words.
package enum LogValue: Sendable, Equatable, ExpressibleByStringLiteral {
    case text(String)
    case integer(Int)
    case number(Double)

    package init(stringLiteral value: String) { self = .text(value) }
}
