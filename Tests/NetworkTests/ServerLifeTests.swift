import Network
import Synchronization
import TestSupport
import Testing

/// Beginnings, ends, limits, and peers that behave badly.
@Suite struct ServerLifeTests {
    static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("it listens where it is told", arguments: ["127.0.0.1", "localhost", "::1", "0.0.0.0", "::"])
    func hosts(host: String) async throws {
        let handler = ScriptedHandler()
        try await withServer(handler, configure: { $0.host = host }) { port, _ in
            let peer = try #require(RawPeer(port: port, host: host.contains(":") ? "::1" : "127.0.0.1"))
            peer.send(Self.request)
            #expect(peer.readResponse()?.status == 404)
            #expect(handler.seen.wait { !$0.requests.isEmpty }.requests.first?.peer == (host.contains(":") ? "::1" : "127.0.0.1"))
        }
    }

    @Test("where it cannot listen, the error says what to do")
    func cannotListen() async throws {
        func failure(_ host: String, _ port: Int) -> NetworkError? {
            var configuration = ServerConfiguration()
            configuration.host = host
            configuration.port = port
            do throws(NetworkError) {
                try HTTPServer(configuration: configuration, handler: ScriptedHandler()).start()
                return nil
            } catch { return error }
        }
        try await withServer(ScriptedHandler()) { port, server in
            #expect(failure("127.0.0.1", port) == .addressInUse(host: "127.0.0.1", port: port))
            #expect(throws: NetworkError.stopped) { try server.start() }
        }
        #expect(failure("192.0.2.1", 0) == .addressUnavailable(host: "192.0.2.1", port: 0))
        #expect(failure("", 0) == .unknownHost(""))
        #expect(failure("no such host", 0) == .unknownHost("no such host"))
        #expect(failure("127.0.0.1", 65_536) == .portOutOfRange(65_536))
        #expect(NetworkError.addressInUse(host: "h", port: 80).description.contains("choose another port"))
    }

