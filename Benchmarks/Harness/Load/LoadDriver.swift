internal import Glibc
internal import Resources
internal import Wire

/// Conversations with a server, all of them on one thread that sleeps between frames, so that the clients take little of what they measure.
final class LoadDriver: Sendable {
    private struct State {
        /// Connected, and not yet taken by the thread.
        var joining: [LoadConversation] = []
        var mayBegin = true
        var isEnding = false
        var hasEnded = false
        /// Conversations with a turn under way.
        var busy = 0
        var lost = 0
        var spoken: [LoadConversation.Spoken] = []
        var lateness: [Double] = []
    }

    private let state = ThreadCondition(State())
    private let port: Int
    private let sounds: [LoadSound]
    private let share: Double

    /// People come one after another.
    private static let between = Duration.milliseconds(200)
    private static let path = "/v1/realtime?events=coda&audio=binary"

    /// - Parameter share: of the time that each person speaks.
    init(port: Int, sounds: [LoadSound], share: Double = 0.3) {
        self.port = port
        self.sounds = sounds
        self.share = share
        // Before everybody else: a late client would be taken for a late server.
        spawnThread(name: "clients", nice: -5) { [self] in drive() }
    }

    /// One more conversation. Blocks until it is connected.
    ///
    /// - Throws: with `refusal` where the server does not want it.
    func join(seed: UInt64) throws(BenchError) {
        let socket = try LoadSocket(port: port, path: Self.path)
        let format: JSONValue = ["format": ["type": "audio/pcm", "rate": 16_000]]
        let session: JSONValue = ["type": "realtime", "audio": ["input": format, "output": format]]
        try socket.send(LoadFrames.text((["type": "session.update", "session": session] as JSONValue).text))
        let schedule = TalkSchedule(lengths: sounds.map(\.seconds), share: share, seed: seed)
        let conversation = LoadConversation(socket: socket, sounds: sounds, schedule: schedule, joined: .now)
        state.withLock { $0.joining.append(conversation) }
    }

    /// So many more conversations, one after another. Blocks until the last is connected, or refused, and a moment longer.
    ///
    /// - Parameter seed: of the first; each next one's is one more.
    /// - Returns: how many the server refused.
    func join(_ count: Int, seed: UInt64) throws(BenchError) -> Int {
        var refused = 0
        for index in 0..<count {
            do throws(BenchError) {
                try join(seed: seed &+ UInt64(index))
            } catch {
                guard error.refusal == 503 else { throw error }
                refused += 1
            }
            Pause.until(.now + Self.between)
        }
        return refused
    }

    /// What was spoken and is over, and by how many milliseconds frames were late, since this was last asked.
    func take() -> (spoken: [LoadConversation.Spoken], lateness: [Double]) {
        state.withLock { state in
            defer { (state.spoken, state.lateness) = ([], []) }
            return (state.spoken, state.lateness)
        }
    }

    /// Connections that were lost.
    var lost: Int { state.withLock { $0.lost } }

    /// Nobody begins to speak any more; blocks until the turns under way are over.
    func finish() {
        state.withLock { $0.mayBegin = false }
        state.wait(until: { $0.busy == 0 && $0.joining.isEmpty }, atMost: .seconds(30), take: { _ in })
    }

    /// Ends every conversation; blocks until that is done.
    func end() {
        state.withLock { $0.isEnding = true }
        state.wait(until: { $0.hasEnded }, take: { _ in })
    }

    private func drive() {
        var conversations: [LoadConversation] = []
        var polled: [pollfd] = []
        var late: [Double] = []
        while true {
            var mayBegin = true
            var isEnding = false
            state.change { state in
                conversations += state.joining
                state.joining = []
                (mayBegin, isEnding) = (state.mayBegin, state.isEnding)
                return false
            }
            if isEnding { break }
            let before = ContinuousClock.now
            var next = before + LoadSound.frame
            for conversation in conversations {
                if conversation.due <= before {
                    late.append((before - conversation.due) / .milliseconds(1))
                    conversation.step(at: before, mayBegin: mayBegin)
                }
                next = min(next, conversation.due)
            }
            polled.removeAll(keepingCapacity: true)
            for conversation in conversations {
                polled.append(pollfd(fd: conversation.socket.descriptor, events: Int16(POLLIN), revents: 0))
            }
            wait(&polled, until: next)
            let now = ContinuousClock.now
            for (index, conversation) in conversations.enumerated() where polled[index].revents != 0 { conversation.read(at: now) }
            gather(&conversations, &late)
        }
        state.withLock { $0.hasEnded = true }
    }

    /// Sleeps until then, or until something has come.
    private func wait(_ polled: inout [pollfd], until moment: ContinuousClock.Instant) {
        // Up to a millisecond late, so that frames due at nearly the same time are sent together.
        let milliseconds = ((moment - .now) / .milliseconds(1)).rounded(.up)
        _ = unsafe poll(&polled, nfds_t(polled.count), Int32(max(0, milliseconds)))
    }

    private func gather(_ conversations: inout [LoadConversation], _ late: inout [Double]) {
        var lost = 0
        state.change { state in
            for conversation in conversations {
                state.spoken += conversation.takeSpoken()
                if conversation.isLost { lost += 1 }
            }
            state.lateness += late
            let busy = conversations.count { $0.isBusy }
            defer { state.busy = busy }
            state.lost += lost
            return busy != state.busy
        }
        late.removeAll(keepingCapacity: true)
        if lost > 0 { conversations.removeAll(where: \.isLost) }
    }
}
