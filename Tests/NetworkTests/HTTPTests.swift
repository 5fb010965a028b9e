import Network
import Synchronization
import TestSupport
import Testing

@Suite struct HTTPTests {
    /// Tells back what the handler was given.
    static func mirror() -> ScriptedHandler {
        ScriptedHandler(respond: { request in
            switch request.path {
            case "/missing": return HTTPResponse(status: 404, body: Array(#"{"error":"no such thing"}"#.utf8))
            case "/empty": return HTTPResponse(status: 204, body: [])
            case "/large": return HTTPResponse(status: 200, contentType: "text/plain", body: [UInt8](repeating: 66, count: 3_000_000))
            case "/inject": return HTTPResponse(status: 200, headers: [("x-echo", "a\r\nset-cookie: b")], body: [])
            default: break
            }
            let pairs = request.query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
            let text = "\(request.method)|\(request.path)|\(pairs)|\(String(decoding: request.body, as: UTF8.self))"
            return HTTPResponse(status: 200, contentType: "text/plain", headers: [("x-peer", request.peer)], body: Array(text.utf8))
        })
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: String
        let status: Int
        let body: String?

        init(_ name: String, _ request: String, _ status: Int, _ body: String? = nil) {
            testDescription = name
            self.request = request
            self.status = status
            self.body = body
        }
    }

    static let rows = [
        Row("a plain GET", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200, "GET|/||"),
        Row("escapes", "GET /a%20b/%C3%A9?x=1+2&y=%26&x=3&flag HTTP/1.1\r\nHost: a\r\n\r\n", 200, "GET|/a b/é|flag=,x=3,y=&|"),
        Row("the absolute form", "GET http://host/p?q=1 HTTP/1.1\r\nHost: a\r\n\r\n", 200, "GET|/p|q=1|"),
        Row("spaces around a header's value", "POST / HTTP/1.1\r\nHost: \t a \r\nContent-Length:  2\t\r\n\r\nhi", 200, "POST|/||hi"),
        Row("an empty line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 200, "GET|/||"),
        Row("a body", "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", 200, "POST|/p||hello"),
        Row("an empty body", "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 200, "POST|/p||"),
        Row(
            "a chunked body",
            "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: t\r\n\r\n", 200,
            "POST|/p||hello"),
        Row("a missing page", "GET /missing HTTP/1.1\r\nHost: a\r\n\r\n", 404, #"{"error":"no such thing"}"#),
        Row("a method not served", "PUT / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        Row("a body beyond the limit", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1025\r\n\r\n", 413),
        Row("chunks beyond the limit", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n", 413),
        Row("a chunk size beyond all numbers", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFF\r\n", 413),
        Row("a chunk without a size", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", 400),
        Row("another coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        Row("two ways to tell the length", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400),
        Row("two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", 400),
        Row("a negative length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        Row("a length beyond all numbers", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
        Row("no host", "GET / HTTP/1.1\r\n\r\n", 400),
        Row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        Row("a folded header", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400),
        Row("a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        Row("a header without a name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400),
        Row("a lone line feed", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400),
        Row("a NUL in a header", "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 400),
        Row("a broken escape", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        Row("an escaped NUL", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        Row("an escape that is not UTF-8", "GET /%FF HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        Row("a relative target", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        Row("another version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        Row("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        Row("a TLS hello", "\u{16}\u{3}\u{1}\u{2}\0", 400),
        Row("a head beyond the limit", "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 17_000))", 431),
        Row("too many headers", "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 101))\r\n", 431),
        Row("an upgrade to something else", "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200, "GET|/||"),
        Row(
            "a WebSocket of another version",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\n\r\n", 426),
        Row(
            "a WebSocket without a key",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n", 400),
        Row(
            "a WebSocket by POST",
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n", 400),
    ]

    @Test("a request is answered as it deserves, however its bytes arrive", arguments: rows, [false, true])
    func request(_ row: Row, inPieces: Bool) async throws {
        try await withServer(Self.mirror(), configure: { $0.maximumBodyBytes = 1_024 }) { port, _ in
            let peer = try #require(RawPeer(port: port))
            if inPieces { for byte in row.request.utf8 where peer.send([byte]) {} } else { peer.send(row.request) }
            let answer = try #require(peer.readResponse())
            #expect(answer.status == row.status)
            if let body = row.body { #expect(String(decoding: answer.body, as: UTF8.self) == body) }
            if row.status == 405 { #expect(answer.headers["allow"] == "DELETE, GET, HEAD, PATCH, POST") }
            if row.status == 426 { #expect(answer.headers["sec-websocket-version"] == "13") }
            // After a refusal, nothing that follows can be trusted.
            let closes = answer.headers["connection"] == "close"
            #expect(closes == (row.status >= 400 && row.status != 404))
            if closes {
                peer.finishSending()
                #expect(peer.readsEnd())
            }
        }
    }

    @Test("one connection serves many requests, also when they come all at once")
    func keepAlive() async throws {
        try await withServer(Self.mirror()) { port, _ in
            let peer = try #require(RawPeer(port: port))
            for index in 0..<100 {
                peer.send("POST /\(index) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
                #expect(try #require(peer.readResponse()).body == Array("POST|/\(index)||hi".utf8))
            }
            peer.send((0..<300).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for index in 0..<300 { #expect(try #require(peer.readResponse()).body == Array("GET|/\(index)||".utf8)) }
            peer.send("GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try #require(peer.readResponse()).headers["connection"] == "close")
            #expect(peer.readsEnd())
        }
    }

    @Test("HEAD has the headers of GET and no body; 204 has none either")
    func head() async throws {
        try await withServer(Self.mirror()) { port, _ in
            let peer = try #require(RawPeer(port: port))
            peer.send("HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try #require(peer.readResponse(hasBody: false))
            #expect(answer.status == 200 && answer.headers["content-length"] == "3000000")
            peer.send("GET /empty HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let empty = try #require(peer.readResponse())
            #expect(empty.status == 204 && empty.headers["content-length"] == nil)
            #expect(try #require(peer.readResponse()).body == Array("GET|/||".utf8))
        }
    }

    @Test("HTTP/1.0 is closed after its answer, unless it asks otherwise")
    func version10() async throws {
        try await withServer(Self.mirror()) { port, _ in
            let kept = try #require(RawPeer(port: port))
            kept.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n")
            #expect(try #require(kept.readResponse()).headers["connection"] == "keep-alive")
            #expect(try #require(kept.readResponse()).headers["connection"] == "close")
            #expect(kept.readsEnd())
        }
    }

    @Test("a client that finishes sending still gets its answer", arguments: ["1.0", "1.1"])
    func halfClosed(version: String) async throws {
        try await withServer(Self.mirror()) { port, _ in
            for _ in 0..<50 {
                let peer = try #require(RawPeer(port: port))
                peer.send("GET /a HTTP/\(version)\r\nHost: a\r\n\r\n")
                peer.finishSending()
                #expect(try #require(peer.readResponse()).body == Array("GET|/a||".utf8))
                #expect(peer.readsEnd())
            }
        }
    }

    @Test("a client that asks before it sends its body is told to go on")
    func expectContinue() async throws {
        try await withServer(Self.mirror()) { port, _ in
            let peer = try #require(RawPeer(port: port))
            peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(peer.readResponse()?.status == 100)
            peer.send("hi")
            #expect(peer.readResponse()?.body == Array("POST|/||hi".utf8))
        }
    }

    @Test("a large answer arrives whole, also at a slow reader's")
    func large() async throws {
        try await withServer(Self.mirror()) { port, _ in
            let peer = try #require(RawPeer(port: port, receiveBufferBytes: 4_096))
            peer.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(peer.readResponse()).body == [UInt8](repeating: 66, count: 3_000_000))
            #expect(try #require(peer.readResponse()).body == Array("GET|/next||".utf8))
        }
    }

    @Test("headers reach the handler in lower case, repeated ones joined; a handler's value cannot become a header")
    func headers() async throws {
        let handler = Self.mirror()
        try await withServer(handler) { port, _ in
            let peer = try #require(RawPeer(port: port))
            peer.send(
                "GET /inject HTTP/1.1\r\nHost: a:1\r\nAUTHORIZATION: Bearer k\r\nOpenAI-Beta: realtime=v1\r\nX-A: 1\r\nX-A: 2\r\n\r\n")
            let answer = try #require(peer.readResponse())
            #expect(answer.headers["set-cookie"] == nil && answer.headers["x-echo"] == "a  set-cookie: b")
            let request = try #require(handler.seen.wait { !$0.requests.isEmpty }.requests.first)
            #expect(
                request.headers == ["host": "a:1", "authorization": "Bearer k", "openai-beta": "realtime=v1", "x-a": "1, 2"])
            #expect(request.peer == "127.0.0.1")
        }
    }
}
