internal import Synchronization

/// An HTTP/1.1 and WebSocket server on one port, with a service thread of its own.
///
/// Callable from any thread, but `stop` not from the handler.
package final class HTTPServer: Sendable {
    private enum State {
        case idle
        case running(ServerCore)
        case stopped
    }

    private let configuration: ServerConfiguration
    private let handler: any ServerHandler
    private let state = Mutex(State.idle)
    private let traffic: Traffic

    /// - Parameter traffic: counts what the connections do.
    package init(configuration: ServerConfiguration, handler: any ServerHandler, traffic: Traffic = Traffic()) {
        self.traffic = traffic
        self.configuration = configuration
        self.handler = handler
    }

    deinit {
        guard let core = takeRunning() else { return }
        core.requestStop()
        core.loop.joinOrDetach()
    }

    /// Listens and serves from now on; gives the real port. Once only: later calls throw `stopped`.
    @discardableResult
    package func start() throws(NetworkError) -> Int {
        try state.withLock { state throws(NetworkError) -> Int in
            guard case .idle = state else { throw .stopped }
            let core = try ServerCore(configuration: configuration, handler: handler, traffic: traffic)
            let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
            let port = socket.port
            try core.start(socket)
            state = .running(core)
            return port
        }
    }

    /// Accepts nothing more, sends what is queued, closes every WebSocket with 1001 and ends the thread.
    ///
    /// Blocks until all is done, about `stopTimeout` at most. Further calls do nothing.
    package func stop() {
        guard let core = takeRunning() else { return }
        core.requestStop()
        core.loop.join()
    }

    /// Takes the certificate's files as they are now for new connections; those there are live on with the old one.
    ///
    /// The server also does so by itself within seconds of a change. A certificate that cannot be used leaves the old one in place.
    package func reloadCertificate() throws(NetworkError) {
        try state.withLock { state throws(NetworkError) in
            guard case .running(let core) = state else { throw .stopped }
            try core.reloadCertificate()
        }
    }

    private func takeRunning() -> ServerCore? {
        state.withLock { state in
            defer { state = .stopped }
            guard case .running(let core) = state else { return nil }
            return core
        }
    }
}
