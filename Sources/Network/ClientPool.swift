internal import Synchronization

/// WebSocket clients that share one service thread. The WebSocket is libwebsockets' own, which reports 1002 for close codes 1012 to 1014.
///
/// Callable from any thread, but `stop` not from a receiver.
package final class ClientPool: Sendable {
    private let core: ClientCore
    private let isStopped = Mutex(false)

    package init(configuration: ClientConfiguration = ClientConfiguration()) throws(NetworkError) {
        core = ClientCore(configuration: configuration)
        try core.start()
    }

    deinit {
        guard !wasStopped() else { return }
        core.requestStop()
        core.loop.joinOrDetach()
    }

    /// Opens a WebSocket.
    ///
    /// - Parameters:
    ///   - path: with its query, escaped.
    ///   - headers: sent beside those the handshake needs.
    ///   - subprotocols: in order of preference.
    ///   - receiver: gets the messages, perhaps the first before this returns.
    package func connect(
        host: String, port: Int, path: String = "/", headers: [(name: String, value: String)] = [], subprotocols: [String] = [],
        receiver: any WebSocketReceiver
    ) async throws(NetworkError) -> WebSocketClient {
        guard (1...65_535).contains(port) else { throw .portOutOfRange(port) }
        let texts = [host, path] + subprotocols + headers.flatMap { [$0.name, $0.value] }
        guard !texts.contains(where: { $0.utf8.contains { $0 < 32 || $0 == 127 } }), path.hasPrefix("/"), !host.isEmpty else {
            throw .invalidRequest("host, path, headers and subprotocols must have no control characters, and the path must begin with /")
        }
        let request = WebSocketClient.Request(host: host, port: port, path: path, headers: headers, subprotocols: subprotocols)
        let core = core
        return try await withCheckedContinuation { (continuation: CheckedContinuation<WebSocketClient.Outcome, Never>) in
            let client = WebSocketClient(request, pool: core, receiver: receiver) { continuation.resume(returning: $0) }
            if !core.loop.request(client) { client.failed(.stopped) }
        }.get()
    }

    /// Closes every client with 1001 and ends the thread; blocks until that is done. Further calls do nothing.
    package func stop() {
        guard !wasStopped() else { return }
        core.requestStop()
        core.loop.join()
    }

    private func wasStopped() -> Bool {
        isStopped.withLock { stopped in
            defer { stopped = true }
            return stopped
        }
    }
}
