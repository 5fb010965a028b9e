/// A server of tools, as its owner wants it used.
package struct MCPServerEntry: Sendable, Equatable {
    package enum Place: Sendable, Equatable {
        /// A program that we start and speak to over its standard streams.
        case command(String, arguments: [String], environment: [String: String], folder: String?)
        case url(String, headers: [String: String])
    }

    /// The first part of its tools' names.
    package var name: String
    package var place: Place
    /// Whether what the server says of its tools may lower their risk.
    package var isTrusted = false
    /// Risks by tool name; a name may end with `*`. The owner's word is the last.
    package var risks: [String: ToolRisk] = [:]
    /// The tools that are used; `nil` is all.
    package var allowedTools: [String]?
    /// How long a call may be without a sign; progress is one. A call as a whole may take three times as long.
    package var patience: Duration = .seconds(20)
    package var isDisabled = false

    package init(name: String, place: Place) {
        self.name = name
        self.place = place
    }

    /// The most tools that are taken of one server.
    package static let mostTools = 256

    /// How long a call may take.
    package var deadline: Duration { patience * 3 }

    func allows(_ tool: String) -> Bool { allowedTools?.contains { Self.matches(tool, $0) } ?? true }

    /// What the owner says of the tool; the longest pattern counts.
    func risk(of tool: String) -> ToolRisk? {
        risks.filter { Self.matches(tool, $0.key) }.max { ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key) }?.value
    }

    private static func matches(_ name: String, _ pattern: String) -> Bool {
        pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
    }
}
