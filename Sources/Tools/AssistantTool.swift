package import Wire

/// Something the assistant can do on a person's behalf.
package protocol AssistantTool: Sendable {
    var definition: ToolDefinition { get }

    /// Does it. The arguments keep to the definition's schema; the task is cancelled where nobody waits for the result any more.
    func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput

    /// What is asked aloud before such a call is made; `nil` asks in general words.
    func question(_ arguments: JSONValue) -> String?

    /// The hosts such a call would reach, for the policy of tools of the network; `nil` where it cannot tell.
    func hosts(_ arguments: JSONValue) -> [String]?
}

extension AssistantTool {
    package func question(_ arguments: JSONValue) -> String? { nil }
    package func hosts(_ arguments: JSONValue) -> [String]? { nil }
}
