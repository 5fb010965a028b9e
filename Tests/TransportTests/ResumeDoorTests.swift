import Network
import Realtime
import ScriptedEngines
import TestSupport
import Testing
import Transport
import Wire

/// Who may come back to a session, and to which part of it.
@Suite struct ResumeDoorTests {
    /// A session as its client knows it.
    private struct Known {
        var peer: RawPeer
        /// `nil` where none was offered.
        var token: String?
        /// The id of the event `session.created`.
        var created: String
        /// How its events are called, but for their numbers.
        var prefix: String { String(created.dropLast()) }
    }

    private static let anna = "Authorization: Bearer \(Scene.anna)"

    private func withServer(
        _ configuration: ServerConfiguration = ServerConfiguration(), keys: TemporaryFile? = nil,
        _ change: (inout SessionDefaults) -> Void = { _ in }, _ body: (Int, RealtimeServer) throws -> Void
    ) throws {
        var defaults = SessionDefaults()
        change(&defaults)
        var policy = DoorPolicy()
        policy.keysFile = keys?.path
        policy.requiresKeys = keys != nil
        policy.sessionsPerAccount = 1
        policy.cutsPerMinute = 1
        let server = try RealtimeServer(configuration: configuration, policy: policy, defaults: defaults)
        let port = try server.start()
        defer { server.stop() }
        server.ready(.scripted())
        try body(port, server)
    }

