import Network
import Synchronization
import TestSupport

/// A handler whose answers a test writes, and which notes what it saw.
final class ScriptedHandler: ServerHandler {
    struct Seen {
        var requests: [HTTPRequest] = []
        var admissions: [HTTPRequest] = []
        var connections: [any WebSocketConnection] = []
        var messages: [WebSocketMessage] = []
        /// One element for each closed WebSocket.
        var closeCodes: [UInt16?] = []
    }

    let seen = Latch(Seen())
    let keepsMessages: Bool
    let respond: @Sendable (HTTPRequest) -> HTTPResponse
    let admission: @Sendable (HTTPRequest) -> WebSocketAdmission
    let receive: @Sendable (any WebSocketConnection, WebSocketMessage) -> Void
    let open: @Sendable (any WebSocketConnection) -> Void

    init(
        keepsMessages: Bool = true,
        respond: @escaping @Sendable (HTTPRequest) -> HTTPResponse = { _ in HTTPResponse(status: 404, body: Array("{}".utf8)) },
        admission: @escaping @Sendable (HTTPRequest) -> WebSocketAdmission = { _ in .accept(subprotocol: nil) },
        open: @escaping @Sendable (any WebSocketConnection) -> Void = { _ in },
        receive: @escaping @Sendable (any WebSocketConnection, WebSocketMessage) -> Void = { _, _ in }
    ) {
        self.keepsMessages = keepsMessages
        self.respond = respond
        self.admission = admission
        self.receive = receive
        self.open = open
    }

    /// Sends back what it gets.
    static func echo() -> ScriptedHandler { ScriptedHandler(keepsMessages: false, receive: { _ = $0.send($1) }) }

    func respond(to request: HTTPRequest) -> HTTPResponse {
        seen.update { $0.requests.append(request) }
        return respond(request)
    }

    func admit(_ request: HTTPRequest) -> WebSocketAdmission {
        seen.update { $0.admissions.append(request) }
        return admission(request)
    }

    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver {
        open(connection)
        seen.update { $0.connections.append(connection) }
        return Receiver(handler: self, connection: connection)
    }

    private final class Receiver: WebSocketReceiver {
        let handler: ScriptedHandler
        let connection: any WebSocketConnection

        init(handler: ScriptedHandler, connection: any WebSocketConnection) {
            self.handler = handler
            self.connection = connection
        }

        func received(_ message: WebSocketMessage) {
            if handler.keepsMessages { handler.seen.update { $0.messages.append(message) } }
            handler.receive(connection, message)
        }

        func closed(code: UInt16?) { handler.seen.update { $0.closeCodes.append(code) } }
    }
}

/// Starts a server, gives its port to `body`, and stops it whatever happens.
func withServer<Result>(
    _ handler: ScriptedHandler, configure: (inout ServerConfiguration) -> Void = { _ in },
    _ body: (_ port: Int, _ server: HTTPServer) async throws -> Result
) async throws -> Result {
    var configuration = ServerConfiguration()
    configure(&configuration)
    let server = HTTPServer(configuration: configuration, handler: handler)
    let port = try server.start()
    defer { server.stop() }
    return try await body(port, server)
}
