import Network
import Synchronization
import Testing
import Transport

@Suite struct VisitTests {
    /// A session that remembers whether it was ended.
    private final class Session: Sendable {
        private let end = Mutex(false)

        func finish() { end.withLock { $0 = true } }
        var hasEnded: Bool { end.withLock { $0 } }
    }

    private func enter(_ scene: Scene, _ bearer: String?) throws -> Session {
        let session = Session()
        let visitor = try scene.gate.admit(Scene.request(bearer: bearer), at: Scene.start)
        #expect(scene.gate.enter(session, visitor, end: session.finish))
        return session
    }

    @Test("an account has as many sessions as it may, its client secrets' among them; the others and local have theirs")
    func sessions() throws {
        let scene = try Scene { $0.sessionsPerAccount = 2 }
        let secret = try scene.mint()
        let first = try enter(scene, Scene.anna)
        _ = try enter(scene, secret)
        for bearer in [Scene.anna, secret] {
            #expect(scene.outcome(Scene.request(bearer: bearer)) == .failure(.tooManySessions(limit: 2)))
        }
        #expect(scene.outcome(Scene.request(bearer: Scene.ben)) == .success("ben"))
        for _ in 0..<3 { _ = try enter(scene, nil) }
        scene.gate.leave(first)
        #expect(scene.outcome(Scene.request(bearer: Scene.anna)) == .success("anna"))
    }

    @Test("an account whose sessions are cut again and again is kept out for a minute; others, and local, are not")
    func cuts() throws {
        let scene = try Scene { $0.cutsPerMinute = 2 }
        for account in ["anna", "anna", "local", "local", "local"] { scene.gate.noteCut(of: account, at: Scene.start) }
        #expect(scene.outcome(Scene.request(bearer: Scene.anna)) == .failure(.tooManyCuts(wait: .seconds(60))))
        #expect(scene.outcome(Scene.request(bearer: Scene.ben)) == .success("ben"))
        #expect(scene.outcome(Scene.request()) == .success("local"))
        _ = try scene.gate.admit(Scene.request(bearer: Scene.anna), at: Scene.start + .seconds(61))
    }

    @Test("a revoked key's sessions end, and so do its client secrets; all others stay")
    func revocation() throws {
        let scene = try Scene()
        let (annas, bens) = (try scene.mint(), try scene.mint(Scene.ben))
        let gone = [try enter(scene, Scene.anna), try enter(scene, annas)]
        let kept = [try enter(scene, Scene.ben), try enter(scene, bens), try enter(scene, nil)]
        let late = try scene.gate.admit(Scene.request(bearer: Scene.anna), at: Scene.start)
        scene.file?.write("ben \(Scene.ben)\n")
        _ = try scene.gate.reload()
        #expect(gone.map(\.hasEnded) == [true, true])
        #expect(kept.map(\.hasEnded) == [false, false, false])
        let isLate = scene.gate.enter(Session(), late) {}
        #expect(!isLate, "its handshake was under way")
        #expect(scene.outcome(Scene.request(bearer: Scene.anna)) == .failure(.keyWrong))
        #expect(scene.outcome(Scene.request(bearer: annas)) == .failure(.clientSecretUnknown))
        #expect(scene.outcome(Scene.request(bearer: bens)) == .success("ben"))
    }

    @Test("a key that is another account's now ends the first one's sessions and secrets")
    func handedOver() throws {
        let scene = try Scene()
        let secret = try scene.mint()
        let session = try enter(scene, Scene.anna)
        scene.file?.write("carl \(Scene.anna)\n")
        _ = try scene.gate.reload()
        #expect(session.hasEnded)
        #expect(scene.outcome(Scene.request(bearer: secret)) == .failure(.clientSecretUnknown))
        #expect(scene.outcome(Scene.request(bearer: Scene.anna)) == .success("carl"))
    }

    @Test("a file that cannot be used leaves the old keys")
    func brokenReload() throws {
        let scene = try Scene()
        let session = try enter(scene, Scene.anna)
        scene.file?.write("anna\n")
        #expect(throws: AccessError.self) { _ = try scene.gate.reload() }
        #expect(!session.hasEnded)
        #expect(scene.outcome(Scene.request(bearer: Scene.ben)) == .success("ben"))
    }
}
