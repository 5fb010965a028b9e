import Network
import Synchronization
import TestSupport
import Testing

/// libwebsockets' own WebSocket against ours: neither can hide the other's mistakes.
@Suite struct ClientTests {
    final class Inbox: WebSocketReceiver {
        struct Seen {
            var messages: [WebSocketMessage] = []
            var closeCodes: [UInt16?] = []
        }

        let seen = Latch(Seen())

        func received(_ message: WebSocketMessage) { seen.update { $0.messages.append(message) } }
        func closed(code: UInt16?) { seen.update { $0.closeCodes.append(code) } }
    }

    @Test("messages of every size go there and back, in order")
    func echo() async throws {
        let pool = try ClientPool()
        defer { pool.stop() }
        try await withServer(.echo()) { port, _ in
            let inbox = Inbox()
            let client = try await pool.connect(host: "127.0.0.1", port: port, receiver: inbox)
            let messages = [0, 1, 125, 126, 16_384, 65_535, 65_536, 1_048_577, 3_000_000].flatMap { size in
                let bytes = (0..<size).map { UInt8(32 + $0 % 90) }
                return [WebSocketMessage.text(bytes), .binary(bytes)]
            }
            for message in messages { #expect(client.send(message) == .queued) }
            let seen = inbox.seen.wait { $0.messages.count == messages.count }
            #expect(seen.messages == messages)
        }
    }

    @Test("200 clients talk at once, each hears its own words in order")
    func manyClients() async throws {
        let pool = try ClientPool()
        defer { pool.stop() }
        try await withServer(.echo()) { port, _ in
            let inboxes = (0..<200).map { _ in Inbox() }
            try await withThrowingTaskGroup { group in
                for (number, inbox) in inboxes.enumerated() {
                    group.addTask {
                        let client = try await pool.connect(host: "127.0.0.1", port: port, path: "/\(number)", receiver: inbox)
                        for index in 0..<50 { #expect(client.send(.text(Array("\(number):\(index)".utf8))) == .queued) }
                    }
                }
                try await group.waitForAll()
            }
            for (number, inbox) in inboxes.enumerated() {
                let seen = inbox.seen.wait { $0.messages.count == 50 }
                #expect(seen.messages == (0..<50).map { .text(Array("\(number):\($0)".utf8)) })
            }
        }
    }

    @Test("headers and subprotocols go out, the chosen one comes back")
    func handshake() async throws {
        let pool = try ClientPool()
        defer { pool.stop() }
        let handler = ScriptedHandler(admission: { _ in .accept(subprotocol: "realtime") })
        try await withServer(handler) { port, _ in
            let client = try await pool.connect(
                host: "127.0.0.1", port: port, path: "/v1/realtime?model=a%20b",
                headers: [("Authorization", "Bearer secret"), ("OpenAI-Beta", "realtime=v1")], subprotocols: ["realtime", "other"],
                receiver: Inbox())
            #expect(client.subprotocol == "realtime")
            let request = try #require(handler.seen.wait { !$0.admissions.isEmpty }.admissions.first)
            #expect(request.path == "/v1/realtime" && request.query == ["model": "a b"])
            #expect(request.headers["authorization"] == "Bearer secret" && request.headers["openai-beta"] == "realtime=v1")
            #expect(request.headers["host"] == "127.0.0.1:\(port)")
        }
    }

    @Test("a closed port, a refusal and a wrong request each give their own error")
    func failures() async throws {
        let pool = try ClientPool()
        defer { pool.stop() }
        func failure(_ host: String, _ port: Int, path: String = "/") async -> NetworkError? {
            do throws(NetworkError) {
                _ = try await pool.connect(host: host, port: port, path: path, receiver: Inbox())
                return nil
            } catch { return error }
        }
        let handler = ScriptedHandler(admission: { _ in .refuse(HTTPResponse(status: 429, body: [])) })
        let port = try await withServer(handler) { port, _ in
            #expect(await failure("127.0.0.1", port) == .handshakeRefused(host: "127.0.0.1", port: port, status: 429))
            #expect(await failure("127.0.0.1", port, path: "no slash") != nil)
            return port
        }
        guard case .unreachable("127.0.0.1", port, _) = await failure("127.0.0.1", port) else {
            Issue.record("a closed port must be unreachable")
            return
        }
        #expect(await failure("127.0.0.1", 0) == .portOutOfRange(0))
        pool.stop()
        #expect(await failure("127.0.0.1", port) == .stopped)
    }

    @Test("close codes travel both ways")
    func closing() async throws {
        let pool = try ClientPool()
        defer { pool.stop() }
        let handler = ScriptedHandler(receive: { connection, _ in connection.close(.policyViolation, reason: "busy") })
        try await withServer(handler) { port, server in
            let inboxes = (0..<3).map { _ in Inbox() }
            let first = try await pool.connect(host: "127.0.0.1", port: port, receiver: inboxes[0])
            _ = first.send(.text(Array("last words".utf8)))
            first.close(.normal, reason: "done")
            #expect(first.send(.text([])) == .closed)
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes.count == 1)
            #expect(handler.seen.update { $0.messages } == [.text(Array("last words".utf8))])

            let second = try await pool.connect(host: "127.0.0.1", port: port, receiver: inboxes[1])
            _ = second.send(.text([65]))
            #expect(inboxes[1].seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1008])

            _ = try await pool.connect(host: "127.0.0.1", port: port, receiver: inboxes[2])
            server.stop()
            #expect(inboxes[2].seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1001])
            #expect(inboxes[0].seen.wait { !$0.closeCodes.isEmpty }.closeCodes.count == 1)
        }
    }

    @Test("a pool that stops closes its clients with 1001")
    func poolStops() async throws {
        let pool = try ClientPool()
        let handler = ScriptedHandler.echo()
        try await withServer(handler) { port, _ in
            let inbox = Inbox()
            for _ in 0..<10 { _ = try await pool.connect(host: "127.0.0.1", port: port, receiver: inbox) }
            pool.stop()
            #expect(inbox.seen.wait { $0.closeCodes.count == 10 }.closeCodes == [UInt16?](repeating: 1001, count: 10))
            #expect(handler.seen.wait { $0.closeCodes.count == 10 }.closeCodes == [UInt16?](repeating: 1001, count: 10))
        }
    }

    @Test("a message beyond the client's limit closes with 1009")
    func tooBig() async throws {
        var configuration = ClientConfiguration()
        configuration.maximumMessageBytes = 100_000
        let pool = try ClientPool(configuration: configuration)
        defer { pool.stop() }
        let handler = ScriptedHandler(open: { _ = $0.send(.binary([UInt8](repeating: 0, count: 100_001))) })
        try await withServer(handler) { port, _ in
            let inbox = Inbox()
            _ = try await pool.connect(host: "127.0.0.1", port: port, receiver: inbox)
            #expect(inbox.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1009])
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1009])
        }
    }
}
