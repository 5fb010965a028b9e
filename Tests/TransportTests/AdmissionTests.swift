import Network
import Realtime
import Resources
import ScriptedEngines
import Telemetry
import TestSupport
import Testing
import Transport
import Wire

/// Over a real socket: a server with room for one session.
@Suite struct AdmissionTests {
    private func withServer(_ share: Double = 0.001, enabled: Bool = true, _ body: (Int, Meters) throws -> Void) throws {
        var limits = HeadroomLimits()
        limits.processorShare = share
        limits.isEnabled = enabled
        let meters = Meters()
        let server = try RealtimeServer(configuration: ServerConfiguration(), operation: Operation(meters: meters, headroom: limits))
        let port = try server.start()
        defer { server.stop() }
        server.ready(.scripted())
        try body(port, meters)
    }

    private func answer(
        _ port: Int, _ query: String = ""
    ) throws -> (status: Int, headers: [String: String], error: JSONValue?, peer: RawPeer) {
        let peer = try #require(RawPeer(port: port))
        peer.send(RawPeer.handshake(path: "/v1/realtime\(query)"))
        let answer = try #require(peer.readResponse())
        return (answer.status, answer.headers, (try? JSONValue.parse(answer.body))?["error"], peer)
    }

    private func readiness(_ port: Int, _ query: String = "") throws -> (status: Int, body: JSONValue) {
        let peer = try #require(RawPeer(port: port))
        peer.send("GET /readyz\(query) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let answer = try #require(peer.readResponse())
        return (answer.status, try JSONValue.parse(answer.body))
    }

    private func refusals(_ meters: Meters) -> Int {
        meters.registry.text.split(separator: "\n").filter { $0.hasPrefix(#"coda_sessions_refused_total{reason="overloaded_"#) }
            .reduce(0) { $0 + (Int($1.split(separator: " ").last ?? "") ?? 0) }
    }

    @Test("where there is no room, the next session is refused with a reason and a time to wait, and those inside go on")
    func refusal() throws {
        try withServer { port, meters in
            #expect(try readiness(port).body["admits"] == true)
            let first = try answer(port)
            #expect(first.status == 101)
            let refused = try answer(port)
            #expect(refused.status == 503)
            #expect(refused.headers["retry-after"].flatMap { Int($0) }.map { (3...18).contains($0) } == true)
            #expect(refused.error?["code"] == "server_overloaded" && refused.error?["type"] == "server_error")
            #expect(refusals(meters) == 1)
            let ready = try readiness(port)
            #expect(ready.status == 200 && ready.body["status"] == "ready" && ready.body["admits"] == false)
            #expect(ready.body["sessions"] == 1 && ready.body["reason"]?.string != nil)
            #expect(try readiness(port, "?for=new_sessions").status == 503)
            let created = try JSONValue.parse(#require(first.peer.readFrame()).payload)
            #expect(created["type"] == "session.created")
        }
    }

    @Test("who comes back to a session is not refused")
    func resume() throws {
        try withServer { port, meters in
            let first = try answer(port, "?events=coda")
            let created = try JSONValue.parse(#require(first.peer.readFrame()).payload)
            let resumable = try JSONValue.parse(#require(first.peer.readFrame()).payload)
            let (token, last) = (try #require(resumable["token"]?.string), try #require(created["event_id"]?.string))
            #expect(try answer(port).status == 503)
            #expect(try answer(port, "?resume=\(token)&after=\(last)").status == 101)
            #expect(refusals(meters) == 1)
        }
    }

    @Test("once the session has ended, the next one is let in")
    func room() throws {
        try withServer { port, _ in
            let first = try answer(port)
            #expect(try answer(port).status == 503)
            first.peer.send(RawPeer.frame(8, [0x03, 0xE8]))
            while try readiness(port).body["sessions"] != 0 {}
            #expect(try readiness(port).body["admits"] == true)
            #expect(try answer(port).status == 101)
        }
    }

    @Test("switched off, nobody is refused, and the headroom is told all the same")
    func off() throws {
        try withServer(enabled: false) { port, _ in
            let inside = try (0..<3).map { _ in try answer(port) }
            #expect(inside.map(\.status) == [101, 101, 101])
            let body = try readiness(port).body
            #expect(body["admits"] == true && body["level"] == "full" && body["reason"] == .null)
            #expect(try (0...1).contains(#require(body["headroom"]?.number)))
        }
    }
}
