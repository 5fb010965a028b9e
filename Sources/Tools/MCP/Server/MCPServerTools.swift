internal import Wire

/// Our tools and their results, as the protocol writes them.
enum MCPServerTools {
    static func listed(_ tool: ToolDefinition, _ revision: MCPRevision) -> JSONValue {
        let description =
            tool.examples.isEmpty ? tool.summary : tool.summary + "\nFor example: " + tool.examples.prefix(3).joined(separator: "; ")
        let listed: JSONValue = ["name": .string(tool.name), "description": .string(description), "inputSchema": tool.parameters]
        guard revision >= .march2025 else { return listed }
        return listed.merging([
            "annotations": [
                "readOnlyHint": .bool(tool.risk == .read), "destructiveHint": .bool(tool.risk == .destructive),
                "idempotentHint": .bool(tool.isIdempotent), "openWorldHint": .bool(tool.risk == .network),
            ]
        ])
    }

    static func result(_ output: ToolOutput, _ revision: MCPRevision) -> JSONValue {
        let text = output.value.string ?? output.value.text
        var content = [block(text)]
        if let speech = output.speech, speech != text {
            // For whoever shows the result to a person.
            content.append(block(speech).merging(["annotations": ["audience": ["user"]]]))
        }
        var structured: JSONValue?
        if case .object = output.value, revision >= .june2025 { structured = output.value }
        return (["content": .array(content), "isError": false] as JSONValue).merging(["structuredContent": structured])
    }

    /// A failure that the agent's model can read, and mend its call by.
    static func result(_ failure: ToolFailure) -> JSONValue { ["content": [block(failure.text)], "isError": true] }

    private static func block(_ text: String) -> JSONValue { ["type": "text", "text": .string(text)] }
}
