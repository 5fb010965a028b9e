internal import Configuration
internal import Language
internal import Tools
internal import Wire

/// What the language model says, and what tools give back.
extension FlowReader {
    mutating func clientTool(_ node: YAMLNode) -> Flow.ClientTool? {
        var tool = Flow.ClientTool(name: "", summary: "", parameters: ["type": "object", "properties": [:]], outputs: [])
        for entry in mapping(node, "a function") ?? [] {
            switch entry.key {
            case "name": tool.name = text(entry.value, entry.key) ?? ""
            case "description": tool.summary = text(entry.value, entry.key) ?? ""
            case "parameters": tool.parameters = entry.value.json
            case "outputs": tool.outputs = (sequence(entry.value, entry.key) ?? []).map(\.json)
            default: unknown(entry, among: ["name", "description", "parameters", "outputs"], "a function")
            }
        }
        return tool.name.isEmpty ? nil : tool
    }

    mutating func serverTool(_ node: YAMLNode) -> Flow.ServerTool? {
        var tool = Flow.ServerTool(definition: ToolDefinition(name: "", summary: "Something written down for a flow."), results: [])
        for entry in mapping(node, "a tool") ?? [] {
            switch entry.key {
            case "name": tool.definition.name = text(entry.value, entry.key) ?? ""
            case "description": tool.definition.summary = text(entry.value, entry.key) ?? ""
            case "parameters": tool.definition.parameters = entry.value.json
            case "risk":
                let risk = choice(entry.value, entry.key, ToolRisk.allCases.map(\.rawValue)).flatMap(ToolRisk.init)
                tool.definition.risk = risk ?? .read
            case "results": tool.results = (sequence(entry.value, entry.key) ?? []).compactMap { result($0) }
            default: unknown(entry, among: ["name", "description", "parameters", "risk", "results"], "a tool")
            }
        }
        return tool.definition.name.isEmpty ? nil : tool
    }

    /// "output:" with "speech:", "fails:" or "unavailable:".
    private mutating func result(_ node: YAMLNode) -> Flow.ServerTool.Result? {
        var output: JSONValue?
        var speech: String?
        for entry in mapping(node, "a result") ?? [] {
            switch entry.key {
            case "output": output = entry.value.json
            case "speech": speech = text(entry.value, entry.key)
            case "fails": return text(entry.value, entry.key).map { .failure(.failed($0)) }
            case "unavailable": return text(entry.value, entry.key).map { .failure(.unavailable($0)) }
            default: unknown(entry, among: ["output", "speech", "fails", "unavailable"], "a result")
            }
        }
        return output.map { .output($0, speech: speech) }
    }

    /// "says:" and "calls:" in one answer, or "fails:", or "silent: true".
    mutating func modelTurn(_ node: YAMLNode) -> Flow.ModelTurn? {
        var events: [ModelEvent] = []
        var calls: [ModelEvent] = []
        for entry in mapping(node, "an answer") ?? [] {
            switch entry.key {
            case "silent": return .silence
            case "says": events += texts(entry.value, entry.key).map { .text($0) }
            case "calls":
                for (index, call) in (sequence(entry.value, entry.key) ?? []).enumerated() { calls += modelCall(call, index) }
            case "fails":
                let kinds = ["unreachable", "timed_out", "unauthorized", "rate_limited", "rejected", "server_error", "broken"]
                guard let kind = choice(entry.value, entry.key, kinds).flatMap(ModelFailure.Kind.init) else { return nil }
                return .events(events + [.failed(ModelFailure(kind, "The language model is not there."))])
            default: unknown(entry, among: ["says", "calls", "fails", "silent"], "an answer")
            }
        }
        return .events(events + calls + [.finished(calls.isEmpty ? .complete : .calls)])
    }

    /// Its arguments may be text that is no JSON, as models write it.
    private mutating func modelCall(_ node: YAMLNode, _ index: Int) -> [ModelEvent] {
        var name = ""
        var arguments = "{}"
        for entry in mapping(node, "a call") ?? [] {
            switch entry.key {
            case "name": name = text(entry.value, entry.key) ?? ""
            case "arguments":
                if case .scalar(let raw, _) = entry.value.content { arguments = raw } else { arguments = entry.value.json.text }
            default: unknown(entry, among: ["name", "arguments"], "a call")
            }
        }
        let half = arguments.index(arguments.startIndex, offsetBy: arguments.count / 2)
        return [
            .callBegan(index: index, id: "call_\(index)", name: name), .callArguments(index: index, String(arguments[..<half])),
            .callArguments(index: index, String(arguments[half...])),
        ]
    }
}
