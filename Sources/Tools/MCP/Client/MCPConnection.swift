internal import Synchronization
internal import Wire

/// One connection to a server of tools: asks, and gives each answer to whoever waits for it.
package final class MCPConnection: Sendable {
    /// What happens to a connection beside answers.
    package enum Signal: Sendable, Equatable {
        case toolsChanged
        /// The last.
        case closed(MCPFailure)
    }

    /// What was agreed with the server, and what it says of itself.
    package struct Peer: Sendable, Equatable {
        package var revision: MCPRevision
        package var name: String
        package var version: String
        package var hasTools: Bool
        package var tellsOfChanges: Bool
    }

    private struct Waiter {
        let done: @Sendable (Result<JSONValue, MCPFailure>) -> Void
        let patience: Duration?
        /// When it has been silent for too long.
        var end: ContinuousClock.Instant?
        var timer: Task<Void, Never>?
    }

    private struct State {
        var exchange = MCPExchange()
        var waiters: [MCPRequestID: Waiter] = [:]
        var revision: MCPRevision?
        var failure: MCPFailure?
    }

    private let state = Mutex(State())
    private let transport: any MCPTransport
    let identity: MCPIdentity
    private let signal: @Sendable (Signal) -> Void
    /// Requests under way at once; more are refused.
    private static let mostRequests = 256

    /// - Parameter signal: called from any thread.
    package init(_ transport: any MCPTransport, identity: MCPIdentity, signal: @escaping @Sendable (Signal) -> Void) {
        self.transport = transport
        self.identity = identity
        self.signal = signal
    }

    package func open() {
        transport.open { [weak self] in self?.arrived($0) }
    }

    /// Ends the connection; who still waits is told. Returns once everything that was started for it is gone.
    package func close() async {
        await withCheckedContinuation { continuation in
            end(.closed("the connection was closed")) { continuation.resume() }
        }
    }

    package var diagnostics: String { transport.diagnostics }
    var revision: MCPRevision? { state.withLock { $0.revision } }

    func agree(on revision: MCPRevision?) { state.withLock { $0.revision = revision } }

    /// The handshake is done.
    func begin() { transport.began() }

    // MARK: Asking

    /// Asks, and waits for the answer.
    /// - Parameters:
    ///   - revision: in whose manner; `nil` is the one agreed.
    ///   - patience: how long the server may give no sign of it; `nil` where the answer may come at any time.
    func ask(
        _ method: String, _ parameters: JSONValue = [:], revision: MCPRevision? = nil, schema: JSONValue? = nil, patience: Duration?,
        wantsProgress: Bool = false
    ) async throws(MCPFailure) -> JSONValue {
        let asked = Mutex<MCPRequestID?>(nil)
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let id = begin(method, parameters, revision, schema, patience, wantsProgress) { continuation.resume(returning: $0) }
                asked.withLock { $0 = id }
                // The cancellation may have come before there was anything to cancel.
                if Task.isCancelled, let id { abandon(id, .cancelled) }
            }
        } onCancel: {
            if let id = asked.withLock({ $0 }) { abandon(id, .cancelled) }
        }
        return try answer.get()
    }

    /// Asks; `done` is called once, from any thread.
    @discardableResult
    private func begin(
        _ method: String, _ parameters: JSONValue, _ wanted: MCPRevision?, _ schema: JSONValue?, _ patience: Duration?,
        _ wantsProgress: Bool, done: @escaping @Sendable (Result<JSONValue, MCPFailure>) -> Void
    ) -> MCPRequestID? {
        let begun: Result<(MCPRequestID, MCPParcel), MCPFailure> = state.withLock { state in
            if let failure = state.failure { return .failure(failure) }
            guard state.waiters.count < Self.mostRequests else { return .failure(.refused("too many requests are under way")) }
            let revision = wanted ?? state.revision
            let sealed =
                revision.map { $0.isStateless ? MCPEnvelope.seal(parameters, $0, client: identity) : parameters } ?? parameters
            let (id, message) = state.exchange.request(method, sealed, wantsProgress: wantsProgress)
            state.waiters[id] = Waiter(done: done, patience: patience, end: patience.map { .now + $0 })
            return .success((id, MCPParcel(message: message, revision: revision, schema: schema, patience: patience)))
        }
        switch begun {
        case .failure(let failure):
            done(.failure(failure))
            return nil
        case .success((let id, let parcel)):
            if patience != nil { watch(id) }
            transport.send(parcel)
            return id
        }
    }

    /// Asks for what is answered only when it ends.
    func listen(_ method: String, _ parameters: JSONValue, done: @escaping @Sendable (Result<JSONValue, MCPFailure>) -> Void) {
        begin(method, parameters, nil, nil, nil, false, done: done)
    }

    func tell(_ method: String) {
        let revision = state.withLock { $0.revision }
        transport.send(MCPParcel(message: .notification(method: method, parameters: [:]), revision: revision))
    }

    /// Gives the request up when it was silent for too long.
    private func watch(_ id: MCPRequestID) {
        // Ends with its request, which cancels it, or by giving that up.
        let timer = Task { [weak self] in
            while let self, let waiter = state.withLock({ $0.waiters[id] }), let end = waiter.end, let patience = waiter.patience {
                if end <= .now { return abandon(id, .timedOut(patience)) }
                do { try await Task.sleep(until: end, clock: .continuous) } catch { return }
            }
        }
        let isOver = state.withLock { state in
            guard state.waiters[id] != nil else { return true }
            state.waiters[id]?.timer = timer
            return false
        }
        if isOver { timer.cancel() }
    }

    private func abandon(_ id: MCPRequestID, _ failure: MCPFailure) {
        let (waiter, message, revision) = state.withLock { state in
            (state.waiters.removeValue(forKey: id), state.exchange.abandon(id, reason: "\(failure)"), state.revision)
        }
        guard let waiter else { return }
        waiter.timer?.cancel()
        if !transport.abandon(id), let message { transport.send(MCPParcel(message: message, revision: revision)) }
        waiter.done(.failure(failure))
    }

    // MARK: What arrives

    private func arrived(_ arrival: MCPArrival) {
        switch arrival {
        case .message(let message): received(message)
        case .garbage(let malformed):
            // A request that cannot be read is answered; anything else that cannot be read is nothing.
            if malformed.id != nil { send(malformed.answer) }
        case .lost(let id, let failure):
            settle([.answer(id, .failure(failure))])
            if failure == .sessionGone { end(failure) }
        case .closed(let failure): end(failure)
        }
    }

    private func received(_ message: MCPMessage) {
        settle(state.withLock { $0.exchange.receive(message) })
    }

    private func settle(_ actions: [MCPExchange.Action]) {
        for action in actions {
            switch action {
            case .send(let message): send(message)
            case .answer(let id, let result):
                let waiter = state.withLock { state in
                    _ = state.exchange.abandon(id, reason: "")
                    return state.waiters.removeValue(forKey: id)
                }
                waiter?.timer?.cancel()
                waiter?.done(result)
            case .progress(let id):
                state.withLock { state in
                    if let patience = state.waiters[id]?.patience { state.waiters[id]?.end = .now + patience }
                }
            case .toolsChanged: signal(.toolsChanged)
            }
        }
    }

    private func send(_ message: MCPMessage) {
        transport.send(MCPParcel(message: message, revision: revision))
    }

    /// - Parameter done: called once everything that was started for it is gone.
    private func end(_ failure: MCPFailure, then done: @escaping @Sendable () -> Void = {}) {
        let waiters: [Waiter]? = state.withLock { state in
            guard state.failure == nil else { return nil }
            state.failure = failure
            state.exchange.end()
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        transport.close(done)
        guard let waiters else { return }
        for waiter in waiters {
            waiter.timer?.cancel()
            waiter.done(.failure(failure))
        }
        signal(.closed(failure))
    }
}
