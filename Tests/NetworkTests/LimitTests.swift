import Network
import Synchronization
import TestSupport
import Testing

/// What a WebSocket's peer is granted: time, pace, and company.
@Suite struct LimitTests {
    @Test("a silent peer that answers pings lives on; once it does not, it is closed with 1001")
    func idle() async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(handler, configure: { $0.idleTimeout = .seconds(1) }) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            for _ in 0..<3 {
                let ping = try #require(peer.readFrame())
                #expect(ping.opcode == 9 && !ping.isMasked)
                peer.send(RawPeer.frame(10, ping.payload))
            }
            #expect(peer.readFrame()?.opcode == 9)
            let close = try #require(peer.readFrame())
            #expect(close.opcode == 8 && close.payload.starts(with: [0x03, 0xE9]))
            peer.finishSending()
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1001])
        }
    }

    @Test("a dead peer is dropped, though it never answers")
    func dead() async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(
            handler,
            configure: {
                $0.idleTimeout = .milliseconds(60)
                $0.closeTimeout = .milliseconds(60)
            }
        ) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1001])
            #expect(peer.readsEnd())
        }
    }

    static let unfinished: [(String, [UInt8])] = [
        ("half a header", [0x82]),
        ("half a payload", Array(RawPeer.frame(2, [UInt8](repeating: 0, count: 100)).prefix(50))),
        ("a first fragment", RawPeer.frame(1, [65], isFinal: false)),
        ("a first fragment, then pings", RawPeer.frame(1, [65], isFinal: false) + RawPeer.frame(9, [])),
        ("half a ping", Array(RawPeer.frame(9, [1, 2, 3]).prefix(6))),
        ("a whole message, then half of another", RawPeer.frame(2, [66]) + RawPeer.frame(2, [67]).prefix(3)),
    ]

    @Test("a message that does not end in time closes with 1008", arguments: unfinished)
    func slowSender(name: String, bytes: [UInt8]) async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(handler, configure: { $0.messageTimeout = .milliseconds(40) }) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            peer.send(bytes)
            #expect(peer.readCloseCode() == 1008)
            peer.finishSending()
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1008])
        }
    }

    @Test("whole messages in pieces, with time between them, are nobody's fault")
    func piecemeal() async throws {
        try await withServer(.echo(), configure: { $0.messageTimeout = .milliseconds(500) }) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            let silent = try #require(RawPeer(port: port))
            #expect(silent.upgrade()?.status == 101)
            for round in 0..<20 {
                let frame = RawPeer.frame(2, [UInt8](repeating: UInt8(round), count: 50))
                peer.send(Array(frame.prefix(3)))
                peer.send(Array(frame.dropFirst(3)))
                #expect(peer.readFrame()?.payload == [UInt8](repeating: UInt8(round), count: 50))
            }
            // Another's time has passed meanwhile; this one's begins with each message anew.
            silent.send([0x82])
            #expect(silent.readCloseCode() == 1008)
            peer.send(RawPeer.frame(1, [65]))
            #expect(peer.readFrame()?.payload == [65])
        }
    }

    static let floods: [(String, [UInt8])] = [
        ("messages", RawPeer.frame(2, [1])), ("pings", RawPeer.frame(9, [1])), ("pongs", RawPeer.frame(10, [])),
    ]

    @Test("a flood is cut with 1008 once its allowance is used, frames of every kind counted", arguments: floods)
    func flood(name: String, frame: [UInt8]) async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(
            handler,
            configure: {
                $0.messagesPerSecond = 1
                $0.messageBurst = 10
            }
        ) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            peer.send((0..<100).flatMap { _ in frame })
            var answers = 0
            while let answer = peer.readFrame() {
                guard answer.opcode != 8 else {
                    #expect(answer.payload == [0x03, 0xF0] + Array("too many messages".utf8))
                    break
                }
                answers += 1
            }
            // All came at once: nothing was earned meanwhile, but perhaps one.
            #expect(name == "pongs" ? answers == 0 : (10...11).contains(answers))
            peer.finishSending()
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1008])
        }
    }

    @Test("fragments count, however many make one message")
    func fragmentFlood() async throws {
        try await withServer(
            .echo(),
            configure: {
                $0.messagesPerSecond = 1
                $0.messageBurst = 10
            }
        ) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            peer.send(RawPeer.frame(2, [], isFinal: false) + (0..<100).flatMap { _ in RawPeer.frame(0, [], isFinal: false) })
            #expect(peer.readCloseCode() == 1008)
        }
    }

    @Test("one address may have so many connections, and gets room again when one leaves")
    func perPeer() async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(handler, configure: { $0.maximumConnectionsPerLoopbackPeer = 2 }) { port, _ in
            var peers = try (0..<2).map { _ in try #require(RawPeer(port: port)) }
            for peer in peers { #expect(peer.upgrade()?.status == 101) }
            let third = try #require(RawPeer(port: port))
            third.send(RawPeer.handshake())
            let answer = try #require(third.readResponse())
            #expect(answer.status == 429 && answer.headers["retry-after"] == "5")
            third.finishSending()
            #expect(third.readsEnd())
            peers.removeLast()
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [nil])
            #expect(try #require(RawPeer(port: port)).upgrade()?.status == 101)
        }
    }

    static let hopeless: [[UInt8]] = [
        [0xFF], [0xC0], [0xC1], [0xF5], [0x80], [65, 0xBF], [0xE0, 0x80], [0xED, 0xA0], [0xF0, 0x80], [0xF4, 0x90], [0xE2, 65],
        [0xF0, 0x90, 65], [0xCE, 0xBA, 0xF0, 0x9F, 0x98, 65],
    ]

    @Test("text that nothing can mend is refused before it ends", arguments: hopeless)
    func fastFail(text: [UInt8]) async throws {
        try await withServer(.echo()) { port, _ in
            // In one frame that is not whole yet, and in fragments with more to come.
            let halfFrame = RawPeer.frame(1, text + [UInt8](repeating: 65, count: 20)).dropLast(20)
            let fragments = text.indices.flatMap { RawPeer.frame($0 == 0 ? 1 : 0, [text[$0]], isFinal: false) }
            for wire in [Array(halfFrame), fragments] {
                let peer = try #require(RawPeer(port: port))
                #expect(peer.upgrade()?.status == 101)
                peer.send(wire)
                #expect(peer.readCloseCode() == 1007)
            }
        }
    }

    @Test("a character cut anywhere is put together again", arguments: ["é", "€", "😀", "a€😀é\u{10FFFF}\u{D7FF}\u{E000}"])
    func cutCharacters(text: String) async throws {
        let bytes = Array(text.utf8)
        try await withServer(.echo()) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            for cut in 0...bytes.count {
                peer.send(RawPeer.frame(1, Array(bytes[..<cut]), isFinal: false))
                peer.send(RawPeer.frame(9, []))
                #expect(peer.readFrame()?.opcode == 10)
                peer.send(RawPeer.frame(0, Array(bytes[cut...])))
                #expect(peer.readFrame()?.payload == bytes)
            }
        }
    }
}
