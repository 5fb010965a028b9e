internal import Glibc
package import Network
package import Realtime
internal import Resources
internal import Synchronization
internal import Wire

/// The server's doors: health, readiness, the page, and Realtime sessions.
package final class RealtimeServer: Sendable {
    private let http: HTTPServer
    private let doors: Doors

    /// - Parameters:
    ///   - defaults: what sessions are set to until their clients say otherwise.
    ///   - sessionThreads: threads on which sessions run.
    package init(configuration: ServerConfiguration, defaults: SessionDefaults = SessionDefaults(), sessionThreads: Int = 2) {
        doors = Doors(host: configuration.host, executor: ThreadExecutor(name: "session", threads: sessionThreads))
        doors.defaults.withLock { $0 = defaults }
        http = HTTPServer(configuration: configuration, handler: doors)
    }

    /// Opens the doors; sessions are refused until `ready`. Gives the port.
    package func start() throws(NetworkError) -> Int { try http.start() }

    /// The engines are loaded: sessions are welcome.
    package func ready(_ engines: Engines) {
        doors.ticker.start()
        doors.engines.withLock { $0 = engines }
    }

    /// Sessions that begin from now on are set to this; those under way keep what they have.
    package func use(_ defaults: SessionDefaults) { doors.defaults.withLock { $0 = defaults } }

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
        doors.ticker.stop()
    }
}
