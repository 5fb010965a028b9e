/// What the operator is told of a server of tools; never what a person said, nor what a tool answered.
package enum MCPReport: Sendable, Equatable {
    case connected(server: String, revision: MCPRevision, tools: Int)
    /// It is tried again after so long.
    case lost(server: String, MCPFailure, again: Duration)
    /// Its list of tools could not be read again; the old one stays.
    case stale(server: String, MCPFailure)
    /// A tool says something else of itself than when it was approved.
    case changed(server: String, tool: String, isWithheld: Bool)
    /// Two of its tools have the same name for us: the second is left out.
    case duplicate(server: String, tool: String)
    /// What was approved could not be written down, for this reason.
    case unsaved(String)

    /// Whether somebody should look at it.
    package var isWarning: Bool { if case .connected = self { false } else { true } }

    package var description: String {
        switch self {
        case .connected(let server, let revision, let tools):
            "MCP server \(server) is connected: \(tools) tools, revision \(revision.rawValue)"
        case .lost(let server, let failure, let again): "MCP server \(server) is lost: \(failure); tried again in \(again.formattedSeconds)"
        case .stale(let server, let failure): "MCP server \(server) did not list its tools again: \(failure)"
        case .changed(let server, let tool, let isWithheld):
            "MCP server \(server) says something else of its tool \(MCPText.line(tool, limit: 128)) than what was approved"
                + (isWithheld ? "; it is withheld until: coda mcp approve \(server)" : "")
        case .unsaved(let fault): "the approvals of MCP servers: \(fault)"
        case .duplicate(let server, let tool): "MCP server \(server) has a second tool \(MCPText.line(tool, limit: 128)): it is left out"
        }
    }
}
