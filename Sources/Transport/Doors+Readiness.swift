internal import Network
internal import Realtime
internal import Resources
internal import Synchronization
internal import Wire

/// `/readyz`: whether the server serves, and whether there is room for another session.
extension Doors {
    static let readinessPath = "/readyz"

    /// In a word.
    var state: String { isDraining.load(ordering: .relaxed) ? "stopping" : readyEngines != nil ? "ready" : "loading" }

    /// A server that refuses new sessions is still needed by those it has, so its readiness stays 200; who only wants to know where to
    /// send the next one asks with `?for=new_sessions`, and is answered 503 then. `?for=memories` also tells whether those are shown to who
    /// asks: the page would else have to try a door that may be closed, which browsers write down as a fault.
    func readiness(for request: HTTPRequest) -> HTTPResponse {
        let isReady = readyEngines != nil
        let service = service.status(openSessions: ticker.count)
        let admits = isReady && service.admits
        var body: [String: JSONValue] = [
            "status": .string(state), "sessions": .integer(ticker.count), "needs_key": .bool(gate.demandsKey(request)),
            "level": .string(service.level.rawValue), "headroom": .number((service.headroom * 1_000).rounded() / 1_000),
            "admits": .bool(admits), "reason": service.shortage.map { .string($0.rawValue) } ?? .null,
        ]
        if request.query["for"] == "memories" { body["memories"] = .bool(showsMemories(to: request)) }
        let isYes = request.query["for"] == "new_sessions" ? admits : isReady
        return HTTPResponse(status: isYes ? 200 : 503, body: JSONValue.object(body).bytes)
    }

    var notReady: HTTPResponse {
        .refusal(503, "not_ready", "Coda is loading or stopping; try again in a second.", [("Retry-After", "1")])
    }
}
