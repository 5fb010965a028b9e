/// The revisions of the Model Context Protocol that Coda speaks, oldest first.
package enum MCPRevision: String, Sendable, CaseIterable, Comparable {
    case november2024 = "2024-11-05"
    case march2025 = "2025-03-26"
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    case july2026 = "2026-07-28"

    /// Whether each request says by itself what a handshake said once before.
    package var isStateless: Bool { self >= .july2026 }

    /// Offered in a handshake, and the answer to a wish for one that is unknown.
    package static let latestWithHandshake = november2025

    package static var stateless: [MCPRevision] { allCases.filter(\.isStateless) }

    /// ISO dates sort as text.
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
