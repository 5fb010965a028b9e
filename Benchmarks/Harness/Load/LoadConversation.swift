internal import Audio
internal import Network
internal import Wire

/// One person in a conversation with a server, a frame at a time: speaks by a schedule, listens to the answer, waits. One thread.
final class LoadConversation {
    typealias Moment = ContinuousClock.Instant

    /// One recording spoken and what came of it.
    struct Spoken: Sendable {
        var turn: TurnClient.Turn
        let began: Moment
    }

    private enum Doing {
        case waiting(sound: Int, start: Moment)
        case speaking(frame: Int)
        case listening
        /// The turn is over; what is told of it late still counts.
        case resting(until: Moment)
    }

    let socket: LoadSocket
    private let sounds: [LoadSound]
    private let joined: Moment
    private var schedule: TalkSchedule
    private var doing: Doing
    private var sound: LoadSound
    private var watch: ReplyWatch?
    private var began: Moment
    private var trueEnd: Moment
    private var frames = 0
    /// Bytes that the kernel has not taken yet.
    private var unsent: [UInt8] = []
    /// When the next frame has been heard by the microphone.
    private(set) var due: Moment
    private var spoken: [Spoken] = []
    /// Whether the connection was lost.
    private(set) var isLost = false

    /// Longer than any turn-taking fallback: who waits that long has been given up on.
    private static let patience = Duration.seconds(10)
    private static let rest = Duration.seconds(1)
    /// A server that leaves 8 s of sound unread is gone.
    private static let mostUnsent = 256_000

    init(socket: LoadSocket, sounds: [LoadSound], schedule: TalkSchedule, joined: Moment) {
        self.socket = socket
        self.sounds = sounds
        self.schedule = schedule
        self.joined = joined
        due = joined + LoadSound.frame
        (began, trueEnd) = (joined, joined)
        let first = self.schedule.next()
        sound = sounds[first.recording]
        doing = .waiting(sound: first.recording, start: joined + .seconds(first.start))
    }

    /// Whether a turn is under way.
    var isBusy: Bool { watch != nil }

    /// Turns that are over, since this was last asked.
    func takeSpoken() -> [Spoken] {
        guard !spoken.isEmpty else { return [] }
        defer { spoken = [] }
        return spoken
    }

    /// Sends what the microphone heard by `due`.
    ///
    /// - Parameter mayBegin: whether a recording may begin.
    func step(at now: Moment, mayBegin: Bool) {
        if case .waiting(let index, let start) = doing, mayBegin, due >= start { begin(sounds[index]) }
        switch doing {
        case .speaking(let frame):
            send(sound.frames[frame])
            doing = frame + 1 < sound.frames.count ? .speaking(frame: frame + 1) : .listening
        case .listening:
            send(sound.room[frames % sound.room.count])
            if watch?.isOver(at: due) == true || due > trueEnd + Self.patience { doing = .resting(until: due + Self.rest) }
        case .resting(let end):
            send(sound.room[frames % sound.room.count])
            if due >= end { endTurn() }
        case .waiting: send(sound.room[frames % sound.room.count])
        }
        frames += 1
        due += LoadSound.frame
    }

    private func begin(_ next: LoadSound) {
        sound = next
        // A microphone gives a frame once its last sample has been heard.
        began = due - LoadSound.frame
        trueEnd = began + .seconds(next.end)
        watch = ReplyWatch(trueEnd: trueEnd)
        doing = .speaking(frame: 0)
    }

    private func endTurn() {
        if let watch { spoken.append(Spoken(turn: watch.turn(of: sound.recording), began: began)) }
        watch = nil
        let next = schedule.next(earliest: (due - joined) / .seconds(1))
        doing = .waiting(sound: next.recording, start: joined + .seconds(next.start))
    }

    private func send(_ frame: [UInt8]) {
        guard !isLost else { return }
        if !unsent.isEmpty {
            let count = socket.push(unsent, from: 0)
            guard count >= 0, unsent.count < Self.mostUnsent else { return lose() }
            unsent.removeFirst(count)
        }
        guard unsent.isEmpty else { return unsent += frame }
        let count = socket.push(frame, from: 0)
        guard count >= 0 else { return lose() }
        if count < frame.count { unsent = Array(frame[count...]) }
    }

    /// Takes what has come.
    func read(at now: Moment) {
        do throws(BenchError) {
            try socket.frames { opcode, payload in
                guard watch != nil, opcode == 1 || opcode == 2 else { return }
                let bytes = unsafe payload.withUnsafeBufferPointer { unsafe Array($0) }
                watch?.take(opcode == 1 ? .text(bytes) : .binary(bytes), at: now)
            }
        } catch {
            lose()
        }
    }

    /// The turn under way is over, without an answer perhaps.
    private func lose() {
        isLost = true
        guard let watch else { return }
        var turn = watch.turn(of: sound.recording)
        turn.wasBroken = true
        spoken.append(Spoken(turn: turn, began: began))
        self.watch = nil
    }
}
