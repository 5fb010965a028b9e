internal import Glibc
package import Memory
package import Network
package import Realtime
package import Recording
internal import Resources
internal import Synchronization
package import Tools
internal import Wire

/// The server's doors: health, readiness, the page, and Realtime sessions.
package final class RealtimeServer: Sendable {
    private let http: HTTPServer
    private let doors: Doors

    /// Reads the keys file. Throws where it cannot be used, and for a server that others can reach and that has no keys.
    /// - Parameters:
    ///   - defaults: what sessions are set to until their clients say otherwise.
    ///   - sessionThreads: threads on which sessions run.
    ///   - recordings: where sessions are recorded; `nil` records none.
    ///   - operation: what is counted, and what the operator wants to be told.
    ///   - now: the clock by which client secrets expire.
    package init(
        configuration: ServerConfiguration, policy: DoorPolicy = DoorPolicy(), defaults: SessionDefaults = SessionDefaults(),
        sessionThreads: Int = 2, recordings: RecordingFolder? = nil, operation: Operation = Operation(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws(AccessError) {
        let gate = try Gate(policy: policy, host: configuration.host)
        let traffic = Traffic()
        // The rest of the queue is for what the session says meanwhile.
        doors = Doors(
            gate: gate, executor: ThreadExecutor(name: "session", threads: sessionThreads),
            largestReplay: configuration.maximumQueuedBytes / 4 * 3, recordings: recordings,
            operation: operation, traffic: traffic, now: now)
        doors.defaults.withLock { $0 = defaults }
        http = HTTPServer(configuration: configuration, handler: doors, traffic: traffic)
    }

    /// Opens the doors; sessions are refused until `ready`. Gives the port.
    package func start() throws(NetworkError) -> Int { try http.start() }

    /// The engines are loaded: sessions are welcome.
    package func ready(_ engines: Engines) {
        var engines = engines
        engines.meters = doors.meters.meters
        engines.meters.watch(engines)
        engines.service = doors.service.state
        doors.ticker.start()
        doors.watchService(engines.recognizer)
        doors.alerts.start { [meters = doors.meters] in meters.sample }
        doors.engines.withLock { [engines] in $0 = engines }
    }

    /// Other agents may use these tools, at `/mcp`; `nil` closes that door again.
    package func offer(_ host: MCPToolHost?, identity: MCPIdentity) { doors.agents.offer(host, identity: identity) }

    /// People's memories may be seen and changed, at `/v1/memories`; `nil` closes that door again.
    package func offer(_ memories: MemoryOffer?) { doors.memories.withLock { $0 = memories } }

    /// Sessions that begin from now on are set to this; those under way keep what they have.
    package func use(_ defaults: SessionDefaults) { doors.defaults.withLock { $0 = defaults } }

    /// What the operator should know about the keys, a sentence each.
    package var warnings: [String] { doors.gate.warnings }

    /// Reads the keys file again, if there is one; gives its warnings. A file that cannot be used throws, and the old keys stay.
    ///
    /// Sessions whose key is gone are closed with 1008, and its client secrets end.
    @discardableResult
    package func reloadKeys() throws(AccessError) -> [String] { try doors.gate.reload() }

    /// Takes the certificate's files as they are now for new connections; does nothing where there is none.
    package func reloadCertificate() throws(NetworkError) { try http.reloadCertificate() }

    /// Refuses new sessions, lets every reply under way end, then closes. Takes at most `limit`.
    package func drain(limit: Duration = .seconds(10)) async {
        doors.isDraining.store(true, ordering: .relaxed)
        doors.ticker.drain()
        let deadline = ContinuousClock.now + limit
        while doors.ticker.count > 0, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(10)) }
        stop()
    }

    /// Closes everything now.
    package func stop() {
        http.stop()
        doors.agents.end()
        // Nobody can come back any more: sessions that wait for their clients end.
        doors.ticker.drain()
        doors.ticker.stop()
        doors.alerts.stop()
        doors.service.stop()
    }
}
