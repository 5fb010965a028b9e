/// One open WebSocket; callable from any thread.
package protocol WebSocketConnection: AnyObject, Sendable {
    /// Queues a message; order is kept.
    func send(_ message: WebSocketMessage) -> SendOutcome
    /// Sends what is queued, then the close frame; from now on nothing is received. A reason beyond 123 bytes is cut.
    func close(_ code: CloseCode, reason: String)
}
