import Network
import TestSupport
import Testing

@Suite struct HTTPPostTests {
    @Test("a body of any size arrives as it was, and the answer's status comes back", arguments: [0, 1, 70_000, 900_000])
    func bodies(size: Int) async throws {
        let handler = ScriptedHandler(respond: { _ in HTTPResponse(status: 202, body: Array(repeating: 32, count: 100_000)) })
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await withServer(handler) { port, _ in
            let status = try HTTPPost(url: "http://127.0.0.1:\(port)/a%20b?c=d").send(body, contentType: "text/x")
            #expect(status == 202)
        }
        let request = try #require(handler.seen.update { $0.requests }.first)
        #expect(request.method == "POST" && request.path == "/a b" && request.query == ["c": "d"] && request.body == body)
        #expect(request.headers["content-type"] == "text/x" && request.headers["host"]?.hasPrefix("127.0.0.1:") == true)
    }

    @Test(
        "addresses by name and of IPv6 are understood",
        arguments: ["http://localhost:1/x", "http://[::1]:1", "http://example", "http://a:65535/"])
    func addresses(url: String) throws { _ = try HTTPPost(url: url) }

    @Test(
        "what is no address is refused, with what to give instead",
        arguments: [
            "", "/x", "http://", "http://:80/", "http://a:0/", "http://a:65536/", "http://a:x", "http://a b/", "http://u@a/",
            "http://[::1/",
            "https://a/", "http://a/\r\nX: y",
        ])
    func mistakes(url: String) {
        #expect { _ = try HTTPPost(url: url) } throws: { "\($0)".contains("give http://host:port/path") }
    }

    @Test("a port at which nobody listens is told as such")
    func nobody() async throws {
        let port = try await withServer(.echo()) { port, _ in port }
        #expect(throws: NetworkError.unreachable(host: "127.0.0.1", port: port, cause: "Connection refused")) {
            _ = try HTTPPost(url: "http://127.0.0.1:\(port)/").send([], contentType: "text/x")
        }
    }
}
