internal import Wire

/// One connection's requests and their answers, from the client's side. Pure: says what is to be done.
struct MCPExchange {
    /// How far a call is, as the server tells.
    struct Progress: Sendable, Equatable {
        var done: Double
        var total: Double?
    }

    enum Action: Equatable {
        case send(MCPMessage)
        case answer(MCPRequestID, Result<JSONValue, MCPFailure>)
        /// The request is alive.
        case progress(MCPRequestID)
        case toolsChanged
    }

    private var next = 1
    private var open: [MCPRequestID: Request] = [:]

    private struct Request {
        let mayBeCancelled: Bool
        var progress: Progress?
    }

    /// The negotiation's requests must not be cancelled.
    private static let uncancellable: Set = ["initialize", "server/discover"]

    /// A new request, its id also its progress token.
    mutating func request(_ method: String, _ parameters: JSONValue, wantsProgress: Bool) -> (MCPRequestID, MCPMessage) {
        let id = MCPRequestID.number(next)
        next += 1
        open[id] = Request(mayBeCancelled: !Self.uncancellable.contains(method))
        var parameters = parameters
        if wantsProgress {
            let meta = (parameters["_meta"] ?? [:]).merging(["progressToken": id.json])
            parameters = parameters.merging(["_meta": meta])
        }
        return (id, .request(id, method: method, parameters: parameters))
    }

    /// Nobody waits for it any more: what the server is told, where it should be.
    mutating func abandon(_ id: MCPRequestID, reason: String) -> MCPMessage? {
        guard let request = open.removeValue(forKey: id), request.mayBeCancelled else { return nil }
        return .notification(method: "notifications/cancelled", parameters: ["requestId": id.json, "reason": .string(reason)])
    }

    /// Nothing is awaited any more.
    mutating func end() { open = [:] }

    mutating func receive(_ message: MCPMessage) -> [Action] {
        switch message {
        case .result(let id, let result):
            return open.removeValue(forKey: id) == nil ? [] : [.answer(id, .success(result))]
        case .failure(let id, let error):
            guard let id, open.removeValue(forKey: id) != nil else { return [] }
            return [.answer(id, .failure(.answered(error)))]
        case .request(let id, "ping", _): return [.send(.result(id, [:]))]
        case .request(let id, let method, _):
            // Sampling, elicitation and roots among them: none is offered, and none is done.
            return [.send(.failure(id, MCPError(.methodNotFound, "Coda does not support \(MCPText.line(method, limit: 100)).")))]
        case .notification("notifications/tools/list_changed", _): return [.toolsChanged]
        case .notification("notifications/progress", let parameters): return progress(parameters)
        case .notification: return []
        }
    }

    /// Progress that does not progress is no sign of life.
    private mutating func progress(_ parameters: JSONValue) -> [Action] {
        guard let id = MCPRequestID(parameters["progressToken"]), let request = open[id], let done = parameters["progress"]?.number,
            request.progress.map({ $0.done < done }) ?? true
        else { return [] }
        open[id]?.progress = Progress(done: done, total: parameters["total"]?.number)
        return [.progress(id)]
    }
}
