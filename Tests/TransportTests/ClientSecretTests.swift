import Network
import Testing
import Transport

@Suite struct ClientSecretTests {
    @Test("a secret opens sessions of its account, with its settings, from anywhere, until it expires")
    func life() throws {
        let scene = try Scene()
        let secret = try scene.mint(seconds: 30)
        #expect(secret.hasPrefix("ek_") && secret.count == 67)
        let away = Scene.request(from: "192.0.2.7", protocols: "realtime, openai-insecure-api-key.\(secret)")
        for second in [0, 10, 29.9] { #expect(scene.outcome(away, at: second) == .success("anna")) }
        #expect(try scene.gate.admit(away, at: Scene.start).configuration == Scene.configuration)
        #expect(scene.outcome(away, at: 30) == .failure(.clientSecretUnknown))
    }

    @Test("a secret made here without a key is local's, and proof enough for a named page")
    func local() throws {
        let scene = try Scene(keys: false)
        let secret = try scene.mint(nil)
        #expect(scene.outcome(Scene.request(bearer: secret, origin: "https://c.example", host: "c.example")) == .success("local"))
    }

    @Test("a secret makes no other, a wrong key none, and a foreign page none")
    func whoMayMint() throws {
        let scene = try Scene()
        let secret = try scene.mint()
        let rows: [(HTTPRequest, Refusal)] = [
            (Scene.request(bearer: secret), .keyWanted),
            (Scene.request(bearer: "wrong"), .keyWrong),
            (Scene.request(from: "192.0.2.7"), .keyMissing),
            (Scene.request(origin: "https://evil.example"), .foreignOrigin),
        ]
        for (request, refusal) in rows {
            #expect(throws: refusal) { _ = try scene.gate.admitToMint(request, at: Scene.start) }
        }
    }

    @Test("an account makes so many secrets a minute; the others have theirs")
    func rate() throws {
        let scene = try Scene { $0.clientSecretsPerMinute = 3 }
        for second in 0..<3 { _ = try scene.mint(at: Double(second)) }
        #expect(throws: Refusal.tooManyClientSecrets(wait: .seconds(30))) { _ = try scene.mint(at: 30) }
        _ = try scene.mint(Scene.ben, at: 30)
        _ = try scene.mint(at: 60)
    }

    @Test("beyond what an account may have alive, the secret that would end first ends")
    func capacity() throws {
        let scene = try Scene { $0.liveClientSecrets = 2 }
        let others = try scene.mint(Scene.ben, seconds: 10)
        let (long, short) = (try scene.mint(seconds: 90), try scene.mint(seconds: 80))
        let last = try scene.mint(seconds: 20)
        #expect(scene.outcome(Scene.request(bearer: short)) == .failure(.clientSecretUnknown))
        for (secret, account) in [(others, "ben"), (long, "anna"), (last, "anna")] {
            #expect(scene.outcome(Scene.request(bearer: secret)) == .success(account))
        }
        // What has expired takes nobody's place.
        _ = try scene.mint(seconds: 90, at: 20)
        #expect(scene.outcome(Scene.request(bearer: long), at: 20) == .success("anna"))
    }
}
