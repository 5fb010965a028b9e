internal import Network
package import Wire

/// The request of one answer. Equal prompts make equal bytes, and a longer history begins with the shorter one's messages, so that what a
/// server has read before is found again.
package enum CompletionRequest {
    package static func body(_ prompt: ModelPrompt, model: String, limitField: String = "max_tokens") -> JSONValue {
        var members: [String: JSONValue] = [
            "model": .string(model), "stream": true, "stream_options": ["include_usage": true],
            "messages": .array(prompt.messages.map(message)),
        ]
        if !prompt.functions.isEmpty {
            members["tools"] = .array(prompt.functions.sorted { $0.name < $1.name }.map(tool))
            switch prompt.choice {
            case .auto: break
            case .none: members["tool_choice"] = "none"
            case .required: members["tool_choice"] = "required"
            case .function(let name): members["tool_choice"] = ["type": "function", "function": ["name": .string(name)]]
            }
        }
        if let limit = prompt.maximumTokens { members[limitField] = .integer(limit) }
        if let temperature = prompt.temperature { members["temperature"] = .number(temperature) }
        if !prompt.stop.isEmpty { members["stop"] = .array(prompt.stop.map(JSONValue.string)) }
        if let seed = prompt.seed { members["seed"] = .integer(seed) }
        return .object(members)
    }

    static func call(_ prompt: ModelPrompt, _ endpoint: ModelEndpoint) -> HTTPCall {
        // OpenAI's own newer models know the limit by another name.
        let field = endpoint.url.hasPrefix("https://api.openai.com/") ? "max_completion_tokens" : "max_tokens"
        var headers = [("Content-Type", "application/json"), ("Accept", "text/event-stream")]
        if let key = endpoint.key { headers.append(("Authorization", "Bearer \(key)")) }
        return HTTPCall(
            method: "POST", url: endpoint.completions, headers: headers,
            body: body(prompt, model: endpoint.model, limitField: field).bytes, connectTimeout: endpoint.connectTimeout,
            idleTimeout: max(endpoint.firstTokenTimeout, endpoint.tokenTimeout) + .seconds(1), maximumBytes: 64 << 20)
    }

    private static func message(_ message: ModelPrompt.Message) -> JSONValue {
        switch message {
        case .system(let text): return ["role": "system", "content": .string(text)]
        case .user(let text): return ["role": "user", "content": .string(text)]
        case .result(let id, _, let output): return ["role": "tool", "tool_call_id": .string(id), "content": .string(output)]
        case .assistant(let text, let calls):
            var members: [String: JSONValue] = ["role": "assistant", "content": text.isEmpty && !calls.isEmpty ? .null : .string(text)]
            if !calls.isEmpty { members["tool_calls"] = .array(calls.map(call)) }
            return .object(members)
        }
    }

    private static func call(_ call: ModelPrompt.Call) -> JSONValue {
        let function: JSONValue = ["name": .string(call.name), "arguments": .string(call.arguments.isEmpty ? "{}" : call.arguments)]
        return ["id": .string(call.id), "type": "function", "function": function]
    }

    private static func tool(_ function: ModelPrompt.Function) -> JSONValue {
        let parameters = (try? JSONValue.parse(Array(function.parameters.utf8))) ?? ["type": "object", "properties": .object([:])]
        let members: JSONValue = [
            "name": .string(function.name), "description": .string(function.summary), "parameters": parameters,
        ]
        return ["type": "function", "function": members]
    }
}
