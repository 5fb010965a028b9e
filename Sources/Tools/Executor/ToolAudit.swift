package import Dialogue

/// One call, without anybody's words: what was called and how it ended, never with what or with which result.
package struct ToolAuditEntry: Sendable, Equatable {
    package var time: CivilTime
    package var session: String
    /// `nil` where nobody knows a tool of that name.
    package var tool: String?
    package var risk: ToolRisk?
    package var outcome: String
    package var milliseconds: Double
    /// Those that the tool's schema names; a name that somebody made up is not kept.
    package var argumentNames: [String]
    package var argumentBytes: Int
    package var resultBytes: Int
    package var repairs: Int
    package var isFromCache: Bool
    /// Whether the person was asked and agreed.
    package var isConsented: Bool
}

/// Where audit entries go. Called on the executor's way out: it must not block.
package protocol ToolAuditSink: Sendable {
    func record(_ entry: ToolAuditEntry)
}
