internal import Audio
internal import Network
internal import Resources
internal import Wire

/// One person at the other end of a WebSocket: plays recordings in real time and notes when what came back.
final class TurnClient: Sendable {
    /// What one recording brought.
    struct Turn: Sendable {
        var recording: Recording
        /// Milliseconds from the true end of speech; `nil` where no answer came, or only one that began too early.
        var firstByte: Double?
        var firstAudible: Double?
        var afterCommit: Double?
        var wasCutOff = false
        var wasAnswered = false
        /// Whether a reply that could be heard broke off without anybody speaking.
        var wasBroken = false
        var transcript = ""
        /// Which client played it; each has a session of its own.
        var client = 0
        /// Of the session so far.
        var speculation: (begun: Int, adopted: Int)?
        /// Milliseconds between the ledger's total and the sum of its parts.
        var ledgerError: Double?
        var parts: [String: Double] = [:]
    }

    /// Messages with the moment they arrived.
    private final class Inbox: WebSocketReceiver {
        struct Arrival: Sendable {
            let at: ContinuousClock.Instant
            let message: WebSocketMessage
        }

        let arrivals = ThreadCondition<(list: [Arrival], isClosed: Bool)>(([], false))

        func received(_ message: WebSocketMessage) {
            let arrival = Arrival(at: .now, message: message)
            arrivals.withLock { $0.list.append(arrival) }
        }

        func closed(code: UInt16?) { arrivals.withLock { $0.isClosed = true } }
    }

    private let inbox: Inbox
    private let socket: any WebSocketConnection
    private let rate = SampleRate.hz16000
    private static let frame = Duration.milliseconds(20)
    /// Longer than any turn-taking fallback: who waits that long has been given up on.
    private static let patience = Duration.seconds(10)

    private init(socket: any WebSocketConnection, inbox: Inbox) {
        self.socket = socket
        self.inbox = inbox
    }

    static func connect(_ pool: ClientPool, port: Int, eagerness: String? = nil) async throws -> TurnClient {
        let inbox = Inbox()
        let socket: any WebSocketConnection
        do {
            socket = try await pool.connect(host: "127.0.0.1", port: port, path: "/v1/realtime?events=coda&audio=binary", receiver: inbox)
        } catch {
            throw BenchError("\(error)")
        }
        let client = TurnClient(socket: socket, inbox: inbox)
        let format: JSONValue = ["format": ["type": "audio/pcm", "rate": 16_000]]
        let detection = eagerness.map { ["type": "semantic_vad", "eagerness": .string($0)] as JSONValue }
        let session: JSONValue = [
            "type": "realtime", "audio": ["input": format.merging(["turn_detection": detection]), "output": format],
        ]
        _ = socket.send(.text((["type": "session.update", "session": session] as JSONValue).bytes))
        return client
    }

    func close() { socket.close(.normal, reason: "") }

    /// Plays one recording, then room noise at its own floor until the reply has ended. Blocks in real time.
    func play(_ recording: Recording, seed: UInt64) throws -> Turn {
        let sound = try recording.samples()
        let end = recording.labelledEnd.map { Int($0 * 16_000) } ?? Loudness.endOfSpeech(in: sound.span, rate: rate) ?? sound.count
        let floor = min(Loudness.floorDecibels(of: sound.span, rate: rate), -50)
        var noise = RoomNoise(decibels: floor, seed: seed)
        let samples = PCM16.quantize(sound)
        let frame = rate.samples(in: Self.frame)
        let start = ContinuousClock.now
        let trueEnd = start + .seconds(Double(end) / 16_000)
        var watch = ReplyWatch(trueEnd: trueEnd)
        var sent = 0
        var next = start
        while true {
            // A microphone gives a frame once its last sample has been heard.
            next += Self.frame
            Pause.until(next)
            let piece = sent < samples.count ? Array(samples[sent..<min(sent + frame, samples.count)]) : noise.frame(frame)
            sent += piece.count
            _ = socket.send(.binary(PCM16.encode(piece)))
            let (arrivals, isClosed) = inbox.arrivals.withLock { box -> ([Inbox.Arrival], Bool) in
                defer { box.list = [] }
                return (box.list, box.isClosed)
            }
            for arrival in arrivals { watch.take(arrival.message, at: arrival.at) }
            if isClosed { throw BenchError("the server closed the connection during \(recording.name).") }
            if sent >= samples.count, watch.isOver(at: next) || next > trueEnd + Self.patience { break }
        }
        return watch.turn(of: recording)
    }
}
