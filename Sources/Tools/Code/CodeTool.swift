package import Wire

/// Runs a short program in the sandbox and gives what it printed.
package struct CodeTool: AssistantTool {
    private let sandbox: CodeSandbox
    private let threads = ToolThreads(name: "coda-code", threads: 2, capacity: 8)
    package let definition: ToolDefinition

    package init(_ sandbox: CodeSandbox = CodeSandbox()) {
        self.sandbox = sandbox
        definition = ToolDefinition(
            name: "code.run",
            summary: "Runs a short Python or JavaScript program without network or files of this machine, and gives what it prints.",
            parameters: [
                "type": "object",
                "properties": [
                    "language": ["type": "string", "enum": ["python", "javascript"], "default": "python"],
                    "code": ["type": "string", "minLength": 1, "description": "The program; it prints its result."],
                    "input": ["type": "string", "description": "What it reads from standard input."],
                ],
                "required": ["code"], "additionalProperties": false,
            ],
            deadline: sandbox.limits.wallTime + .seconds(2),
            examples: [
                "run this python code", "write a program that sorts these numbers", "simulate a thousand dice rolls", "execute javascript",
            ])
    }

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        guard let code = arguments["code"]?.string, let language = CodeLanguage(rawValue: arguments["language"]?.string ?? "python") else {
            throw .invalidArguments(["code: is missing; wanted a string"])
        }
        let input = arguments["input"]?.string ?? ""
        let sandbox = sandbox
        let run = try await threads.run { isCancelled in
            Result { () throws(ToolFailure) in try sandbox.run(code, in: language, input: input, isCancelled: isCancelled) }
        }
        if run.end == .cancelled { throw .cancelled }
        var value: [String: JSONValue] = ["output": .string(run.output), "ended": .string(run.end.rawValue)]
        if !run.errors.isEmpty { value["errors"] = .string(run.errors) }
        if let status = run.status { value["status"] = .integer(status) }
        if run.isCut { value["cut"] = true }
        return ToolOutput(.object(value), speech: Self.speech(run))
    }

    private static func speech(_ run: CodeRun) -> String {
        switch run.end {
        case .timeLimit: return "The program took too long, so I stopped it."
        case .memoryLimit: return "The program wanted too much memory, so I stopped it."
        case .outputLimit: return "The program printed far too much, so I stopped it."
        case .cancelled: return ""
        case .exited:
            guard run.status == 0 else {
                let last = run.errors.split(separator: "\n").last.map(String.init) ?? ""
                return last.isEmpty ? "The program failed." : "The program failed: \(last.prefix(200))"
            }
            let lines = run.output.split(separator: "\n")
            if lines.isEmpty { return "The program ran and printed nothing." }
            return lines.count <= 3
                ? "It printed: \(lines.joined(separator: ", "))"
                : "It printed \(lines.count) lines; the last is: \(lines[lines.count - 1].prefix(200))"
        }
    }
}