    private func event(_ peer: RawPeer) throws -> JSONValue { try JSONValue.parse(#require(peer.readFrame()).payload) }

    private func begin(_ port: Int, _ headers: String..., query: String = "?events=coda") throws -> Known {
        let peer = try #require(RawPeer(port: port))
        #expect(peer.upgrade(path: "/v1/realtime\(query)", headers: headers)?.status == 101)
        let created = try event(peer)
        let known = Known(peer: peer, created: try #require(created["event_id"]?.string))
        peer.send(RawPeer.frame(1, (["type": "session.update", "session": [:]] as JSONValue).bytes))
        var next = try event(peer)
        var token: String?
        if next["type"] == "coda.session.resumable" {
            token = next["token"]?.string
            next = try event(peer)
        }
        #expect(next["type"] == "session.updated")
        return Known(peer: peer, token: token, created: known.created)
    }

    /// The status of the answer, and the code of a refusal.
    private func comeBack(_ port: Int, _ query: String) throws -> (status: Int, code: String?, peer: RawPeer) {
        let peer = try #require(RawPeer(port: port))
        peer.send(RawPeer.handshake(path: "/v1/realtime?\(query)"))
        let answer = try #require(peer.readResponse())
        return (answer.status, (try? JSONValue.parse(answer.body))?["error"]?["code"]?.string, peer)
    }

    @Test("a token is offered to those who asked for Coda's events, where sessions outlive their connections")
    func offer() throws {
        try withServer { port, _ in
            let (asked, plain) = (try begin(port), try begin(port, query: ""))
            #expect(asked.token?.count == 64 && plain.token == nil)
        }
        try withServer {
            $0.resumeLimit = .zero
        } _: { port, _ in
            let asked = try begin(port)
            #expect(asked.token == nil)
        }
    }

    @Test("who says good-bye ends the session at once; nobody comes back to it, nor to one that never was")
    func ended() throws {
        try withServer { port, _ in
            let known = try begin(port)
            known.peer.send(RawPeer.frame(8, [0x03, 0xE8]))
            #expect(known.peer.readCloseCode() == 1000)
            #expect(known.peer.readsEnd())
            for token in [try #require(known.token), "nobody"] {
                let answer = try comeBack(port, "resume=\(token)&after=\(known.created)")
                #expect(answer.status == 404 && answer.code == "session_gone")
            }
        }
    }

    @Test("any other end leaves the session to be come back to", arguments: [nil, [], [0x03, 0xE9], [0x03, 0xF3]] as [[UInt8]?])
    func kept(close: [UInt8]?) throws {
        try withServer { port, _ in
            let known = try begin(port)
            if let close {
                known.peer.send(RawPeer.frame(8, close))
                #expect(known.peer.readCloseCode() != nil)
            }
            known.peer.finishSending()
            #expect(known.peer.readsEnd())
            let answer = try comeBack(port, "resume=\(try #require(known.token))&after=\(known.created)")
            #expect(answer.status == 101)
            let greeting = try event(answer.peer)
            #expect(greeting == ["type": "coda.session.resumed", "received_messages": 1])
            #expect(try event(answer.peer)["type"] == "coda.session.resumable")
            #expect(try event(answer.peer)["type"] == "session.updated")
        }
    }

    @Test("who had not even read the first event is told everything")
    func fromTheBeginning() throws {
        try withServer { port, _ in
            let known = try begin(port)
            let answer = try comeBack(port, "resume=\(try #require(known.token))")
            let types = try (0..<4).map { _ in try event(answer.peer)["type"]?.string }
            #expect(types == ["coda.session.resumed", "session.created", "coda.session.resumable", "session.updated"])
        }
    }

    @Test("a client that misses more than is kept is refused as such, and one that misses less is served")
    func gap() throws {
        try withServer {
            $0.resumeLogBytes = 2_000
        } _: { port, _ in
            let known = try begin(port)
            let token = try #require(known.token)
            for number in 0..<20 {
                known.peer.send(RawPeer.frame(1, (["type": "input_audio_buffer.clear"] as JSONValue).bytes))
                #expect(try event(known.peer)["event_id"]?.string == known.prefix + "\(number + 4)")
            }
            let late = try comeBack(port, "resume=\(token)&after=\(known.created)")
            #expect(late.status == 410 && late.code == "resume_gap")
            let present = try comeBack(port, "resume=\(token)&after=\(known.prefix)22")
            #expect(present.status == 101)
            #expect(try event(present.peer)["received_messages"] == 21)
            #expect(try event(present.peer)["event_id"]?.string == known.prefix + "23")
        }
    }

    @Test("no more is kept than can be told at once: a client that comes back is never cut for reading too slowly")
    func largestReplay() throws {
        var configuration = ServerConfiguration()
        configuration.maximumQueuedBytes = 64 << 10
        try withServer(configuration) {
            $0.resumeLogBytes = 1 << 20
        } _: { port, _ in
            let known = try begin(port)
            let token = try #require(known.token)
            let update: JSONValue = ["type": "session.update", "session": ["instructions": .string(String(repeating: "x", count: 2_000))]]
            for _ in 0..<40 {
                known.peer.send(RawPeer.frame(1, update.bytes))
                #expect(try event(known.peer)["type"] == "session.updated")
            }
            #expect(try comeBack(port, "resume=\(token)&after=\(known.prefix)10").status == 410)
            let answer = try comeBack(port, "resume=\(token)&after=\(known.prefix)33")
            #expect(try event(answer.peer)["received_messages"] == 41)
            for number in 34...43 { #expect(try event(answer.peer)["event_id"]?.string == known.prefix + "\(number)") }
        }
    }

    @Test("claims that cannot be true are refused, and the session stays")
    func falseClaims() throws {
        try withServer { port, _ in
            let (known, other) = (try begin(port), try begin(port))
            let token = try #require(known.token)
            let claims = [
                "after=\(known.prefix)4", "after=\(known.prefix)0", "after=\(known.prefix)-1", "after=\(known.prefix)x", "after=",
                "after=3",
                "after=\(other.created)", "after=\(known.created)&frames=1", "after=\(known.created)&frames=-1",
                "after=\(known.created)&frames=x", "frames=1", "after=\(known.prefix)99999999999999999999",
            ]
            for claim in claims {
                let answer = try comeBack(port, "resume=\(token)&\(claim)")
                #expect(answer.status == 400 && answer.code == "invalid_resume", "\(claim)")
            }
            #expect(try comeBack(port, "resume=\(token)&after=\(known.created)").status == 101)
        }
    }

    @Test("a second connection takes over from one still thought alive, which is closed and no longer heard")
    func takeOver() throws {
        try withServer { port, _ in
            let known = try begin(port)
            let token = try #require(known.token)
            let second = try comeBack(port, "resume=\(token)&after=\(known.prefix)3")
            #expect(try event(second.peer)["received_messages"] == 1)
            known.peer.send(RawPeer.frame(1, (["type": "input_audio_buffer.clear"] as JSONValue).bytes))
            #expect(known.peer.readCloseCode() == 4001)
            #expect(known.peer.send(RawPeer.frame(8, [0x03, 0xE8])))
            #expect(known.peer.readsEnd())
            // The end of the older connection, polite as it was, is not the session's.
            let third = try comeBack(port, "resume=\(token)&after=\(known.prefix)3")
            #expect(try event(third.peer)["received_messages"] == 1)
            #expect(second.peer.readCloseCode() == 4001)
        }
    }

    @Test("a session without its connection holds its place in the account, and coming back needs no key")
    func place() throws {
        try withServer(keys: TemporaryFile("anna \(Scene.anna)\n")) { port, _ in
            let known = try begin(port, Self.anna)
            known.peer.finishSending()
            #expect(known.peer.readsEnd())
            let another = try #require(RawPeer(port: port))
            #expect(another.upgrade(path: "/v1/realtime", headers: [Self.anna])?.status == 429)
            let answer = try comeBack(port, "resume=\(try #require(known.token))&after=\(known.created)")
            #expect(answer.status == 101)
        }
    }

    @Test("a revoked key ends its session whether or not there is a connection", arguments: [false, true])
    func revoked(isConnected: Bool) throws {
        let keys = TemporaryFile("anna \(Scene.anna)\n")
        try withServer(keys: keys) { port, server in
            let known = try begin(port, Self.anna)
            if !isConnected {
                known.peer.finishSending()
                #expect(known.peer.readsEnd())
            }
            keys.write("ben \(Scene.ben)\n")
            try server.reloadKeys()
            if isConnected { #expect(known.peer.readCloseCode() == 1008) }
            let answer = try comeBack(port, "resume=\(try #require(known.token))&after=\(known.created)")
            #expect(answer.status == 404 && answer.code == "session_gone")
        }
    }

    @Test("a browser, which is not told why a WebSocket was refused, learns by plain HTTP whether its session is there")
    func question() throws {
        try withServer { port, _ in
            let known = try begin(port)
            let token = try #require(known.token)
            for (query, status) in [
                ("resume=\(token)&after=\(known.created)", 426), ("resume=\(token)&after=\(known.prefix)9", 400),
                ("resume=\(token)&frames=x", 400),
                ("resume=nobody", 404), ("", 426),
            ] {
                let peer = try #require(RawPeer(port: port))
                peer.send("GET /v1/realtime?\(query) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(peer.readResponse()?.status == status, "\(query)")
            }
        }
    }

    @Test("an account whose sessions are cut again and again waits, also before it comes back to one")
    func cuts() throws {
        var configuration = ServerConfiguration()
        configuration.messagesPerSecond = 1
        configuration.messageBurst = 2
        try withServer(configuration, keys: TemporaryFile("anna \(Scene.anna)\n")) { port, _ in
            let known = try begin(port, Self.anna)
            for _ in 0..<4 { known.peer.send(RawPeer.frame(1, (["type": "input_audio_buffer.clear"] as JSONValue).bytes)) }
            #expect(known.peer.readCloseCode() == 1008)
            known.peer.finishSending()
            #expect(known.peer.readsEnd())
            let answer = try comeBack(port, "resume=\(try #require(known.token))&after=\(known.created)")
            #expect(answer.status == 429)
        }
    }

    @Test("a page of another origin cannot come back, even with the token")
    func origin() throws {
        try withServer { port, _ in
            let known = try begin(port)
            let peer = try #require(RawPeer(port: port))
            let path = "/v1/realtime?resume=\(try #require(known.token))&after=\(known.created)"
            #expect(peer.upgrade(path: path, headers: ["Origin: https://example.org"])?.status == 403)
        }
    }

    @Test("a stopping server ends sessions without their connection, however long they could have waited", .timeLimit(.minutes(1)))
    func drain() async throws {
        var defaults = SessionDefaults()
        defaults.resumeLimit = .seconds(3_600)
        let server = try RealtimeServer(configuration: ServerConfiguration(), defaults: defaults)
        let port = try server.start()
        server.ready(.scripted())
        let known = try begin(port)
        known.peer.finishSending()
        #expect(known.peer.readsEnd())
        await server.drain(limit: .seconds(3_600))
        #expect(RawPeer(port: port) == nil)
    }
}
