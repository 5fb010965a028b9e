import Network
import Testing
import Transport

@Suite struct GateTests {
    typealias Row = (what: String, request: HTTPRequest, outcome: Result<String, Refusal>)
    private static let away = "192.0.2.7"

    static let withKeys: [Row] = [
        ("here, without a key", Scene.request(), .success("local")),
        ("here over IPv6", Scene.request(from: "::1"), .success("local")),
        ("here, with a key", Scene.request(bearer: Scene.anna), .success("anna")),
        ("here, with a wrong key", Scene.request(bearer: "wrong"), .failure(.keyWrong)),
        ("here, with an empty key", Scene.request(headers: ["authorization": "Bearer"]), .failure(.keyWrong)),
        ("another scheme is no key", Scene.request(headers: ["authorization": "Basic YTpi"]), .success("local")),
        ("through a proxy here", Scene.request(headers: ["x-forwarded-for": "127.0.0.1"]), .failure(.keyMissing)),
        ("through a proxy that says so", Scene.request(headers: ["forwarded": "for=::1"]), .failure(.keyMissing)),
        ("through a proxy, with a key", Scene.request(bearer: Scene.ben, headers: ["x-real-ip": away]), .success("ben")),
        ("elsewhere, without a key", Scene.request(from: away), .failure(.keyMissing)),
        ("elsewhere, another scheme", Scene.request(from: away, headers: ["authorization": "Basic YTpi"]), .failure(.keyMissing)),
        ("elsewhere, with a key", Scene.request(from: away, bearer: Scene.ben), .success("ben")),
        ("the scheme in small letters", Scene.request(from: away, headers: ["authorization": "bearer \(Scene.ben)"]), .success("ben")),
        ("elsewhere over IPv6", Scene.request(from: "2001:db8::1", bearer: Scene.anna), .success("anna")),
        ("a name that only looks like here", Scene.request(from: "127.evil"), .failure(.keyMissing)),
        ("a beginning of a key", Scene.request(from: away, bearer: String(Scene.anna.dropLast())), .failure(.keyWrong)),
        ("a key and more", Scene.request(from: away, bearer: Scene.anna + "x"), .failure(.keyWrong)),
        ("a key's digest", Scene.request(from: away, bearer: KeyDigest(of: Scene.anna).hexadecimal), .failure(.keyWrong)),
        ("as a sub-protocol", Scene.request(from: away, protocols: "realtime, openai-insecure-api-key.\(Scene.anna)"), .success("anna")),
        ("the header counts first", Scene.request(bearer: Scene.ben, protocols: "openai-insecure-api-key.\(Scene.anna)"), .success("ben")),
        ("a wrong sub-protocol", Scene.request(protocols: "realtime,openai-insecure-api-key.wrong"), .failure(.keyWrong)),
        ("an unknown client secret", Scene.request(bearer: "ek_1234"), .failure(.clientSecretUnknown)),
        ("its own page", Scene.request(origin: "http://127.0.0.1:8642"), .success("local")),
        ("its own page by localhost", Scene.request(origin: "http://localhost:1", host: "localhost:1"), .success("local")),
        ("a name that may be rebound", Scene.request(origin: "http://evil.example", host: "evil.example"), .failure(.foreignOrigin)),
        ("a named page with a key", Scene.request(bearer: Scene.anna, origin: "https://c.example", host: "c.example"), .success("anna")),
        ("another page", Scene.request(origin: "https://evil.example"), .failure(.foreignOrigin)),
        ("another page with a key", Scene.request(bearer: Scene.anna, origin: "https://evil.example"), .failure(.foreignOrigin)),
        ("a page without an origin", Scene.request(origin: "null"), .failure(.foreignOrigin)),
    ]

