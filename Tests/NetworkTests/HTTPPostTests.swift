import Network
import TestSupport
import Testing

@Suite struct HTTPPostTests {
    @Test(
        "an address is read",
        arguments: [
            ("http://a", "a", 80), ("http://a:81", "a", 81), ("http://a:81/b?c=d", "a", 81), ("http://[::1]:9/x", "::1", 9),
            ("http://[::1]", "::1", 80), ("http://a?b", "a", 80),
        ])
    func addresses(address: String, host: String, port: Int) throws {
        let post = try HTTPPost(address: address)
        #expect(post.host == host && post.port == port)
    }

    @Test(
        "what is no such address is refused without being repeated",
        arguments: ["", "https://hush", "http://", "http://hush:0", "http://hush:x", "http://me:hush@a/", "http://hush b", "ftp://hush"])
    func malformed(address: String) {
        let error = #expect(throws: NetworkError.self) { try HTTPPost(address: address) }
        #expect(error?.description.contains("hush") == false)
    }

    @Test("the body arrives as JSON, and the status comes back")
    func sending() throws {
        let handler = ScriptedHandler(respond: { request in
            HTTPResponse(status: request.headers["content-type"] == "application/json" ? 202 : 400, body: Array("{}".utf8))
        })
        let server = HTTPServer(configuration: ServerConfiguration(), handler: handler)
        let port = try server.start()
        defer { server.stop() }
        let body = Array(#"{"text":"é"}"#.utf8)
        #expect(try HTTPPost(address: "http://localhost:\(port)/hook?a=b").send(body, limit: .seconds(10)) == 202)
        let request = try #require(handler.seen.update { $0.requests.first })
        #expect(request.method == "POST" && request.path == "/hook" && request.query == ["a": "b"] && request.body == body)
    }

    @Test("a server that is not there, and one that says nothing, are errors")
    func failures() throws {
        let server = HTTPServer(configuration: ServerConfiguration(), handler: ScriptedHandler())
        let port = try server.start()
        server.stop()
        #expect(throws: NetworkError.self) { try HTTPPost(address: "http://127.0.0.1:\(port)/").send([], limit: .seconds(5)) }
        let silent = try SilentListener()
        let error = #expect(throws: NetworkError.self) {
            try HTTPPost(address: "http://127.0.0.1:\(silent.port)/").send([], limit: .milliseconds(50))
        }
        #expect(error == .unreachable(host: "127.0.0.1", port: silent.port, cause: "no answer in time"))
    }
}
