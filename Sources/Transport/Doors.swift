internal import Memory
internal import Network
internal import Realtime
internal import Recording
internal import Resources
internal import Synchronization
internal import Telemetry
internal import Wire

/// Answers what comes in at the door; every call is on the network thread and returns at once.
final class Doors: ServerHandler {
    let engines = Mutex<Engines?>(nil)
    let defaults = Mutex(SessionDefaults())
    let ticker = Ticker()
    let isDraining = Atomic(false)
    let executor: ThreadExecutor
    private let sessions = OpenSessions()
    let agents = AgentSessions()
    let memories = Mutex<MemoryOffer?>(nil)

    static let realtimePath = "/v1/realtime"

    let gate: Gate
    let now: @Sendable () -> ContinuousClock.Instant

    /// Bytes that a client who comes back may be told at once: more would not fit its connection's queue.
    private let largestReplay: Int

    private let recordings: RecordingFolder?
    let meters: ServerMeters
    let alerts: AlertWatch
    let service: ServiceWatch

    /// - Parameter operation: what is counted, and what the operator wants to be told.
    init(
        gate: Gate, executor: ThreadExecutor, largestReplay: Int, recordings: RecordingFolder?, operation: Operation,
        traffic: Traffic, now: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.gate = gate
        self.recordings = recordings
        self.largestReplay = largestReplay
        self.executor = executor
        self.now = now
        let service = ServiceWatch(operation.headroom, log: operation.meters.log, now: now)
        self.service = service
        let meters = ServerMeters(operation.meters, traffic: traffic, ticker: ticker, service: service) { executor.waiting }
        self.meters = meters
        let webhook = operation.webhook.map { post in
            Webhook(post, log: operation.meters.log) { meters.deliveries[$0 ? .delivered : .failed].add() }
        }
        alerts = AlertWatch(operation.thresholds, version: operation.meters.version, log: operation.meters.log) { change, message in
            meters.alerts[change.alert].set(change.isFiring ? 1 : 0)
            webhook?.tell(message)
        }
    }

    /// `nil` while the server loads or stops.
    var readyEngines: Engines? { isDraining.load(ordering: .relaxed) ? nil : engines.withLock { $0 } }

    func respond(to request: HTTPRequest, later reply: HTTPReply) -> HTTPResponse? {
        if request.path == Self.agentsPath { return answerAgent(request, reply) }
        if MemoryDoor.isAsked(request.path) { return answerOwner(request, reply) }
        return respond(to: request)
    }

    func respond(to request: HTTPRequest) -> HTTPResponse {
        meters.meters.note(.network)
        guard !["DELETE", "PATCH"].contains(request.method) else {
            return .refusal(405, "method_not_allowed", "There is nothing to change or delete here.", [("Allow", "GET, HEAD, POST")])
        }
        switch request.path {
        case "/healthz": return HTTPResponse(status: 200, body: (["status": "ok"] as JSONValue).bytes)
        case Self.readinessPath: return readiness(for: request)
        case "/", "/index.html":
            return HTTPResponse(status: 200, contentType: "text/html; charset=utf-8", headers: Page.headers, body: Page.bytes)
        case Self.clientSecretsPath: return makeClientSecret(request)
        case Self.metricsPath: return tellMetrics(request)
        case Self.statsPath: return tellStats(request)
        case OpenAPI.path: return HTTPResponse(status: 200, body: OpenAPI.document.bytes)
        case Self.realtimePath:
            // A browser is not told why its WebSocket was refused: it asks here whether its session is still there.
            do {
                if let resume = try Resume(request), let refusal = refusal(of: resume) { return refusal }
            } catch {
                return .malformedResume
            }
            return .refusal(426, "upgrade_required", "This address speaks WebSocket: connect to it with ws://.", [("Upgrade", "websocket")])
        default:
            return .refusal(404, "not_found", "There is nothing here. The page is at /, the Realtime protocol at \(Self.realtimePath).")
        }
    }

    func admit(_ request: HTTPRequest) -> WebSocketAdmission {
        meters.meters.note(.network)
        guard request.path == Self.realtimePath else {
            return .refuse(.refusal(404, "not_found", "There is no WebSocket here; the Realtime protocol is at \(Self.realtimePath)."))
        }
        let resume: Resume?
        do { resume = try Resume(request) } catch { return refuse(.malformed, .malformedResume) }
        if let resume {
            // The token is proof enough: a client secret may have expired since, and a revoked key has ended its sessions.
            guard gate.isWelcomePage(request, provesWho: true) else { return refuse(.foreignOrigin, Refusal.foreignOrigin.response) }
            if let refusal = refusal(of: resume) { return refuse(.sessionGone, refusal) }
        } else {
            do { _ = try gate.admit(request, at: now()) } catch { return refuse(SessionRefusal(error), error.response) }
        }
        guard readyEngines != nil else { return refuse(.notReady, notReady) }
        // Who comes back belongs to those who must not be disturbed.
        if resume == nil, let overload = service.admit(openSessions: ticker.count) { return refuse(overload.counted, overload.response) }
        // Never the sub-protocol that holds the key.
        return .accept(subprotocol: Gate.subprotocols(of: request).contains("realtime") ? "realtime" : nil)
    }

