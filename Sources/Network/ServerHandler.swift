/// What the server is asked. Called on the network thread: must return at once.
package protocol ServerHandler: AnyObject, Sendable {
    func respond(to request: HTTPRequest) -> HTTPResponse
    /// The answer, or `nil` where `reply` will be given it later. The peer's next request waits for it.
    func respond(to request: HTTPRequest, later reply: HTTPReply) -> HTTPResponse?
    /// Asked during the handshake, before it is answered.
    func admit(_ request: HTTPRequest) -> WebSocketAdmission
    /// The handshake is done: returns who gets the messages.
    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver
}

extension ServerHandler {
    package func respond(to request: HTTPRequest, later _: HTTPReply) -> HTTPResponse? { respond(to: request) }
}