    @Test("stopping says good-bye to everyone, refuses newcomers, and may be repeated")
    func stop() async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(handler, configure: { $0.stopTimeout = .milliseconds(200) }) { port, server in
            let sockets = try (0..<20).map { _ in try #require(RawPeer(port: port)) }
            for socket in sockets { #expect(socket.upgrade()?.status == 101) }
            let idle = try #require(RawPeer(port: port))
            idle.send(Self.request)
            #expect(idle.readResponse()?.status == 404)
            let halfway = try #require(RawPeer(port: port))
            halfway.send("GET / HT")
            let connection = try #require(handler.seen.wait { $0.connections.count == 20 }.connections.first)
            for connection in handler.seen.update({ $0.connections }) {
                _ = connection.send(.binary([UInt8](repeating: 1, count: 50_000)))
            }
            server.stop()
            server.stop()
            #expect(handler.seen.wait { $0.closeCodes.count == 20 }.closeCodes == [UInt16?](repeating: 1001, count: 20))
            for socket in sockets {
                #expect(socket.readFrame()?.payload.count == 50_000)
                #expect(socket.readCloseCode() == 1001)
                #expect(socket.readsEnd())
            }
            #expect(idle.readsEnd())
            #expect(halfway.readsEnd())
            #expect(RawPeer(port: port) == nil)
            #expect(connection.send(.text([])) == .closed)
        }
    }

    @Test("a port can be taken again at once", arguments: 0..<3)
    func restart(round: Int) async throws {
        let port = try await withServer(.echo()) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            return port
        }
        try await withServer(.echo(), configure: { $0.port = port }) { again, _ in #expect(again == port) }
    }

    @Test("too many connections are told so, and room is made when one leaves")
    func limit() async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(handler, configure: { $0.maximumConnections = 3 }) { port, _ in
            var peers = try (0..<3).map { _ in try #require(RawPeer(port: port)) }
            for peer in peers { #expect(peer.upgrade()?.status == 101) }
            let surplus = try #require(RawPeer(port: port))
            surplus.send(RawPeer.handshake())
            let answer = try #require(surplus.readResponse())
            #expect(answer.status == 503 && answer.headers["retry-after"] == "5")
            surplus.finishSending()
            #expect(surplus.readsEnd())
            peers.removeLast()
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [nil])
            #expect(try #require(RawPeer(port: port)).upgrade()?.status == 101)
        }
    }

    @Test("far too many connections are closed without a word")
    func farTooMany() async throws {
        try await withServer(.echo(), configure: { $0.maximumConnections = 1 }) { port, _ in
            let peers = try (0..<65).map { _ in try #require(RawPeer(port: port)) }
            let last = try #require(RawPeer(port: port))
            #expect(last.readsEnd())
            #expect(peers[0].upgrade()?.status == 101)
        }
    }

    @Test(
        "one who does not finish is told, then closed",
        arguments: ["GET / HTTP/1.1\r\nHost:", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf"])
    func unfinished(text: String) async throws {
        try await withServer(
            ScriptedHandler(),
            configure: {
                $0.headTimeout = .milliseconds(40)
                $0.bodyTimeout = .milliseconds(40)
            }
        ) { port, _ in
            let peer = try #require(RawPeer(port: port))
            peer.send(text)
            #expect(peer.readResponse()?.status == 408)
            peer.finishSending()
            #expect(peer.readsEnd())
        }
    }

    @Test("one who says nothing is closed without a word, at first and between requests")
    func silent() async throws {
        try await withServer(
            ScriptedHandler(),
            configure: {
                $0.headTimeout = .milliseconds(40)
                $0.keepAliveTimeout = .milliseconds(40)
            }
        ) { port, _ in
            let silent = try #require(RawPeer(port: port))
            #expect(silent.readsEnd())
            let once = try #require(RawPeer(port: port))
            once.send(Self.request)
            #expect(once.readResponse()?.status == 404)
            #expect(once.readsEnd())
        }
    }

    @Test("an open WebSocket may be silent for longer than any handshake")
    func silentWebSocket() async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(handler, configure: { $0.headTimeout = .milliseconds(30) }) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            // Another connection lives through its own timeout meanwhile.
            let silent = try #require(RawPeer(port: port))
            #expect(silent.readsEnd())
            peer.send(RawPeer.frame(1, [65]))
            #expect(peer.readFrame()?.payload == [65])
        }
    }

    @Test("a megabyte of noise is refused, and harms nobody", arguments: [1, 2, 3, 4] as [UInt64])
    func noise(seed: UInt64) async throws {
        try await withServer(.echo()) { port, _ in
            var state = seed
            let noise = (0..<(1 << 20)).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(state >> 56)
            }
            let peer = try #require(RawPeer(port: port))
            peer.send(noise)
            #expect(peer.readResponse()?.status == 400)
            peer.finishSending()
            #expect(peer.readsEnd())
            // As frames, after a good handshake.
            let framed = try #require(RawPeer(port: port))
            #expect(framed.upgrade()?.status == 101)
            framed.send([0xFF] + noise)
            #expect(framed.readCloseCode() == 1002)
            let good = try #require(RawPeer(port: port))
            #expect(good.upgrade()?.status == 101)
        }
    }

    @Test("thousands who leave in every state leave nothing behind")
    func comings() async throws {
        let handler = ScriptedHandler.echo()
        let before = OpenDescriptors.count()
        try await withServer(handler) { port, _ in
            let half = RawPeer.frame(2, [UInt8](repeating: 0, count: 1_000)).prefix(500)
            for index in 0..<10_000 {
                let peer = try #require(RawPeer(port: port))
                if index.isMultiple(of: 3) { peer.resetOnClose() }
                switch index % 5 {
                case 0: break
                case 1: peer.send("GET / HTTP/1.1\r\nHo")
                case 2: peer.send(Self.request)
                case 3: peer.send(RawPeer.handshake())
                default: peer.send(Array(RawPeer.handshake().utf8) + half)
                }
            }
            let last = try #require(RawPeer(port: port))
            #expect(last.upgrade()?.status == 101)
            // Every WebSocket that was opened is closed, but for the last one.
            _ = handler.seen.wait { $0.closeCodes.count == $0.connections.count - 1 && $0.connections.count > 1 }
            #expect(handler.seen.update { $0.closeCodes.count == $0.connections.count - 1 })
            // Other tests have connections of their own at the same time; a leak would show by the thousand.
            #expect(OpenDescriptors.count() < before + 1_000)
        }
    }
}
