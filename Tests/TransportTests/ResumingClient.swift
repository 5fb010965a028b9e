import Network
import TestSupport
import Wire

/// A client that comes back to its session by the rules of docs/protocol.md, over a connection that is killed where a plan says.
final class ResumingClient {
    /// Where to kill the connection: bytes of all frames read and written so far, what is said again not counted, ascending.
    struct Plan: Sendable {
        var reading: [Int] = []
        var writing: [Int] = []
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private let port: Int
    private var plan: Plan
    private var random: Seeded
    private var peer: RawPeer?
    /// A connection that the server must still think alive.
    private var abandoned: RawPeer?

    // What a client must remember.
    private let token: String
    private var last: String?
    private var frames = 0
    private var messages: [WebSocketMessage] = []
    /// The message to be sent next.
    private var next = 0

    private(set) var told: Told
    private(set) var kills = 0
    private(set) var read = 0
    private var starts: [Int] = []
    private(set) var written = 0

    init(port: Int, query: String, plan: Plan = Plan(), seed: UInt64 = 0) throws {
        self.port = port
        self.plan = plan
        random = Seeded(seed)
        guard let peer = RawPeer(port: port), peer.upgrade(path: "/v1/realtime?events=coda\(query)")?.status == 101,
            let created = peer.readFrame(), let resumable = peer.readFrame(),
            let token = try JSONValue.parse(resumable.payload)["token"]?.string
        else { throw Failure("no session") }
        self.peer = peer
        self.token = token
        told = try Told(created: JSONValue.parse(created.payload))
        for event in [created, resumable] { last = try told.take(event: event.payload) }
    }

    func send(_ event: JSONValue) throws { try send(.text(event.bytes)) }

    func send(_ message: WebSocketMessage) throws {
        messages.append(message)
        starts.append(written)
        written += Self.frame(message).count
        try flush()
    }

    /// Reads until an event of this type has come.
    func wait(for type: String) throws {
        while try receive() != type {}
    }

    /// Says good-bye, after a last look at how many messages the session has got.
    func leave() throws {
        kill()
        try comeBack()
        guard next == messages.count else { throw Failure("\(messages.count) messages were sent, the session has got \(next)") }
        peer?.send(RawPeer.frame(8, [0x03, 0xE8]))
        guard peer?.readCloseCode() == 1000, peer?.readsEnd() == true else { throw Failure("the good-bye was not answered") }
        guard let late = RawPeer(port: port), late.upgrade(path: address)?.status == 404 else { throw Failure("the session did not end") }
    }

    // MARK: One connection after the other

    private static func frame(_ message: WebSocketMessage) -> [UInt8] {
        switch message {
        case .text(let bytes): RawPeer.frame(1, bytes)
        case .binary(let bytes): RawPeer.frame(2, bytes)
        }
    }

    private func flush() throws {
        while next < messages.count {
            guard let peer else {
                try comeBack()
                continue
            }
            let frame = Self.frame(messages[next])
            if let place = plan.writing.first, place < starts[next] + frame.count {
                plan.writing.removeFirst()
                peer.send(Array(frame.prefix(max(0, place - starts[next]))))
                kill()
            } else {
                guard peer.send(frame) else { throw Failure("the server closed the connection") }
                next += 1
            }
        }
    }

    /// The type of the next event; `nil` for a binary frame.
    private func receive() throws -> String? {
        while true {
            guard let peer else {
                try comeBack()
                try flush()
                continue
            }
            guard let frame = peer.readFrame() else { throw Failure("the server closed the connection") }
            let size = frame.payload.count + (frame.payload.count < 126 ? 2 : 4)
            if let place = plan.reading.first, place < read + size {
                plan.reading.removeFirst()
                kill()
                continue
            }
            read += size
            switch frame.opcode {
            case 1:
                last = try told.take(event: frame.payload)
                frames = 0
                return told.type
            case 2:
                told.take(sound: frame.payload)
                frames += 1
                return nil
            default: throw Failure("frame of kind \(frame.opcode)")
            }
        }
    }

    /// Ends the connection as a crash would, or forgets it and lets the server find out.
    private func kill() {
        kills += 1
        if Int.random(in: 0..<4, using: &random) == 0 { abandoned = peer } else { peer?.resetOnClose() }
        peer = nil
    }

    private var address: String { "/v1/realtime?resume=\(token)&frames=\(frames)" + (last.map { "&after=\($0)" } ?? "") }

    private func comeBack() throws {
        if Int.random(in: 0..<8, using: &random) == 0 {
            // Killed before it could read anything.
            let failed = RawPeer(port: port)
            failed?.resetOnClose()
            failed?.send(RawPeer.handshake(path: address))
        }
        guard let peer = RawPeer(port: port), let answer = peer.upgrade(path: address) else { throw Failure("no answer") }
        guard answer.status == 101 else { throw Failure("the session was refused with \(answer.status)") }
        guard let frame = peer.readFrame(), case let greeting = try JSONValue.parse(frame.payload),
            greeting["type"] == "coda.session.resumed", greeting["event_id"] == nil,
            let received = greeting["received_messages"]?.integer
        else { throw Failure("no greeting") }
        guard received <= next else { throw Failure("\(next) messages were sent, the session claims \(received)") }
        next = received
        self.peer = peer
        guard let older = abandoned.take() else { return }
        guard older.readCloseCode() == 4001 else { throw Failure("the older connection was not told") }
        older.resetOnClose()
    }
}