    private func refuse(_ reason: SessionRefusal, _ response: HTTPResponse) -> WebSocketAdmission {
        meters.refused[reason].add()
        meters.meters.log(.info, "session.refused", "a session was refused", [("reason", .text(reason.rawValue))])
        return .refuse(response)
    }

    private func refusal(of resume: Resume) -> HTTPResponse? {
        guard let found = sessions[resume.token] else { return .sessionGone }
        do throws(Refusal) { try gate.refuseCut(found.session.account, at: now()) } catch { return error.response }
        do throws(SessionLog.Failure) { try found.output.check(resume.place(in: found.session)) } catch { return .refusal(error) }
        return nil
    }

    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver {
        guard let engines = engines.withLock({ $0 }) else { return ClosedDoor(connection, .tryAgainLater, reason: "not ready") }
        if let resume = (try? Resume(request)) ?? nil { return returned(connection, resume) }
        // The handshake is answered by now: a key revoked meanwhile closes the door again.
        guard let visitor = try? gate.admit(request, at: now()) else {
            return ClosedDoor(connection, .policyViolation, reason: Gate.revoked)
        }
        var options = SessionOptions()
        options.sendsBinaryAudio = request.query["audio"] == "binary"
        options.sendsCodaEvents = request.query["events"] == "coda"
        let defaults = defaults.withLock { $0 }
        options.resumeLimit = defaults.resumeLimit
        // Others could not know the token.
        if options.sendsCodaEvents, defaults.resumeLimit > .zero { options.resumeToken = NewSecret.resumeToken() }
        var configuration = visitor.configuration
        if let model = request.query["model"] { configuration?.model = model }
        let direct = ConnectionOutput(connection)
        let output = options.resumeToken.map { _ in ResumableOutput(direct, capacity: min(defaults.resumeLogBytes, largestReplay)) }
        let name = Self.randomName()
        let session = RealtimeSession(
            id: name, account: visitor.account, engines: engines, model: request.query["model"] ?? "coda",
            configuration: configuration, options: options, defaults: defaults,
            record: { [recordings] in recordings?.begin(session: name, settings: $0) }, output: output ?? direct)
        let end: @Sendable () -> Void = {
            // From this moment on, not only once the session has come to it, nobody comes back.
            output?.end(.keyRevoked)
            session.end(.keyRevoked)
        }
        guard gate.enter(session, visitor, end: end) else {
            return ClosedDoor(connection, .policyViolation, reason: Gate.revoked)
        }
        begin(session, name, output, token: options.resumeToken)
        return SessionReceiver(session: session, connection: connection, resumable: output.map { ($0, 0) }, wasCut: noteCut(of: session))
    }

    private func begin(_ session: RealtimeSession, _ name: String, _ output: ResumableOutput?, token: String?) {
        ticker.add(session)
        meters.opened.add()
        let log = meters.meters.log
        log(.info, "session.began", "a session began", [("session", .text(name))])
        let stopwatch = Stopwatch()
        if let token, let output { sessions.add(ResumableSession(session: session, output: output), token: token) }
        // From here on the session is told of changes; of those before, by this.
        session.followService()
        // The handshake may have begun before the server began to stop.
        if isDraining.load(ordering: .relaxed) { session.drain() }
        // Ends with the session, which its connection, its time without one, its key and the server's stop all reach by its mailbox.
        Task(executorPreference: executor) { [ticker, gate, sessions] in
            await session.run()
            ticker.remove(session)
            gate.leave(session)
            if let token { sessions.remove(token: token) }
            let seconds = (stopwatch.milliseconds / 100).rounded() / 10
            log(.info, "session.ended", "a session ended", [("session", .text(name)), ("seconds", .number(seconds))])
        }
    }

    /// A client is back: it is told what it missed, and its session goes on.
    private func returned(_ connection: any WebSocketConnection, _ resume: Resume) -> any WebSocketReceiver {
        do throws(SessionLog.Failure) {
            guard let found = sessions[resume.token] else { throw .ended }
            let place = try resume.place(in: found.session)
            let resumption = try found.output.attach(ConnectionOutput(connection), after: place, greeting: Self.greeting)
            // Where nobody had noticed yet that the older connection was dead.
            resumption.older?.end(.resumedElsewhere)
            meters.resumed.add()
            found.session.detach()
            found.session.attach(unheard: resumption.unheard)
            return SessionReceiver(
                session: found.session, connection: connection, resumable: (found.output, resumption.generation),
                wasCut: noteCut(of: found.session))
        } catch {
            // Both since the handshake, which was answered yes.
            let reason = error == .ended ? "the session has ended" : "what was sent since then is no longer kept"
            return ClosedDoor(connection, .policyViolation, reason: reason)
        }
    }

    private func noteCut(of session: RealtimeSession) -> @Sendable () -> Void {
        { [gate, now] in gate.noteCut(of: session.account, at: now()) }
    }

    /// Tells a client how many of its messages arrived: what it sent after those must be sent again.
    private static func greeting(received: Int) -> [UInt8] {
        (["type": "coda.session.resumed", "received_messages": .integer(received)] as JSONValue).bytes
    }

    /// 16 letters and digits; sessions are not guessed from one another.
    static func randomName() -> String {
        let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        return String((0..<16).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }
}
