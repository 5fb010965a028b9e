/// Gets what arrives on one WebSocket. Called on the network thread: must return at once.
package protocol WebSocketReceiver: AnyObject, Sendable {
    /// A whole message; fragments are already joined.
    func received(_ message: WebSocketMessage)
    /// The last call, once. `code` is that of the first close frame, the peer's or ours (1008 after an overflow, 1007 for broken text);
    /// 1005 where it had none, `nil` where the connection broke without one.
    func closed(code: UInt16?)
}
