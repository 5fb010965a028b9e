internal import Network
internal import Realtime
internal import Resources
internal import Synchronization
internal import Wire

/// Answers what comes in at the door; every call is on the network thread and returns at once.
final class Doors: ServerHandler {
    let engines = Mutex<Engines?>(nil)
    let defaults = Mutex(SessionDefaults())
    let ticker = Ticker()
    let isDraining = Atomic(false)
    private let executor: ThreadExecutor
    private let started = ContinuousClock.now

    static let realtimePath = "/v1/realtime"

    /// Whether the server listens at a loopback address.
    private let servesThisMachineOnly: Bool

    init(host: String, executor: ThreadExecutor) {
        self.executor = executor
        servesThisMachineOnly = host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    private var isReady: Bool { engines.withLock { $0 != nil } && !isDraining.load(ordering: .relaxed) }

    func respond(to request: HTTPRequest) -> HTTPResponse {
        switch request.path {
        case "/healthz": return HTTPResponse(status: 200, body: (["status": "ok"] as JSONValue).bytes)
        case "/readyz": return readiness()
        case "/", "/index.html":
            return HTTPResponse(status: 200, contentType: "text/html; charset=utf-8", headers: Page.headers, body: Page.bytes)
        case Self.realtimePath:
            return refusal(426, "upgrade_required", "This address speaks WebSocket: connect to it with ws://.", [("Upgrade", "websocket")])
        default: return refusal(404, "not_found", "There is nothing here. The page is at /, the Realtime protocol at \(Self.realtimePath).")
        }
    }

    private func readiness() -> HTTPResponse {
        let state = isDraining.load(ordering: .relaxed) ? "stopping" : isReady ? "ready" : "loading"
        let body: JSONValue = ["status": .string(state), "sessions": .integer(ticker.count)]
        return HTTPResponse(status: isReady ? 200 : 503, body: body.bytes)
    }

    func admit(_ request: HTTPRequest) -> WebSocketAdmission {
        guard request.path == Self.realtimePath else {
            return .refuse(refusal(404, "not_found", "There is no WebSocket here; the Realtime protocol is at \(Self.realtimePath)."))
        }
        guard isReady else {
            return .refuse(refusal(503, "not_ready", "Coda is loading or stopping; try again in a second.", [("Retry-After", "1")]))
        }
        guard isOwnPage(request) else {
            return .refuse(refusal(403, "foreign_origin", "Pages of other origins may not connect."))
        }
        let offered = request.headers["sec-websocket-protocol"]?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
        return .accept(subprotocol: offered.contains("realtime") ? "realtime" : nil)
    }

    /// A browser names the page it acts for: any page of the web could otherwise talk to a server on this machine.
    private func isOwnPage(_ request: HTTPRequest) -> Bool {
        guard let origin = request.headers["origin"] else { return true }
        guard let scheme = origin.firstRange(of: "://"), let host = request.headers["host"] else { return false }
        return origin[scheme.upperBound...] == host && (!servesThisMachineOnly || Self.isAddress(host))
    }

    /// A page of any name could have that name resolve to this machine; a numeric address or localhost cannot be rebound.
    private static func isAddress(_ host: String) -> Bool {
        if host.hasPrefix("[") { return true }
        let name = host.split(separator: ":").first ?? ""
        return name == "localhost" || (!name.isEmpty && name.allSatisfy { $0.isNumber || $0 == "." })
    }

    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver {
        var options = SessionOptions()
        options.sendsBinaryAudio = request.query["audio"] == "binary"
        options.sendsCodaEvents = request.query["events"] == "coda"
        let model = request.query["model"] ?? "coda"
        guard let engines = engines.withLock({ $0 }) else { return ClosedDoor(connection) }
        let session = RealtimeSession(
            id: Self.randomName(), engines: engines, model: model, options: options, defaults: defaults.withLock { $0 },
            output: ConnectionOutput(connection))
        ticker.add(session)
        // The handshake may have begun before the server began to stop.
        if isDraining.load(ordering: .relaxed) { session.drain() }
        // Ends with the connection, or when the server stops: `closed` and `drain` reach the session's mailbox.
        Task(executorPreference: executor) { [ticker] in
            await session.run()
            ticker.remove(session)
        }
        return SessionReceiver(session: session, connection: connection)
    }

    private func refusal(_ status: Int, _ code: String, _ message: String, _ headers: [(name: String, value: String)] = []) -> HTTPResponse
    {
        let body: JSONValue = ["error": ["type": "invalid_request_error", "code": .string(code), "message": .string(message)]]
        return HTTPResponse(status: status, headers: headers, body: body.bytes)
    }

    /// 16 letters and digits; sessions are not guessed from one another.
    private static func randomName() -> String {
        let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        return String((0..<16).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }
}
