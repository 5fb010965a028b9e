internal import Network
internal import Realtime

/// Hands what arrives on a WebSocket to its session.
final class SessionReceiver: WebSocketReceiver {
    private let session: RealtimeSession
    private let connection: any WebSocketConnection
    /// Where the session outlives this connection: its output, and which of its connections this is.
    private let resumable: (output: ResumableOutput, generation: Int)?
    /// Called where the client was cut for breaking a limit.
    private let wasCut: @Sendable () -> Void

    init(
        session: RealtimeSession, connection: any WebSocketConnection, resumable: (output: ResumableOutput, generation: Int)? = nil,
        wasCut: @escaping @Sendable () -> Void
    ) {
        self.wasCut = wasCut
        self.session = session
        self.connection = connection
        self.resumable = resumable
    }

    func received(_ message: WebSocketMessage) {
        let isTaken = resumable.map { $0.output.receive(generation: $0.generation) { take(message) } } ?? take(message)
        // What still comes for a session that is over is nobody's.
        if !isTaken, !session.isOver { connection.close(.policyViolation, reason: "too much was sent ahead of the session") }
    }

    private func take(_ message: WebSocketMessage) -> Bool {
        switch message {
        case .text(let bytes): session.receive(event: bytes)
        case .binary(let bytes): session.receive(sound: bytes)
        }
    }

    /// A client that says good-bye is gone; one that only fell silent may come back.
    func closed(code: UInt16?) {
        // A session that the server itself has ended broke no limit.
        if code == CloseCode.policyViolation.rawValue, !session.isOver { wasCut() }
        guard let resumable else { return session.disconnect() }
        guard resumable.output.detach(generation: resumable.generation) else { return }
        guard code == CloseCode.normal.rawValue else { return session.detach() }
        resumable.output.end(.disconnected)
        session.disconnect()
    }
}

/// A connection that was admitted but cannot be served any more.
final class ClosedDoor: WebSocketReceiver {
    init(_ connection: any WebSocketConnection, _ code: CloseCode, reason: String) { connection.close(code, reason: reason) }

    func received(_ message: WebSocketMessage) {}
    func closed(code: UInt16?) {}
}

/// Sends what a session says over its WebSocket.
struct ConnectionOutput: SessionOutput {
    private let connection: any WebSocketConnection

    init(_ connection: any WebSocketConnection) { self.connection = connection }

    // A slow reader's connection closes itself; the session learns of it by `closed`.
    func send(event: [UInt8]) { _ = connection.send(.text(event)) }
    func send(sound: [UInt8]) { _ = connection.send(.binary(sound)) }

    func end(_ reason: SessionEnd) {
        switch reason {
        case .disconnected: connection.close(.normal, reason: "")
        case .serverStopping: connection.close(.goingAway, reason: "the server is stopping")
        case .resumedElsewhere: connection.close(.replaced, reason: "the session goes on with another connection")
        case .keyRevoked: connection.close(.policyViolation, reason: Gate.revoked)
        }
    }
}
