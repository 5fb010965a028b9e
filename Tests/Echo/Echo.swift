import Glibc
import Network

/// Sends every message back: what conformance suites and measurements of the network layer talk to.
///
/// Prints its port. Arguments: the port to listen at (default: the kernel chooses).
@main
struct Echo {
    static func main() {
        var configuration = ServerConfiguration()
        configuration.port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 0
        configuration.maximumConnections = 20_000
        // The performance cases send 64 messages of a megabyte and thousands of small ones at once.
        configuration.maximumQueuedBytes = 64 << 20
        configuration.messagesPerSecond = nil
        let server = HTTPServer(configuration: configuration, handler: EchoHandler())
        do throws(NetworkError) {
            print(try server.start())
            fflush(nil)
        } catch {
            print("\(error)")
            exit(1)
        }
        while true { pause() }
    }
}

final class EchoHandler: ServerHandler {
    private final class Receiver: WebSocketReceiver {
        private let connection: any WebSocketConnection

        init(_ connection: any WebSocketConnection) { self.connection = connection }

        func received(_ message: WebSocketMessage) { _ = connection.send(message) }
        func closed(code: UInt16?) {}
    }

    func respond(to request: HTTPRequest) -> HTTPResponse { HTTPResponse(status: 404, body: []) }
    func admit(_ request: HTTPRequest) -> WebSocketAdmission { .accept(subprotocol: nil) }
    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver { Receiver(connection) }
}
