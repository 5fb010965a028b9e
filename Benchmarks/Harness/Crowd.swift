internal import Glibc
internal import Resources
internal import Synchronization

/// Clients that a server must bear: thousands who are silent, hundreds who are slow, and one who floods.
final class Crowd: Sendable {
    /// How often the server has cut some of them.
    struct Cuts: Sendable {
        var slowHeads = 0
        var slowFrames = 0
        var floods = 0
        /// Times the one who floods was not let in again.
        var refusals = 0
    }

    private struct State {
        var cuts = Cuts()
        var isEnding = false
        var running = 0
    }

    private final class Idle: Sendable {
        private let socket: CrowdSocket

        init?(port: Int) {
            guard let socket = CrowdSocket(port: port), socket.upgrade() else { return nil }
            self.socket = socket
        }
    }

    private let port: Int
    /// Of the one who floods.
    private let key: String
    private let state = ThreadCondition(State())
    private let idle = Mutex<[Idle]>([])
    /// Messages a second of the one who floods: ten times what a connection is granted.
    private static let floodPerSecond = 5_000

    init(port: Int, key: String) {
        self.port = port
        self.key = key
    }

    var cuts: Cuts { state.withLock { $0.cuts } }

    /// Opens WebSockets that say nothing from then on; gives how many there are.
    func addIdle(_ count: Int) -> Int {
        var opened: [Idle] = []
        for _ in 0..<count {
            guard let socket = Idle(port: port) else { break }
            opened.append(socket)
        }
        return idle.withLock { all in
            all += opened
            return all.count
        }
    }

    /// Begins to be slow and rude; who is cut comes back.
    func begin(slowHeads: Int, slowFrames: Int) {
        state.withLock { $0.running = 2 }
        spawnThread(name: "slow") { [self] in
            dribble(slowHeads: slowHeads, slowFrames: slowFrames)
            state.withLock { $0.running -= 1 }
        }
        spawnThread(name: "flood") { [self] in
            flood()
            state.withLock { $0.running -= 1 }
        }
    }

    /// Ends every connection; blocks until that is done.
    func end() {
        state.withLock { $0.isEnding = true }
        state.wait(until: { $0.running == 0 }, take: { _ in })
        idle.withLock { $0 = [] }
    }

    private var isEnding: Bool { state.withLock { $0.isEnding } }

    /// A byte a second on each connection: of a request's head that never ends, or of a frame.
    private func dribble(slowHeads: Int, slowFrames: Int) {
        let head = Array("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".utf8)
        let frame: [UInt8] = [0x82, 0xFE, 0x10, 0, 1, 2, 3, 4]
        var slow: [Slow] = []
        for index in 0..<(slowHeads + slowFrames) { slow.append(Slow(isFrame: index >= slowHeads)) }
        var next = ContinuousClock.now
        while !isEnding {
            for client in slow where !client.step(port: port, head: head, frame: frame) {
                state.withLock { state in
                    if client.isFrame { state.cuts.slowFrames += 1 } else { state.cuts.slowHeads += 1 }
                }
            }
            next += .seconds(1)
            Pause.until(next)
        }
    }

    private final class Slow {
        let isFrame: Bool
        private var socket: CrowdSocket?

        init(isFrame: Bool) { self.isFrame = isFrame }

        /// Sends what is next; `false` where the server has ended the connection.
        func step(port: Int, head: [UInt8], frame: [UInt8]) -> Bool {
            if socket == nil {
                guard let fresh = CrowdSocket(port: port), !isFrame || fresh.upgrade() else { return true }
                let begun = fresh.send(isFrame ? frame : head)
                socket = consume fresh
                return begun
            }
            guard socket?.send([UInt8(ascii: "x")]) == true else {
                socket = nil
                return false
            }
            return true
        }
    }

    /// Valid events that cost the server an answer each, which is never read.
    private func flood() {
        let event = Array(#"{"type":"input_audio_buffer.clear"}"#.utf8)
        // A mask of zeros leaves the text as it is.
        let frame = [0x81, 0x80 | UInt8(event.count), 0, 0, 0, 0] + event
        let interval = Duration.milliseconds(10)
        let batch = (0..<(Self.floodPerSecond / 100)).flatMap { _ in frame }
        while !isEnding {
            var next = ContinuousClock.now
            guard let socket = CrowdSocket(port: port), socket.upgrade(key: key) else {
                state.withLock { $0.cuts.refusals += 1 }
                next += .milliseconds(200)
                Pause.until(next)
                continue
            }
            while !isEnding {
                guard socket.send(batch) else {
                    state.withLock { $0.cuts.floods += 1 }
                    break
                }
                next += interval
                Pause.until(next)
            }
        }
    }
}
