internal import Network
internal import Resources
internal import Wire

/// A session on a server, through a WebSocket.
struct RemoteLine: TalkLine {
    private let client: WebSocketClient

    static func open(_ address: ServerAddress, key: String?, _ mailbox: TalkMailbox, _ body: (RemoteLine) async throws -> Void) async throws
    {
        let pool: ClientPool
        let client: WebSocketClient
        do {
            pool = try ClientPool()
            client = try await pool.connect(
                host: address.host, port: address.port, path: "\(address.path)?model=coda&audio=binary&events=coda",
                headers: key.map { [("Authorization", "Bearer \($0)")] } ?? [], receiver: Receiver(mailbox: mailbox))
        } catch {
            throw CommandLineError(.network, "\(error). Without --server, coda talk needs none.")
        }
        defer { pool.stop() }
        try await body(RemoteLine(client: client))
    }

    func send(_ event: JSONValue) { _ = client.send(.text(event.bytes)) }
    // A connection that takes nothing more closes itself; `closed` tells.
    func send(sound: [UInt8]) { _ = client.send(.binary(sound)) }

    private final class Receiver: WebSocketReceiver {
        private let mailbox: TalkMailbox

        init(mailbox: TalkMailbox) { self.mailbox = mailbox }

        func received(_ message: WebSocketMessage) {
            switch message {
            case .text(let bytes): mailbox.post(event: bytes)
            case .binary(let bytes): mailbox.post(sound: bytes)
            }
        }

        func closed(code: UInt16?) {
            mailbox.post(.closed(code.map { "the server closed the conversation (code \($0))" } ?? "the connection to the server broke"))
        }
    }
}
