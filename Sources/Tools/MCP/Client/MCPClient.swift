internal import Resources
internal import Wire

/// Keeps the connection to one server of tools: begins it, takes its list of tools, calls them, and begins again when it was lost.
package actor MCPClient {
    /// What a client does beyond its own server.
    package struct Surroundings: Sendable {
        package var identity: MCPIdentity
        package var transport: @Sendable (MCPServerEntry) -> any MCPTransport
        package var report: @Sendable (MCPReport) -> Void
        /// The tools that may be used are these now.
        package var changed: @Sendable (_ server: String, [any AssistantTool]) -> Void
        package var judge: @Sendable (MCPToolOffer, _ server: String) -> MCPApprovals.Verdict
        /// What was judged is to outlive the process.
        package var remember: @Sendable () async -> Void
        package var sleep: @Sendable (Duration) async throws -> Void

        package init(
            identity: MCPIdentity, transport: @escaping @Sendable (MCPServerEntry) -> any MCPTransport,
            report: @escaping @Sendable (MCPReport) -> Void = { _ in },
            changed: @escaping @Sendable (String, [any AssistantTool]) -> Void = { _, _ in },
            judge: @escaping @Sendable (MCPToolOffer, String) -> MCPApprovals.Verdict = { _, _ in .same },
            remember: @escaping @Sendable () async -> Void = {},
            sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
        ) {
            self.identity = identity
            self.transport = transport
            self.report = report
            self.changed = changed
            self.judge = judge
            self.remember = remember
            self.sleep = sleep
        }
    }

    package nonisolated let entry: MCPServerEntry
    private let surroundings: Surroundings
    /// What there is of a connection, for who ends it.
    private var opening: MCPConnection?
    /// The same once it is negotiated: calls go out on no other.
    private var connection: MCPConnection?
    private var failure = MCPFailure.closed("it is not connected yet")
    private var isStopping = false
    private var isRunning = false
    /// Who waits for the next connection, or for knowing that there is none.
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Whether it was connected once, or could not be.
    private var isSettled = false
    private var isLate = false
    /// Who waits for that.
    private var settling: [CheckedContinuation<Void, Never>] = []

    /// How long a server may take to start and to list its tools: some are downloaded first.
    package static let startPatience: Duration = .seconds(60)
    private static let shortestWait: Duration = .seconds(1)
    private static let longestWait: Duration = .seconds(60)
    /// Changes that may wait to be looked at; further ones are the same change.
    private static let signalCapacity = 4

    package init(_ entry: MCPServerEntry, _ surroundings: Surroundings) {
        self.entry = entry
        self.surroundings = surroundings
    }

    // MARK: Life

    /// Keeps the connection until `stop` or until the task is cancelled.
    package func run() async {
        isRunning = true
        var losses = 0
        while !isStopping, !Task.isCancelled {
            let signals = Mailbox<MCPConnection.Signal>(capacity: Self.signalCapacity)
            let began = ContinuousClock.now
            let end = await withTaskCancellationHandler {
                await live(signals)
            } onCancel: {
                signals.post(.closed(.cancelled))
            }
            let ended = opening
            opening = nil
            connection = nil
            failure = end
            if ContinuousClock.now - began > Self.longestWait { losses = 0 }
            // A session that a server forgot is simply begun again: who waits for it waits on.
            let beginsAtOnce = end == .sessionGone && losses == 0
            if !beginsAtOnce { releaseWaiting() }
            await ended?.close()
            guard !isStopping, !Task.isCancelled else { break }
            if beginsAtOnce {
                losses = 1
                continue
            }
            let wait = min(Self.longestWait, Self.shortestWait * (1 << min(losses, 6)))
            losses += 1
            surroundings.report(.lost(server: entry.name, end, again: wait))
            settle()
            do { try await surroundings.sleep(wait) } catch { break }
        }
        isRunning = false
        releaseWaiting()
        settle()
    }

    /// Ends the connection for good.
    package func stop() async {
        isStopping = true
        failure = .closed("it was disconnected")
        await opening?.close()
    }

    /// One connection, from its beginning to why it ended.
    private func live(_ signals: Mailbox<MCPConnection.Signal>) async -> MCPFailure {
        let connection = MCPConnection(surroundings.transport(entry), identity: surroundings.identity) { signal in
            // A change weighs something, so that a server cannot fill the mailbox with them.
            signals.post(signal, weight: signal == .toolsChanged ? 1 : 0)
        }
        opening = connection
        connection.open()
        do throws(MCPFailure) {
            let peer = try await connection.negotiate(patience: Self.startPatience)
            self.connection = connection
            let count = peer.hasTools ? try await takeTools(connection) : 0
            surroundings.report(.connected(server: entry.name, revision: peer.revision, tools: count))
            if peer.tellsOfChanges { connection.followChanges { signals.post(.closed(.closed("it tells of no more changes"))) } }
        } catch {
            return error
        }
        releaseWaiting()
        settle()
        while let signal = await signals.next() {
            switch signal {
            case .closed(let failure): return failure
            case .toolsChanged:
                do throws(MCPFailure) {
                    _ = try await takeTools(connection)
                } catch {
                    surroundings.report(.stale(server: entry.name, error))
                }
            }
        }
        return .cancelled
    }

    /// Returns once the first attempt to connect has ended, or at `endSettling`; whether it has ended.
    package func settled() async -> Bool {
        if !isSettled, !isLate { await withCheckedContinuation { settling.append($0) } }
        return isSettled
    }

    /// Nobody waits for the first attempt any longer.
    package func endSettling() {
        isLate = true
        let released = settling
        settling = []
        for continuation in released { continuation.resume() }
    }

    private func settle() {
        isSettled = true
        endSettling()
    }

    private func releaseWaiting() {
        let released = waiting
        waiting = []
        for continuation in released { continuation.resume() }
    }

    // MARK: Tools

    /// Reads the server's list and gives on what of it may be used; gives how many.
    private func takeTools(_ connection: MCPConnection) async throws(MCPFailure) -> Int {
        let offers = try await connection.listTools(patience: Self.startPatience)
        var tools: [any AssistantTool] = []
        var names: Set<String> = []
        for offer in offers where entry.allows(offer.name) {
            let definition = offer.definition(of: entry)
            guard names.insert(definition.name).inserted else {
                surroundings.report(.duplicate(server: entry.name, tool: offer.name))
                continue
            }
            if surroundings.judge(offer, entry.name) == .changed {
                surroundings.report(.changed(server: entry.name, tool: offer.name, isWithheld: !entry.isTrusted))
                guard entry.isTrusted else { continue }
            }
            tools.append(MCPTool(offer, definition, self))
        }
        surroundings.changed(entry.name, tools)
        await surroundings.remember()
        return tools.count
    }

    func call(_ offer: MCPToolOffer, _ arguments: JSONValue) async throws(ToolFailure) -> ToolOutput {
        let answer: JSONValue
        do throws(MCPFailure) {
            answer = try await answered(offer, arguments)
        } catch {
            throw toolFailure(error)
        }
        return try MCPToolResult.output(answer)
    }

    private func answered(_ offer: MCPToolOffer, _ arguments: JSONValue) async throws(MCPFailure) -> JSONValue {
        let used = connection
        do throws(MCPFailure) {
            guard let used else { throw failure }
            return try await used.call(offer, arguments, patience: entry.patience)
        } catch {
            guard error == .sessionGone, isRunning, !isStopping else { throw error }
        }
        // The server knew nothing of the call: it is safe to make it again in a session that it knows, which may be there already.
        if connection == nil || connection === used { await withCheckedContinuation { waiting.append($0) } }
        guard let connection else { throw failure }
        return try await connection.call(offer, arguments, patience: entry.patience)
    }

    private func toolFailure(_ failure: MCPFailure) -> ToolFailure {
        switch failure {
        case .timedOut(let limit): .timedOut(limit)
        case .cancelled: .cancelled
        case .answered(let error) where error.code == MCPError.Code.invalidParameters.rawValue:
            .invalidArguments([MCPText.block(error.message, limit: 1_000)])
        case .answered(let error): .failed("The MCP server \(entry.name) answered: \(MCPText.line(error.message))")
        default: .unavailable("The MCP server \(entry.name) cannot be used now: \(failure)")
        }
    }
}
