package import Network
internal import Synchronization
internal import Wire

/// Speaks to a server over streamable HTTP: each message is a POST, whose answer is one document or a stream of events.
package final class MCPHTTPTransport: MCPTransport {
    private struct State {
        var deliver: (@Sendable (MCPArrival) -> Void)?
        var session: String?
        var revision: MCPRevision?
        /// Requests whose answer somebody waits for.
        var awaited: Set<MCPRequestID> = []
        /// Of each of them.
        var transfers: [MCPRequestID: HTTPTransfer] = [:]
        /// The stream of the server's own messages.
        var listening: HTTPTransfer?
        var isClosed = false
        /// Nothing is left of it, and nobody waits for that any more.
        var isGone = false
        var waiting: [@Sendable () -> Void] = []

        /// Whether a transfer, for this request or for none, is to be there.
        func wants(_ id: MCPRequestID?) -> Bool { !isClosed && id.map(awaited.contains) ?? true }

        mutating func forget(_ id: MCPRequestID) -> HTTPTransfer? {
            awaited.remove(id)
            return transfers.removeValue(forKey: id)
        }
    }

    private let state = Mutex(State())
    private let client: HTTPClient
    private let url: String
    private let headers: [(String, String)]
    /// Waits before a stream is taken up again.
    private let sleep: @Sendable (Duration) async throws -> Void

    /// Bytes of all that one stream may bring.
    private static let largestStream = 256 << 20
    /// How often a stream that brings nothing is taken up again.
    static let resumptions = 3
    private static let standardRetry: Duration = .seconds(1)
    private static let longestRetry: Duration = .seconds(30)
    /// A stream that the server has nothing to say on is kept for so long.
    private static let longestSilence: Duration = .seconds(3_600)

    package init(
        _ client: HTTPClient, url: String, headers: [String: String],
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.client = client
        self.url = url
        self.headers = headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        self.sleep = sleep
    }

    package var diagnostics: String { "" }

    package func open(_ deliver: @escaping @Sendable (MCPArrival) -> Void) { state.withLock { $0.deliver = deliver } }

    private func deliver(_ arrival: MCPArrival) { state.withLock { $0.isClosed ? nil : $0.deliver }?(arrival) }

    // MARK: Sending

    package func send(_ parcel: MCPParcel) {
        var call = self.call("POST", parcel.revision)
        call.headers.append(("content-type", "application/json"))
        call.body = parcel.message.json.bytes
        guard case .request(let id, let method, let parameters) = parcel.message else {
            // Newer revisions have no notices to servers over HTTP.
            guard parcel.revision?.isStateless != true else { return }
            call.idleTimeout = .seconds(30)
            start(call, MCPHTTPExchange(request: nil, transport: self), for: nil)
            return
        }
        if parcel.revision?.isStateless == true {
            call.headers += MCPHeaders.of(method: method, parameters: parameters, schema: parcel.schema)
        }
        // The connection's own patience ends a request that gives no sign; a server's comments are no sign.
        call.idleTimeout = (parcel.patience ?? Self.longestSilence) + .seconds(5)
        state.withLock { _ = $0.awaited.insert(id) }
        start(call, MCPHTTPExchange(request: id, transport: self), for: id)
    }

    private func call(_ method: String, _ revision: MCPRevision?) -> HTTPCall {
        var call = HTTPCall(method: method, url: url, headers: headers, maximumBytes: Self.largestStream)
        call.headers.append(("accept", "application/json, text/event-stream"))
        let (session, agreed) = state.withLock { state in
            if let revision { state.revision = revision }
            return (state.session, state.revision)
        }
        if let revision = revision ?? (method == "POST" ? nil : agreed) { call.headers.append((MCPHeaders.revision, revision.rawValue)) }
        if let session, revision?.isStateless != true { call.headers.append((MCPHeaders.session, session)) }
        return call
    }

    private func start(_ call: HTTPCall, _ exchange: MCPHTTPExchange, for id: MCPRequestID?) {
        guard state.withLock({ $0.wants(id) }) else { return }
        let transfer = client.stream(call) { exchange.happened($0) }
        let isLate = state.withLock { state in
            guard state.wants(id) else { return true }
            // It may be over already.
            if let id, !exchange.isOver { state.transfers[id] = transfer }
            if exchange.isListening { state.listening = transfer }
            return false
        }
        if isLate { transfer.cancel() }
    }

    package func abandon(_ id: MCPRequestID) -> Bool {
        let (transfer, isStateless) = state.withLock { ($0.forget(id), $0.revision?.isStateless == true) }
        // Who is not heard any more knows by that.
        transfer?.cancel()
        return isStateless
    }

    /// With a session the server may have messages of its own.
    package func began() {
        let (session, revision) = state.withLock { ($0.session, $0.revision) }
        guard session != nil, let revision, !revision.isStateless else { return }
        listen(after: nil, left: Self.resumptions)
    }

    private func listen(after event: String?, left: Int) {
        var call = call("GET", state.withLock { $0.revision })
        call.idleTimeout = Self.longestSilence
        if let event { call.headers.append((MCPHeaders.lastEvent, event)) }
        start(call, MCPHTTPExchange(listening: left, transport: self), for: nil)
    }

    package func close(_ done: @escaping @Sendable () -> Void) {
        let (isGone, transfers) = state.withLock { state -> (Bool, [HTTPTransfer]?) in
            if state.isGone { return (true, nil) }
            state.waiting.append(done)
            guard !state.isClosed else { return (false, nil) }
            state.isClosed = true
            defer { (state.transfers, state.listening) = ([:], nil) }
            return (false, Array(state.transfers.values) + [state.listening].compactMap(\.self))
        }
        if isGone { return done() }
        guard let transfers else { return }
        for transfer in transfers { transfer.cancel() }
        guard hasSession else { return gone() }
        var call = call("DELETE", state.withLock { $0.revision })
        call.deadline = .seconds(5)
        // Whether the server had kept the session is its own business.
        _ = client.stream(call) { [self] event in
            switch event {
            case .finished, .failed: gone()
            case .head, .body: break
            }
        }
    }

    private func gone() {
        let waiting = state.withLock { state in
            state.isGone = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for done in waiting { done() }
    }

    // MARK: What exchanges tell

    func noteSession(_ id: String) {
        // Only what a header can carry back.
        guard id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return }
        state.withLock { $0.session = id }
    }

    var hasSession: Bool { state.withLock { $0.session != nil } }

    func arrived(_ value: JSONValue?) {
        guard let value else { return deliver(.garbage(MCPMessage.Malformed(error: MCPError(.parse, "This is not JSON.")))) }
        // An array is several messages, in the one revision that has them.
        for value in value.array ?? [value] {
            do throws(MCPMessage.Malformed) { deliver(.message(try MCPMessage(value))) } catch { deliver(.garbage(error)) }
        }
    }

    func lost(_ id: MCPRequestID?, _ failure: MCPFailure) {
        // There is nothing left to delete.
        if failure == .sessionGone { state.withLock { $0.session = nil } }
        if let id {
            state.withLock { _ = $0.forget(id) }
            deliver(.lost(id, failure))
        } else if failure == .sessionGone {
            deliver(.closed(.sessionGone))
        }
    }

    func ended(_ id: MCPRequestID) { state.withLock { _ = $0.forget(id) } }

    /// Takes a stream up where it broke.
    func resume(_ id: MCPRequestID?, after event: String?, wait: Duration?, left: Int) {
        guard left > 0 else { return lost(id, .closed("its stream of events broke and could not be taken up again")) }
        let wait = min(wait ?? Self.standardRetry, Self.longestRetry)
        // Ends by itself after the wait; where the request was given up or the transport closed meanwhile, nothing is started.
        Task { [weak self, sleep] in
            try? await sleep(wait)
            guard let self else { return }
            guard let id else { return listen(after: event, left: left - 1) }
            var call = call("GET", state.withLock { $0.revision })
            call.idleTimeout = Self.longestSilence
            if let event { call.headers.append((MCPHeaders.lastEvent, event)) }
            start(call, MCPHTTPExchange(request: id, transport: self, left: left - 1), for: id)
        }
    }
}
