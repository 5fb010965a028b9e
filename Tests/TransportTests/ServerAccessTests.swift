import Network
import TestSupport
import Testing
import Transport

/// Over a real socket. The server has no engines: 503 says that it would serve this client.
@Suite struct ServerAccessTests {
    private func withServer(_ body: (Int, RealtimeServer) throws -> Void) throws {
        let file = TemporaryFile("anna \(Scene.anna)\n")
        var policy = DoorPolicy()
        policy.keysFile = file.path
        policy.requiresKeys = true
        let server = try RealtimeServer(configuration: ServerConfiguration(), policy: policy)
        let port = try server.start()
        defer { server.stop() }
        try body(port, server)
    }

    private typealias Answer = (status: Int, headers: [String: String], body: String)

    private func answer(_ port: Int, _ headers: String..., body: String? = nil) throws -> Answer {
        let peer = try #require(RawPeer(port: port))
        if let body {
            let lines = ["POST /v1/realtime/client_secrets HTTP/1.1", "Host: localhost", "Content-Length: \(body.utf8.count)"] + headers
            peer.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
        } else {
            peer.send(RawPeer.handshake(path: "/v1/realtime", headers: headers))
        }
        let response = try #require(peer.readResponse())
        return (response.status, response.headers, String(decoding: response.body, as: UTF8.self))
    }

    @Test("a handshake without a key, or with a wrong one, is answered 401 with the protocol's error, which holds no key")
    func handshakes() throws {
        try withServer { port, _ in
            let subprotocols = "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.wrong-key"
            for header in ["X-Nothing: x", "Authorization: Bearer wrong-key", subprotocols] {
                let refused = try answer(port, header)
                #expect(refused.status == 401)
                #expect(refused.headers["www-authenticate"] == "Bearer")
                #expect(refused.body.contains(#""code":"invalid_api_key""#))
                #expect(!refused.body.contains("wrong-key"))
            }
            #expect(try answer(port, "Authorization: Bearer \(Scene.anna)").status == 503)
            #expect(try answer(port, "Sec-WebSocket-Protocol: openai-insecure-api-key.\(Scene.anna), realtime").status == 503)
        }
    }

    @Test("wrong keys in a row are answered 429 with the time to wait")
    func guessing() throws {
        try withServer { port, _ in
            for _ in 0..<20 { #expect(try answer(port, "Authorization: Bearer wrong").status == 401) }
            let refused = try answer(port, "Authorization: Bearer \(Scene.anna)")
            #expect(refused.status == 429)
            #expect(try (1...60).contains(#require(refused.headers["retry-after"].flatMap { Int($0) })))
        }
    }

    @Test("client secrets are asked for with a key first; what else is wrong is told afterwards")
    func clientSecrets() throws {
        try withServer { port, _ in
            let refused = try answer(port, "Content-Type: application/json", body: "{}")
            #expect(refused.status == 401)
            let welcome = try answer(port, "Content-Type: application/json", "Authorization: Bearer \(Scene.anna)", body: "{}")
            #expect(welcome.status == 503)
        }
    }

    @Test("readiness tells whether a key is needed, and how much more the server can take")
    func readiness() throws {
        try withServer { port, _ in
            let peer = try #require(RawPeer(port: port))
            peer.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let body = try #require(peer.readResponse()).body
            let expected = ##"{"admits":false,"headroom":1,"level":"full","needs_key":true,"reason":null,"sessions":0,"status":"loading"}"##
            #expect(String(decoding: body, as: UTF8.self) == expected)
        }
    }
}
