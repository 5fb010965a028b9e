package import Wire

/// The tools that are offered to other agents, and who does what they ask.
package struct MCPToolHost: Sendable {
    /// On whose behalf an agent asks.
    package struct Caller: Sendable, Equatable {
        package var account: String
        /// One for each connection, or for each request where the protocol knows no connections.
        package var session: String

        package init(account: String, session: String) {
            self.account = account
            self.session = session
        }
    }

    /// What is offered now.
    package var tools: @Sendable () -> [ToolDefinition]
    /// Checks the arguments, asks the policy and runs the tool; the task is cancelled where the agent wants the answer no more.
    package var call: @Sendable (_ name: String, _ arguments: JSONValue, _ caller: Caller) async -> Result<ToolOutput, ToolFailure>

    package init(
        tools: @escaping @Sendable () -> [ToolDefinition],
        call: @escaping @Sendable (String, JSONValue, Caller) async -> Result<ToolOutput, ToolFailure>
    ) {
        self.tools = tools
        self.call = call
    }

    /// Only tools of these risks: nobody may be there to be asked aloud.
    package func limited(to risks: Set<ToolRisk>) -> MCPToolHost {
        let (tools, call) = (tools, call)
        return MCPToolHost {
            tools().filter { risks.contains($0.risk) }
        } call: { name, arguments, caller in
            guard tools().contains(where: { $0.name == name && risks.contains($0.risk) }) else {
                return .failure(.unknownTool(name: name, suggestions: []))
            }
            return await call(name, arguments, caller)
        }
    }
}
