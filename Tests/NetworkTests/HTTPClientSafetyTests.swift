import Network
import TestSupport
import Testing

/// What the client does not do for anyone: secrets, redirects, private addresses, false certificates.
@Suite struct HTTPClientSafetyTests {
    @Test("a redirect is the answer, unless it is to be followed")
    func redirects() async throws {
        let server = try ScriptedHTTPServer { exchange in
            switch exchange.request.target {
            case "/old": exchange.answer(302, headers: [("Location", "/new?a=b")], "moved")
            case "/kept": exchange.answer(307, headers: [("Location", "/new")])
            case "/round": exchange.answer(301, headers: [("Location", "/round")])
            default: exchange.answer(200, exchange.request.method + exchange.request.text)
            }
        }
        let client = HTTPClient()
        let old = try await client.send(HTTPCall(url: server.url + "/old"))
        #expect(old.status == 302 && old.header("location") == "/new?a=b" && old.finalURL == server.url + "/old")
        let new = try await client.send(HTTPCall(url: server.url + "/old", followsRedirects: true))
        #expect(new.status == 200 && new.body == Array("GET".utf8) && new.finalURL == server.url + "/new?a=b")
        for (path, body) in [("/old", "GET"), ("/kept", "POSTx")] {
            let call = HTTPCall(method: "POST", url: server.url + path, body: Array("x".utf8), followsRedirects: true)
            #expect(try await client.send(call).body == Array(body.utf8))
        }
        guard case .refused = await HTTPClientTests.failure(client, HTTPCall(url: server.url + "/round", followsRedirects: true)) else {
            Issue.record("an endless redirect ended")
            return
        }
    }

    @Test("another server is not told the secrets of the first, and each host is asked about")
    func otherServer() async throws {
        let other = try ScriptedHTTPServer { $0.answer(200) }
        let port = other.port
        let server = try ScriptedHTTPServer { $0.answer(302, headers: [("Location", "http://localhost:\(port)/")]) }
        let client = HTTPClient()
        let headers = [("Authorization", "Bearer hush"), ("X-Key", "hush"), ("Cookie", "a=hush"), ("Accept", "text/html")]
        var call = HTTPCall(url: server.url, headers: headers, followsRedirects: true)
        #expect(try await client.send(call).status == 200)
        let request = try #require(other.seen.update { $0.requests.first })
        #expect(request.headers["accept"] == "text/html" && !request.headers.values.contains { $0.contains("hush") })
        #expect(server.seen.update { $0.requests.first }?.headers["x-key"] == "hush")
        call.allowsHost = { $0 == "127.0.0.1" }
        #expect(await HTTPClientTests.failure(client, call) == .refused("localhost is not among the allowed hosts"))
        #expect(other.seen.update { $0.requests.count } == 1)
    }

    @Test("private addresses are refused by name and by number, and on a connection that is there already")
    func privateAddresses() async throws {
        let server = try ScriptedHTTPServer { $0.answer(200) }
        let client = HTTPClient()
        #expect(try await client.send(HTTPCall(url: server.url)).status == 200)
        let refusal = HTTPClientError.refused("its address is not of the public internet")
        for host in ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"] {
            let call = HTTPCall(url: "http://\(host):\(server.port)", refusesPrivateAddresses: true)
            #expect(await HTTPClientTests.failure(client, call) == refusal, "\(host)")
        }
        #expect(server.seen.update { $0.requests.count } == 1)
    }

    @Test(
        "what libcurl could take for more than one request, or for another protocol, is refused",
        arguments: [
            "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", "", "http://", "http://me:hush@127.0.0.1/", "http://a b/", "gopher://a",
        ])
    func addresses(url: String) async throws {
        let error = await HTTPClientTests.failure(HTTPClient(), HTTPCall(url: url))
        guard case .refused = error else {
            Issue.record("\(url) gave \(String(describing: error))")
            return
        }
        #expect(error?.description.contains("hush") == false)
    }

    @Test("a header or method with a line break in it is refused", arguments: [("X", "a\r\nY: b"), ("X\n", "a"), ("X: Y", "a"), ("", "a")])
    func headers(name: String, value: String) async {
        for call in [HTTPCall(url: "http://127.0.0.1:1", headers: [(name, value)]), HTTPCall(method: "GET /", url: "http://127.0.0.1:1")] {
            guard case .refused = await HTTPClientTests.failure(HTTPClient(), call) else {
                Issue.record("it was sent")
                continue
            }
        }
    }

    @Test(
        "a certificate nobody vouches for is refused; one of a named authority is taken",
        .enabled(if: OpenSSLTool.isHere, Comment(rawValue: OpenSSLTool.absent)))
    func certificates() async throws {
        let tool = OpenSSLTool()
        #expect(tool.certificate("one"))
        let files = TLSFiles(certificateChain: tool.path("one.pem"), key: tool.path("one.key"))
        try await withServer(ScriptedHandler(), configure: { $0.tls = files }) { port, _ in
            let call = HTTPCall(url: "https://127.0.0.1:\(port)/")
            #expect(await HTTPClientTests.failure(HTTPClient(), call) == .tls)
            var settings = HTTPClientSettings()
            settings.authorities = files.certificateChain
            let client = HTTPClient(settings)
            let answer = try await client.send(call)
            #expect(answer.status == 404)
            // The certificate is for the number, not for the name.
            #expect(await HTTPClientTests.failure(client, HTTPCall(url: "https://localhost:\(port)/")) == .tls)
        }
    }

    @Test("a proxy is used where the settings name one, and never for who wants the public internet alone")
    func proxies() async throws {
        let proxy = try ScriptedHTTPServer { $0.answer(200, "by proxy") }
        var settings = HTTPClientSettings()
        settings.proxy = proxy.url
        let client = HTTPClient(settings)
        #expect(try await client.send(HTTPCall(url: "http://nobody.invalid/x")).body == Array("by proxy".utf8))
        #expect(proxy.seen.update { $0.requests.first }?.target == "http://nobody.invalid/x")
        guard case .refused = await HTTPClientTests.failure(client, HTTPCall(url: proxy.url, refusesPrivateAddresses: true)) else {
            Issue.record("it went through the proxy")
            return
        }
        #expect(proxy.seen.update { $0.requests.count } == 1)
    }
}
