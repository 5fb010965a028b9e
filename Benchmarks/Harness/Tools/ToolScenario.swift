internal import Dialogue
internal import Tools
internal import Wire

/// One thing that a person or a language model does with tools, and what must come of it.
struct ToolScenario: Sendable {
    enum Kind: String, CaseIterable {
        case rightTool = "right_tool"
        case rightArguments = "right_arguments"
        case mendedArguments = "mended_arguments"
        case badArguments = "bad_arguments"
        case unknownTool = "unknown_tool"
        case timeout
        case crash
        case denied
        case confirmed
        case cancelled
        case withdrawn
        case sandboxed
    }

    let kind: Kind
    let name: String
    /// Whether it ended as it must, and, where something had to be got over, whether that was.
    let run: @Sendable (ToolStage) async -> (isRight: Bool, isRecovered: Bool?)
}

/// What scenarios run on.
struct ToolStage: Sendable {
    let executor: ToolExecutor
    let finder: ToolFinder
    let context = ToolContext(
        session: "bench", now: CivilTime(year: 2026, month: 11, day: 21, weekday: 6, hour: 9, minute: 0, second: 0), idempotencyKey: "bench"
    )

    func call(
        _ name: String, _ arguments: JSONValue, policy: ToolPolicy = ToolPolicy(), commitment: Commitment = .now, consent: String? = nil
    ) async -> ToolOutcome {
        await executor.call(ToolCall(name, .value(arguments), consent: consent), context, policy: policy, commitment: commitment)
    }
}

/// A tool that behaves as its name says.
struct BenchTool: AssistantTool {
    let definition: ToolDefinition
    let body: @Sendable (JSONValue) async throws(ToolFailure) -> ToolOutput

    init(
        _ name: String, risk: ToolRisk = .read, deadline: Duration = .seconds(5), maySpeculate: Bool = false,
        _ body: @escaping @Sendable (JSONValue) async throws(ToolFailure) -> ToolOutput
    ) {
        definition = ToolDefinition(
            name: name, summary: "A tool of the benchmark.",
            parameters: [
                "type": "object",
                "properties": [
                    "room": ["type": "string", "enum": ["kitchen", "bathroom", "bedroom", "living room"]],
                    "level": ["type": "integer", "minimum": 0, "maximum": 100], "on": ["type": "boolean"],
                    "tags": ["type": "array", "items": ["type": "string"]], "at": ["type": "string", "format": "date"],
                ],
            ], risk: risk, deadline: deadline, maySpeculate: maySpeculate)
        self.body = body
    }

    func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput { try await body(arguments) }

    /// Those that every stage has.
    static var all: [BenchTool] {
        [
            BenchTool("bench.echo", maySpeculate: true) { ToolOutput($0) },
            BenchTool("bench.switch", risk: .write) { ToolOutput($0) },
            BenchTool("bench.wipe", risk: .destructive) { ToolOutput($0) },
            BenchTool("bench.send", risk: .network) { ToolOutput($0) },
            BenchTool("bench.slow", deadline: .milliseconds(20)) { arguments in
                try? await Task.sleep(for: .seconds(30))
                return ToolOutput(arguments)
            },
            BenchTool("bench.patient", deadline: .seconds(30)) { arguments in
                try? await Task.sleep(for: .seconds(20))
                return ToolOutput(arguments)
            },
            BenchTool("bench.broken") { (_) throws(ToolFailure) in throw .failed("The lamp does not answer.") },
            BenchTool("bench.away") { (_) throws(ToolFailure) in throw .unavailable("The server does not answer.") },
        ]
    }
}
