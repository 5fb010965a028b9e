package import Wire

/// A server's tool, as one of ours.
package struct MCPTool: AssistantTool {
    package let definition: ToolDefinition
    let offer: MCPToolOffer
    private let client: MCPClient

    init(_ offer: MCPToolOffer, _ definition: ToolDefinition, _ client: MCPClient) {
        self.offer = offer
        self.definition = definition
        self.client = client
    }

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        // Who asks is no business of a foreign server.
        try await client.call(offer, arguments)
    }
}
