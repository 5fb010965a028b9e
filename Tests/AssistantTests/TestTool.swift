import Synchronization
import Tools
import Wire

/// A tool that does what the test says, and counts.
final class TestTool: AssistantTool {
    let definition: ToolDefinition
    private let body: @Sendable (JSONValue) async throws(ToolFailure) -> ToolOutput
    private let seen = Mutex<[JSONValue]>([])

    init(
        _ name: String, risk: ToolRisk = .read, isIdempotent: Bool = true, speculates: Bool = false,
        parameters: JSONValue = ["type": "object", "properties": [:]],
        _ body: @escaping @Sendable (JSONValue) async throws(ToolFailure) -> ToolOutput
    ) {
        definition = ToolDefinition(
            name: name, summary: "Does \(name).", parameters: parameters, risk: risk, isIdempotent: isIdempotent, maySpeculate: speculates)
        self.body = body
    }

    var calls: [JSONValue] { seen.withLock { $0 } }

    func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        seen.withLock { $0.append(arguments) }
        return try await body(arguments)
    }
}
