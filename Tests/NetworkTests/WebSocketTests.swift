import Network
import Synchronization
import TestSupport
import Testing

@Suite struct WebSocketTests {
    @Test("the handshake's answer is the RFC's own example")
    func handshake() async throws {
        try await withServer(.echo()) { port, _ in
            let peer = try #require(RawPeer(port: port))
            let answer = try #require(peer.upgrade(path: "/v1/realtime?model=coda"))
            #expect(answer.status == 101)
            #expect(answer.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(answer.headers["sec-websocket-protocol"] == nil)
        }
    }

    @Test("what is sent comes back", arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 1_048_576, 3_000_001])
    func echo(size: Int) async throws {
        try await withServer(.echo()) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            peer.send(RawPeer.frame(2, payload))
            let frame = try #require(peer.readFrame())
            #expect(frame.opcode == 2 && frame.isFinal && !frame.isMasked)
            #expect(frame.payload == payload)
            peer.send(RawPeer.frame(1, payload.map { 32 + $0 % 64 }))
            let text = try #require(peer.readFrame())
            #expect(text.opcode == 1 && text.payload == payload.map { 32 + $0 % 64 })
        }
    }

    @Test("fragments are joined, with pings between them", arguments: [1, 7, 1_000, 70_000])
    func fragments(size: Int) async throws {
        try await withServer(.echo()) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            let parts = (0..<5).map { [UInt8](repeating: UInt8(65 + $0), count: size) }
            for (index, part) in parts.enumerated() {
                peer.send(RawPeer.frame(index == 0 ? 1 : 0, part, isFinal: index == 4))
                peer.send(RawPeer.frame(9, [UInt8(index)]))
            }
            for index in 0..<5 {
                // The fifth pong comes after the echo, for the ping came after the message.
                if index == 4 { #expect(peer.readFrame()?.payload == parts.flatMap { $0 }) }
                let pong = try #require(peer.readFrame())
                #expect(pong.opcode == 10 && pong.payload == [UInt8(index)])
            }
        }
    }

    @Test("a client that writes byte by byte, first frames right behind the handshake, is understood")
    func slowly() async throws {
        try await withServer(.echo()) { port, _ in
            let peer = try #require(RawPeer(port: port))
            for byte in Array(RawPeer.handshake().utf8) + RawPeer.frame(1, Array("hi".utf8)) { peer.send([byte]) }
            #expect(peer.readResponse()?.status == 101)
            #expect(peer.readFrame()?.payload == Array("hi".utf8))
            let eager = try #require(RawPeer(port: port))
            eager.send(Array(RawPeer.handshake().utf8) + RawPeer.frame(1, Array("first".utf8)) + RawPeer.frame(1, Array("second".utf8)))
            #expect(eager.readResponse()?.status == 101)
            #expect(eager.readFrame()?.payload == Array("first".utf8))
            #expect(eager.readFrame()?.payload == Array("second".utf8))
        }
    }

    struct Violation: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let code: UInt16

        init(_ name: String, _ bytes: [UInt8], _ code: UInt16) {
            testDescription = name
            self.bytes = bytes
            self.code = code
        }
    }

    static let violations: [Violation] = [
        Violation("an unmasked frame", RawPeer.frame(1, [65], mask: nil), 1002),
        Violation("reserved bits", [0xC1, 0x80, 0, 0, 0, 0], 1002),
        Violation("an unknown opcode", RawPeer.frame(3, []), 1002),
        Violation("an unknown control opcode", RawPeer.frame(11, []), 1002),
        Violation("a fragmented ping", RawPeer.frame(9, [], isFinal: false), 1002),
        Violation("a long ping", RawPeer.frame(9, [UInt8](repeating: 0, count: 126)), 1002),
        Violation("a continuation of nothing", RawPeer.frame(0, [65]), 1002),
        Violation("a message inside a message", RawPeer.frame(1, [65], isFinal: false) + RawPeer.frame(1, [65]), 1002),
        Violation("a length that should be shorter", [0x82, 0xFE, 0, 1, 0, 0, 0, 0, 9], 1002),
        Violation("a negative length", [0x82, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1002),
        Violation("a one-byte close", RawPeer.frame(8, [3]), 1002),
        Violation("a close code that must not be sent", RawPeer.frame(8, [0x03, 0xED]), 1002),
        Violation("a close reason that is not UTF-8", RawPeer.frame(8, [0x03, 0xE8, 0xFF]), 1007),
        Violation("text that is not UTF-8", RawPeer.frame(1, [0xC3, 0x28]), 1007),
        Violation("text cut inside a character", RawPeer.frame(1, [0xE2, 0x82]), 1007),
        Violation("a message beyond the limit", [0x82, 0xFF, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0], 1009),
        Violation(
            "fragments beyond the limit",
            RawPeer.frame(2, [UInt8](repeating: 0, count: 1 << 20), isFinal: false) + [0x80, 0xFF, 0, 0, 0, 0, 0, 0xF0, 0, 1, 0, 0, 0, 0],
            1009),
    ]

    @Test("what the RFC forbids closes with the right code, and the receiver is told", arguments: violations)
    func violation(_ violation: Violation) async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(handler) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            peer.send(violation.bytes)
            #expect(peer.readCloseCode() == violation.code)
            peer.finishSending()
            #expect(peer.readsEnd())
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [violation.code])
        }
    }

    @Test("UTF-8 is judged as the vectors say", .enabled(if: TestData.folder != nil, Comment(rawValue: TestData.absent)))
    func vectors() async throws {
        let folder = try #require(TestData.folder)
        let lines: [String] = try #require(TextFile.lines(folder + "/protocol/websocket/open/utf8_vectors.tsv"))
        let rows = lines.map { $0.split(separator: "\t") }
        #expect(rows.count >= 18)
        try await withServer(.echo()) { port, _ in
            for row in rows where row.count == 2 {
                let hex = Array(row[1])
                let bytes = stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(String(hex[$0...($0 + 1)]), radix: 16) }
                // Whole, and in fragments of a byte.
                let fragments = bytes.indices.flatMap { RawPeer.frame($0 == 0 ? 1 : 0, [bytes[$0]], isFinal: $0 == bytes.count - 1) }
                for wire in [RawPeer.frame(1, bytes), fragments] {
                    let peer = try #require(RawPeer(port: port))
                    #expect(peer.upgrade()?.status == 101)
                    peer.send(wire)
                    let frame = try #require(peer.readFrame())
                    if row[0] == "valid" {
                        #expect(frame.opcode == 1 && frame.payload == bytes, "\(row[1])")
                    } else {
                        #expect(frame.opcode == 8 && frame.payload.starts(with: [0x03, 0xEF]), "\(row[1])")
                    }
                }
            }
        }
    }

    @Test("the peer's close is answered with its code", arguments: [1000, 1001, 1003, 1007, 1011, 1012, 3000, 4999, 1005] as [UInt16])
    func peerCloses(code: UInt16) async throws {
        let handler = ScriptedHandler.echo()
        try await withServer(handler) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            peer.send(RawPeer.frame(8, code == 1005 ? [] : [UInt8(code >> 8), UInt8(code & 0xFF)] + Array("bye".utf8)))
            #expect(peer.readCloseCode() == code)
            // The server closes first (section 7.1.1).
            #expect(peer.readsEnd())
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [code])
            let connection = try #require(handler.seen.wait { !$0.connections.isEmpty }.connections.first)
            #expect(connection.send(.text([65])) == .closed)
        }
    }

    @Test("our close comes after what was queued, and ends once it is answered")
    func weClose() async throws {
        let handler = ScriptedHandler(open: { connection in
            for index in 0..<10 { _ = connection.send(.binary([UInt8](repeating: UInt8(index), count: 100_000))) }
            connection.close(.tryAgainLater, reason: "busy")
            #expect(connection.send(.text([])) == .closed)
        })
        try await withServer(handler) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            for index in 0..<10 { #expect(peer.readFrame()?.payload == [UInt8](repeating: UInt8(index), count: 100_000)) }
            let close = try #require(peer.readFrame())
            #expect(close.opcode == 8 && close.payload == [0x03, 0xF5] + Array("busy".utf8))
            peer.send(RawPeer.frame(8, [0x03, 0xF5]))
            #expect(peer.readsEnd())
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1013])
        }
    }

    @Test("a peer that does not answer our close is dropped")
    func closeUnanswered() async throws {
        let handler = ScriptedHandler(open: { $0.close(.normal, reason: "") })
        try await withServer(handler, configure: { $0.closeTimeout = .milliseconds(50) }) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            #expect(peer.readCloseCode() == 1000)
            #expect(peer.readsEnd())
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1000])
        }
    }

    static let key = "openai-insecure-api-key.sk-proj-" + String(repeating: "k", count: 156)

    @Test(
        "any list of subprotocols is taken, and the handler chooses",
        arguments: [
            ("realtime", "realtime", "realtime"),
            ("realtime, \(key), openai-beta.realtime-v1", "realtime", "realtime"),
            ("\(key),realtime", "realtime", "realtime"),
            ("unheard-of", nil, nil),
            ("unheard-of", "not-offered", nil),
            (nil, nil, nil),
        ] as [(String?, String?, String?)])
    func subprotocols(offered: String?, chosen: String?, confirmed: String?) async throws {
        let handler = ScriptedHandler(admission: { _ in .accept(subprotocol: chosen) })
        try await withServer(handler) { port, _ in
            let peer = try #require(RawPeer(port: port))
            let answer = try #require(peer.upgrade(headers: offered.map { ["Sec-WebSocket-Protocol: \($0)"] } ?? []))
            #expect(answer.status == 101)
            #expect(answer.headers["sec-websocket-protocol"] == confirmed)
            #expect(handler.seen.wait { !$0.admissions.isEmpty }.admissions.first?.headers["sec-websocket-protocol"] == offered)
        }
    }

    @Test("a refusal is an HTTP answer with its body", arguments: [401, 403, 404, 429, 503])
    func refusal(status: Int) async throws {
        let handler = ScriptedHandler(admission: { request in
            .refuse(HTTPResponse(status: status, headers: [("x-path", request.path)], body: Array(#"{"error":"no"}"#.utf8)))
        })
        try await withServer(handler) { port, _ in
            let peer = try #require(RawPeer(port: port))
            peer.send(RawPeer.handshake(path: "/secret?a=b"))
            let answer = try #require(peer.readResponse())
            #expect(answer.status == status)
            #expect(answer.headers["x-path"] == "/secret")
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.body == Array(#"{"error":"no"}"#.utf8))
            #expect(peer.readsEnd())
        }
    }

    @Test("many threads send at once: nothing is lost, and each thread's order is kept")
    func manySenders() async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) { port, _ in
            let peer = try #require(RawPeer(port: port))
            #expect(peer.upgrade()?.status == 101)
            let connection = try #require(handler.seen.wait { !$0.connections.isEmpty }.connections.first)
            async let senders: Void = withTaskGroup { group in
                for sender in 0..<8 {
                    group.addTask {
                        for index in 0..<500 {
                            #expect(connection.send(.binary([UInt8(sender), UInt8(index >> 8), UInt8(index & 0xFF)])) == .queued)
                        }
                    }
                }
            }
            await senders
            var next = [Int](repeating: 0, count: 8)
            for _ in 0..<4_000 {
                let payload = try #require(peer.readFrame()).payload
                #expect(Int(payload[1]) << 8 | Int(payload[2]) == next[Int(payload[0])])
                next[Int(payload[0])] += 1
            }
            #expect(next.allSatisfy { $0 == 500 })
        }
    }

    @Test("a reader that is too slow overflows its queue, is told 1008, and blocks nobody")
    func overflow() async throws {
        let handler = ScriptedHandler(keepsMessages: false, receive: { _ = $0.send($1) })
        try await withServer(handler, configure: { $0.maximumQueuedBytes = 1 << 20 }) { port, _ in
            let slow = try #require(RawPeer(port: port, receiveBufferBytes: 4_096))
            #expect(slow.upgrade()?.status == 101)
            let connection = try #require(handler.seen.wait { !$0.connections.isEmpty }.connections.first)
            var outcome = SendOutcome.queued
            var sent = 0
            // The kernel's own buffers come first; they end somewhere.
            while outcome == .queued, sent < 20_000 {
                outcome = connection.send(.binary([UInt8](repeating: 7, count: 60_000)))
                sent += 1
            }
            #expect(outcome == .overflow)
            #expect(connection.send(.binary([])) == .closed)
            let other = try #require(RawPeer(port: port))
            #expect(other.upgrade()?.status == 101)
            other.send(RawPeer.frame(1, Array("still here".utf8)))
            #expect(other.readFrame()?.payload == Array("still here".utf8))
            // What had been begun is whole, and the close frame follows it.
            #expect(slow.readCloseCode() == 1008)
            slow.send(RawPeer.frame(8, [0x03, 0xF0]))
            #expect(handler.seen.wait { !$0.closeCodes.isEmpty }.closeCodes == [1008])
        }
    }
}