    @Test("with keys", arguments: withKeys)
    func keys(row: Row) throws { #expect(try Scene().outcome(row.request) == row.outcome, "\(row.what)") }

    static let withoutKeys: [Row] = [
        ("here", Scene.request(), .success("local")),
        ("here, with a key of its own invention", Scene.request(bearer: "unused"), .success("local")),
        ("here, with a secret that has expired", Scene.request(bearer: "ek_1234"), .failure(.clientSecretUnknown)),
        ("through a proxy here", Scene.request(headers: ["via": "1.1 proxy"]), .failure(.serverHasNoKeys)),
        ("a page whose name may be rebound", Scene.request(origin: "http://evil.example", host: "evil.example"), .failure(.foreignOrigin)),
        (
            "such a page with a key of its own invention", Scene.request(bearer: "x", origin: "http://evil.example", host: "evil.example"),
            .failure(.foreignOrigin)
        ),
    ]

    @Test("without keys", arguments: withoutKeys)
    func noKeys(row: Row) throws { #expect(try Scene(keys: false).outcome(row.request) == row.outcome, "\(row.what)") }

    @Test("where keys are required, being here is not enough")
    func required() throws {
        let scene = try Scene { $0.requiresKeys = true }
        #expect(scene.outcome(Scene.request()) == .failure(.keyMissing))
        #expect(scene.outcome(Scene.request(bearer: Scene.anna)) == .success("anna"))
        #expect(scene.gate.demandsKey(Scene.request()))
        #expect(try !Scene().gate.demandsKey(Scene.request()))
        #expect(try Scene().gate.demandsKey(Scene.request(from: Self.away)))
    }

    @Test("a server for everyone serves everyone, and its own pages by any name")
    func anyone() throws {
        let scene = try Scene(keys: false, host: "0.0.0.0") { $0.servesAnyone = true }
        #expect(scene.outcome(Scene.request(from: Self.away, origin: "https://c.example", host: "c.example")) == .success("local"))
        #expect(scene.outcome(Scene.request(from: Self.away, origin: "https://evil.example")) == .failure(.foreignOrigin))
        #expect(!scene.gate.demandsKey(Scene.request(from: Self.away)))
    }

    @Test("listed origins may connect, as they are written; a star is every page")
    func origins() throws {
        let scene = try Scene { $0.allowedOrigins = ["https://app.example", "http://localhost:3000"] }
        #expect(scene.outcome(Scene.request(origin: "https://app.example")) == .success("local"))
        #expect(scene.outcome(Scene.request(origin: "http://localhost:3000")) == .success("local"))
        for origin in ["http://app.example", "https://app.example:8443", "https://app.example.evil.example", "null"] {
            #expect(scene.outcome(Scene.request(origin: origin)) == .failure(.foreignOrigin))
        }
        #expect(try Scene { $0.allowedOrigins = ["*"] }.outcome(Scene.request(origin: "null")) == .success("local"))
    }

    @Test(
        "what is no origin is refused at the start",
        arguments: [
            "app.example", "https://", "https://app.example/", "https://*.example", "https://a@b", "HTTPS://app.example", "null", "",
        ])
    func brokenOrigin(origin: String) {
        #expect(throws: AccessError.invalidOrigin(origin)) { _ = try Scene { $0.allowedOrigins = [origin] } }
    }

    @Test(
        "a server that others can reach does not start without keys",
        arguments: [
            ("0.0.0.0", false), ("::", false), ("192.0.2.1", false), ("coda.example", false), ("127.evil", false), ("127.0.0.1", true),
            ("127.9.9.9", true), ("::1", true), ("0:0:0:0:0:0:0:1", true), ("localhost", true),
        ])
    func start(host: String, isHere: Bool) throws {
        if isHere {
            _ = try Scene(keys: false, host: host)
        } else {
            #expect(throws: AccessError.keysNeeded(host: host)) { _ = try Scene(keys: false, host: host) }
        }
        _ = try Scene(host: host)
        _ = try Scene(keys: false, host: host) { $0.servesAnyone = true }
    }

    @Test("a policy that contradicts itself is refused")
    func contradictions() {
        #expect(throws: AccessError.self) { _ = try Scene { $0.servesAnyone = true } }
        #expect(throws: AccessError.self) { _ = try Scene(keys: false) { $0.requiresKeys = true } }
        #expect(throws: AccessError.self) { _ = try Scene(keys: false) { $0.keysFile = "/nonexistent/keys" } }
        for seconds in [9, 7_201] { #expect(throws: AccessError.self) { _ = try Scene { $0.clientSecretSeconds = seconds } } }
    }

    @Test("after 20 wrong keys in a minute an address waits for its end, whatever key it shows; others do not")
    func guessing() throws {
        let scene = try Scene()
        let wrong = Scene.request(from: Self.away, bearer: "wrong")
        for second in 0..<20 { #expect(scene.outcome(wrong, at: Double(second)) == .failure(.keyWrong)) }
        let right = Scene.request(from: Self.away, bearer: Scene.anna)
        #expect(scene.outcome(wrong, at: 20) == .failure(.tooManyFailures(wait: .seconds(40))))
        #expect(scene.outcome(right, at: 59) == .failure(.tooManyFailures(wait: .seconds(1))))
        #expect(scene.outcome(Scene.request(from: "192.0.2.8", bearer: Scene.anna), at: 59) == .success("anna"))
        #expect(scene.outcome(right, at: 60) == .success("anna"))
    }

    @Test("the last 1024 addresses with wrong keys are remembered; a flood from more forgets the oldest, never the latest")
    func flood() throws {
        let scene = try Scene { $0.failedKeysPerMinute = 1 }
        let wait = Refusal.tooManyFailures(wait: .seconds(59))
        func comes(_ address: Int, _ bearer: String, at second: Double) -> Result<String, Refusal> {
            scene.outcome(Scene.request(from: "10.0.\(address / 256).\(address % 256)", bearer: bearer), at: second)
        }
        #expect(comes(0, "wrong", at: 0) == .failure(.keyWrong))
        for address in 1...1_023 { #expect(comes(address, "wrong", at: 1) == .failure(.keyWrong)) }
        #expect(comes(0, Scene.anna, at: 1) == .failure(wait))
        #expect(comes(1_024, "wrong", at: 1) == .failure(.keyWrong))
        #expect(comes(0, Scene.anna, at: 1) == .success("anna"))
        #expect(comes(1_024, Scene.anna, at: 2) == .failure(wait))
    }

    @Test("wrong keys count against an IPv6 network, and against whom a proxy names, not the proxy")
    func guessingTogether() throws {
        let scene = try Scene { $0.failedKeysPerMinute = 2 }
        for host in ["2001:db8::1", "2001:db8::2"] { _ = scene.outcome(Scene.request(from: host, bearer: "wrong")) }
        #expect(scene.outcome(Scene.request(from: "2001:db8::3", bearer: Scene.anna)) == .failure(.tooManyFailures(wait: .seconds(60))))
        #expect(scene.outcome(Scene.request(from: "2001:db8:0:1::3", bearer: Scene.anna)) == .success("anna"))
        // The client chooses all but the last name in that header.
        for forged in ["1.1.1.1", "2.2.2.2"] {
            _ = scene.outcome(Scene.request(bearer: "wrong", headers: ["x-forwarded-for": "\(forged), 192.0.2.9"]))
        }
        let (same, other) = (["x-forwarded-for": "3.3.3.3, 192.0.2.9"], ["x-forwarded-for": "192.0.2.10"])
        #expect(scene.outcome(Scene.request(bearer: Scene.anna, headers: same)) == .failure(.tooManyFailures(wait: .seconds(60))))
        #expect(scene.outcome(Scene.request(bearer: Scene.anna, headers: other)) == .success("anna"))
    }
}
