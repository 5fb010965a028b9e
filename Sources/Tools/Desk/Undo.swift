internal import Wire

/// The call that takes back what was done.
enum Undo {
    static func call(_ tool: ToolDefinition, _ arguments: [String: JSONValue]) -> JSONValue {
        ["tool": .string(tool.name), "arguments": .object(arguments)]
    }
}
