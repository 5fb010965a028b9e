/// What the server is asked. Called on the network thread: must return at once.
package protocol ServerHandler: AnyObject, Sendable {
    func respond(to request: HTTPRequest) -> HTTPResponse
    /// Asked during the handshake, before it is answered.
    func admit(_ request: HTTPRequest) -> WebSocketAdmission
    /// The handshake is done: returns who gets the messages.
    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver
}
