internal import Synchronization
package import Tools
package import Wire

/// A tool whose results are written down; the last one comes again and again.
package final class FlowTool: AssistantTool {
    package let definition: ToolDefinition
    private let results: [Flow.ServerTool.Result]
    private let calls = Mutex(0)

    package init(_ tool: Flow.ServerTool) {
        definition = tool.definition
        results = tool.results
    }

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let index = calls.withLock { calls in
            defer { calls += 1 }
            return calls
        }
        guard let last = results.last else { return ToolOutput([:]) }
        switch index < results.count ? results[index] : last {
        case .output(let value, let speech): return ToolOutput(value, speech: speech)
        case .failure(let failure): throw failure
        }
    }
}
