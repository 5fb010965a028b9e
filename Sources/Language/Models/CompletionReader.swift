internal import Wire

/// Understands the chunks of a streamed chat completion, of the many servers that speak it in their own ways. No I/O.
package struct CompletionReader: Sendable {
    private struct OpenCall {
        let index: Int
        let id: String
    }

    private var splitter = ThoughtSplitter()
    /// By the server's index; a server without one is told apart by the call's id.
    private var calls: [Int: OpenCall] = [:]
    private var callCount = 0
    private var lastKey = -1
    /// Why the model stopped, once it said so.
    package private(set) var finish: ModelFinish?
    /// Tokens as the server counted them; without cost.
    package private(set) var usage: ModelUsage?
    /// Whether the stream's own end has come.
    package private(set) var isDone = false
    /// What the server said instead of going on.
    package private(set) var failure: ModelFailure?
    private var isRefused = false

    package init() {}

    private var hasCalls: Bool { callCount > 0 }

    /// The data of one event, or a whole answer of a server that does not stream.
    package mutating func read(_ data: [UInt8]) -> [ModelEvent] {
        if data.elementsEqual("[DONE]".utf8) { return end() }
        guard let chunk = try? JSONValue.parse(data) else {
            failure = ModelFailure(.broken, "the model's server sent something that is not JSON")
            return []
        }
        if let error = chunk["error"], error != .null {
            failure = EndpointFailure.inStream(error)
            return []
        }
        readUsage(chunk["usage"])
        guard let choice = chunk["choices"]?.array?.first else { return [] }
        var events: [ModelEvent] = []
        if let delta = choice["delta"] ?? choice["message"] { read(delta: delta, into: &events) }
        if let text = choice["text"]?.string { speak(text, into: &events) }
        if let reason = choice["finish_reason"]?.string {
            for part in splitter.finish() { append(part, to: &events) }
            finish = Self.finish(reason, hasCalls: hasCalls, isRefused: isRefused)
        }
        return events
    }

    /// The stream is over: gives what was held back.
    package mutating func end() -> [ModelEvent] {
        isDone = true
        var events: [ModelEvent] = []
        for part in splitter.finish() { append(part, to: &events) }
        if finish == nil { finish = isRefused ? .refused : hasCalls ? .calls : .complete }
        return events
    }

    private static func finish(_ reason: String, hasCalls: Bool, isRefused: Bool) -> ModelFinish {
        switch reason {
        case "length": .length
        case "content_filter": .refused
        case "tool_calls", "function_call": .calls
        default: isRefused ? .refused : hasCalls ? .calls : .complete
        }
    }

    private mutating func read(delta: JSONValue, into events: inout [ModelEvent]) {
        for key in ["reasoning_content", "reasoning"] {
            guard let thought = delta[key]?.string, !thought.isEmpty else { continue }
            events.append(.reasoning(thought))
            break
        }
        switch delta["content"] {
        case .string(let text): speak(text, into: &events)
        case .array(let parts): for part in parts { speak(part["text"]?.string ?? "", into: &events) }
        default: break
        }
        if let refusal = delta["refusal"]?.string, !refusal.isEmpty {
            isRefused = true
            speak(refusal, into: &events)
        }
        if let legacy = delta["function_call"], legacy != .null { readCall(legacy, key: 0, id: nil, into: &events) }
        for (position, call) in (delta["tool_calls"]?.array ?? []).enumerated() {
            let id = call["id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            readCall(call["function"] ?? .null, key: key(of: call, id: id, position: position), id: id, into: &events)
        }
    }

    private func key(of call: JSONValue, id: String?, position: Int) -> Int {
        if let index = call["index"]?.integer { return index }
        if let id { return calls.first { $0.value.id == id }?.key ?? lastKey + 1 }
        // Without index and id: a name begins a call, arguments belong to the one before.
        return call["function"]?["name"]?.string?.isEmpty == false ? lastKey + 1 : max(lastKey, position)
    }

    private mutating func readCall(_ function: JSONValue, key: Int, id: String?, into events: inout [ModelEvent]) {
        let name = function["name"]?.string ?? ""
        if calls[key] == nil {
            // Arguments of a call that has no name are nobody's.
            guard !name.isEmpty, callCount < 128 else { return }
            let call = OpenCall(index: callCount, id: id ?? "call_\(callCount)")
            calls[key] = call
            lastKey = max(lastKey, key)
            callCount += 1
            events.append(.callBegan(index: call.index, id: call.id, name: name))
        }
        guard let call = calls[key] else { return }
        switch function["arguments"] {
        case .string(let piece) where !piece.isEmpty: events.append(.callArguments(index: call.index, piece))
        case .some(.object(let members)): events.append(.callArguments(index: call.index, JSONValue.object(members).text))
        default: break
        }
    }

    private mutating func speak(_ text: String, into events: inout [ModelEvent]) {
        for part in splitter.push(text) { append(part, to: &events) }
    }

    private func append(_ part: ThoughtSplitter.Part, to events: inout [ModelEvent]) {
        switch part {
        case .spoken(let text): events.append(.text(text))
        case .thought(let text): events.append(.reasoning(text))
        }
    }

    private mutating func readUsage(_ value: JSONValue?) {
        guard let value, let input = value["prompt_tokens"]?.integer, let output = value["completion_tokens"]?.integer else { return }
        let cached = value["prompt_tokens_details"]?["cached_tokens"]?.integer ?? value["prompt_cache_hit_tokens"]?.integer ?? 0
        usage = ModelUsage(input: max(0, input), cachedInput: min(max(0, cached), max(0, input)), output: max(0, output))
    }
}
