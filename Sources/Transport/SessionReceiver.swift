internal import Network
internal import Realtime

/// Hands what arrives on a WebSocket to its session.
final class SessionReceiver: WebSocketReceiver {
    private let session: RealtimeSession
    private let connection: any WebSocketConnection

    init(session: RealtimeSession, connection: any WebSocketConnection) {
        self.session = session
        self.connection = connection
    }

    func received(_ message: WebSocketMessage) {
        let isTaken =
            switch message {
            case .text(let bytes): session.receive(event: bytes)
            case .binary(let bytes): session.receive(sound: bytes)
            }
        if !isTaken { connection.close(.policyViolation, reason: "too much was sent ahead of the session") }
    }

    func closed(code: UInt16?) { session.disconnect() }
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
        }
    }
}
