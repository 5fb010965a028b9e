internal import Network
internal import Realtime
internal import Resources
internal import Synchronization
internal import Wire

/// Answers what comes in at the door; every call is on the network thread and returns at once.
final class Doors: ServerHandler {
    let engines = Mutex<Engines?>(nil)
    let ticker = Ticker()
    let isDraining = Atomic(false)
    private let executor: ThreadExecutor
    private let started = ContinuousClock.now

    static let realtimePath = "/v1/realtime"

    let gate: Gate
    let now: @Sendable () -> ContinuousClock.Instant

    init(gate: Gate, executor: ThreadExecutor, now: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.gate = gate
        self.executor = executor
        self.now = now
    }

    /// `nil` while the server loads or stops.
    var readyEngines: Engines? { isDraining.load(ordering: .relaxed) ? nil : engines.withLock { $0 } }

    func respond(to request: HTTPRequest) -> HTTPResponse {
        switch request.path {
        case "/healthz": return HTTPResponse(status: 200, body: (["status": "ok"] as JSONValue).bytes)
        case "/readyz": return readiness(for: request)
        case "/", "/index.html":
            return HTTPResponse(status: 200, contentType: "text/html; charset=utf-8", headers: Page.headers, body: Page.bytes)
        case Self.clientSecretsPath: return makeClientSecret(request)
        case Self.realtimePath:
            return .refusal(426, "upgrade_required", "This address speaks WebSocket: connect to it with ws://.", [("Upgrade", "websocket")])
        default:
            return .refusal(404, "not_found", "There is nothing here. The page is at /, the Realtime protocol at \(Self.realtimePath).")
        }
    }

    private func readiness(for request: HTTPRequest) -> HTTPResponse {
        let isReady = readyEngines != nil
        let state = isDraining.load(ordering: .relaxed) ? "stopping" : isReady ? "ready" : "loading"
        let body: JSONValue = [
            "status": .string(state), "sessions": .integer(ticker.count), "needs_key": .bool(gate.demandsKey(request)),
        ]
        return HTTPResponse(status: isReady ? 200 : 503, body: body.bytes)
    }

    var notReady: HTTPResponse {
        .refusal(503, "not_ready", "Coda is loading or stopping; try again in a second.", [("Retry-After", "1")])
    }

    func admit(_ request: HTTPRequest) -> WebSocketAdmission {
        guard request.path == Self.realtimePath else {
            return .refuse(.refusal(404, "not_found", "There is no WebSocket here; the Realtime protocol is at \(Self.realtimePath)."))
        }
        do { _ = try gate.admit(request, at: now()) } catch { return .refuse(error.response) }
        guard readyEngines != nil else { return .refuse(notReady) }
        // Never the sub-protocol that holds the key.
        return .accept(subprotocol: Gate.subprotocols(of: request).contains("realtime") ? "realtime" : nil)
    }

    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver {
        var options = SessionOptions()
        options.sendsBinaryAudio = request.query["audio"] == "binary"
        options.sendsCodaEvents = request.query["events"] == "coda"
        guard let engines = engines.withLock({ $0 }) else { return ClosedDoor(connection, .tryAgainLater, reason: "not ready") }
        // The handshake is answered by now: a key revoked meanwhile closes the door again.
        guard let visitor = try? gate.admit(request, at: now()), gate.enter(connection, visitor) else {
            return ClosedDoor(connection, .policyViolation, reason: Gate.revoked)
        }
        var configuration = visitor.configuration
        if let model = request.query["model"] { configuration?.model = model }
        let session = RealtimeSession(
            id: Self.randomName(), account: visitor.account, engines: engines, model: request.query["model"] ?? "coda",
            configuration: configuration, options: options, output: ConnectionOutput(connection))
        ticker.add(session)
        // The handshake may have begun before the server began to stop.
        if isDraining.load(ordering: .relaxed) { session.drain() }
        // Ends with the connection, or when the server stops: `closed` and `drain` reach the session's mailbox.
        Task(executorPreference: executor) { [ticker, gate] in
            await session.run()
            ticker.remove(session)
            gate.leave(connection)
        }
        return SessionReceiver(session: session, connection: connection)
    }

    /// 16 letters and digits; sessions are not guessed from one another.
    static func randomName() -> String {
        let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        return String((0..<16).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }
}
