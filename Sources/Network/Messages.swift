/// One HTTP request, as far as Coda needs it.
package struct HTTPRequest: Sendable {
    package var method: String
    /// Percent-decoded, without the query.
    package var path: String
    /// Decoded query parameters; the last of a repeated name counts.
    package var query: [String: String]
    /// Lower-case names. Only the headers Coda asks for are kept.
    package var headers: [String: String]
    /// The peer's address, such as "127.0.0.1".
    package var peer: String
    package var body: [UInt8]

    package init(
        method: String, path: String, query: [String: String] = [:], headers: [String: String] = [:], peer: String = "", body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.peer = peer
        self.body = body
    }
}

package struct HTTPResponse: Sendable {
    package var status: Int
    package var contentType: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(status: Int, contentType: String = "application/json", headers: [(name: String, value: String)] = [], body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        self.body = body
    }
}

/// RFC 6455 section 7.4 close codes that Coda sends.
package enum CloseCode: UInt16, Sendable {
    case normal = 1000
    case goingAway = 1001
    case protocolError = 1002
    case unsupportedData = 1003
    case invalidPayload = 1007
    case policyViolation = 1008
    case messageTooBig = 1009
    case internalError = 1011
    case tryAgainLater = 1013
}

package enum WebSocketMessage: Sendable, Equatable {
    case text([UInt8])
    case binary([UInt8])
}

/// What became of a message handed to `WebSocketConnection.send`.
package enum SendOutcome: Sendable, Equatable {
    case queued
    /// The peer reads too slowly: the connection's queue is full, and it is being closed with 1008.
    case overflow
    /// The connection is gone.
    case closed
}

/// One open WebSocket; callable from any thread.
package protocol WebSocketConnection: AnyObject, Sendable {
    func send(_ message: WebSocketMessage) -> SendOutcome
    /// Sends what is queued, then the close frame.
    func close(_ code: CloseCode, reason: String)
}

/// Gets what arrives on one WebSocket. Called on the network thread: must return at once.
package protocol WebSocketReceiver: AnyObject, Sendable {
    /// A whole message; fragments are already joined.
    func received(_ message: WebSocketMessage)
    /// The last call. `code` is `nil` where the connection broke without a close frame.
    func closed(code: UInt16?)
}

/// What the server is asked. Called on the network thread: must return at once.
package protocol ServerHandler: AnyObject, Sendable {
    func respond(to request: HTTPRequest) -> HTTPResponse
    /// Asked during the handshake, before it is answered: `.success` with the subprotocol to confirm (or `nil`), or a refusal.
    func admit(_ request: HTTPRequest) -> WebSocketAdmission
    /// The handshake is done: returns who gets the messages.
    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver
}

package enum WebSocketAdmission: Sendable {
    case accept(subprotocol: String?)
    case refuse(HTTPResponse)
}
