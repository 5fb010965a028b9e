internal import Audio
package import Network
internal import Synchronization
package import Wire

/// A session on a server, in real time.
package final class LiveStage: ScenarioStage {
    private let socket: WebSocketClient
    private let inbox: Inbox
    private let start: ContinuousClock.Instant
    private var next: ContinuousClock.Instant

    package var now: Double { (ContinuousClock.now - start) / .milliseconds(1) }

    /// - Parameter path: with its query.
    package init(
        _ pool: ClientPool, host: String, port: Int, path: String, headers: [(name: String, value: String)]
    ) async throws(NetworkError) {
        inbox = Inbox()
        socket = try await pool.connect(host: host, port: port, path: path, headers: headers, receiver: inbox)
        start = .now
        next = start
    }

    package func send(_ event: JSONValue) async { _ = socket.send(.text(event.bytes)) }

    package func pass(_ sound: [Int16]?) async throws -> [(at: Double, event: JSONValue)] {
        // Who was kept does not hurry afterwards: sound in a burst would be no time at all.
        if ContinuousClock.now - next > .milliseconds(100) { next = .now }
        // A microphone gives a frame once its last sample has been heard.
        next += .milliseconds(20)
        try await Task.sleep(until: next, tolerance: .zero)
        if let sound { _ = socket.send(.binary(PCM16.encode(sound))) }
        let (arrivals, isClosed) = inbox.take()
        if isClosed { throw ScenarioFailure("the server closed the conversation") }
        return arrivals.map { (($0.at - start) / .milliseconds(1), $0.event) }
    }

    package func end() async { socket.close(.normal, reason: "") }

    private final class Inbox: WebSocketReceiver {
        struct Arrival: Sendable {
            let at: ContinuousClock.Instant
            let event: JSONValue
        }

        private let state = Mutex<(arrivals: [Arrival], isClosed: Bool)>(([], false))

        func received(_ message: WebSocketMessage) {
            let now = ContinuousClock.now
            guard case .text(let bytes) = message, let event = try? JSONValue.parse(bytes) else { return }
            state.withLock { $0.arrivals.append(Arrival(at: now, event: event)) }
        }

        func closed(code: UInt16?) { state.withLock { $0.isClosed = true } }

        func take() -> ([Arrival], Bool) {
            state.withLock { state in
                defer { state.arrivals = [] }
                return (state.arrivals, state.isClosed)
            }
        }
    }
}
