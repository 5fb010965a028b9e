internal import Audio
internal import Realtime
internal import Synchronization
internal import Wire

/// One session in this process on a clock of its own, and the client at its other end.
final class SoloSession: Sendable {
    /// What the client has been told and sent.
    struct Seen: Sendable {
        var now = SessionTime.zero
        /// Replies that have ended, and those of them that were interrupted.
        var replies = 0
        var interrupted = 0
        /// Errors told, and replies and transcripts that failed.
        var errors = 0
        /// Whether a reply is under way.
        var isReplying = false
        /// When the present reply's first and last sound was sent, by the session's clock, and the first by the real one.
        var firstSound: SessionTime?
        var lastSound: SessionTime?
        var firstSoundMoment: ContinuousClock.Instant?
    }

    private final class Client: SessionOutput {
        let seen = Mutex(Seen())

        func send(sound: [UInt8]) {
            seen.withLock { seen in
                if seen.firstSound == nil {
                    seen.firstSound = seen.now
                    seen.firstSoundMoment = .now
                }
                seen.lastSound = seen.now
            }
        }

        func send(event: [UInt8]) {
            guard let event = try? JSONValue.parse(event) else { return }
            seen.withLock { seen in
                switch event["type"]?.string {
                case "response.created":
                    seen.isReplying = true
                    seen.firstSound = nil
                    seen.lastSound = nil
                case "response.done":
                    seen.isReplying = false
                    seen.replies += 1
                    switch event["response"]?["status"]?.string {
                    case "cancelled": seen.interrupted += 1
                    case "completed": break
                    default: seen.errors += 1
                    }
                case "error", "conversation.item.input_audio_transcription.failed": seen.errors += 1
                default: break
                }
            }
        }

        func end(_ reason: SessionEnd) {}
    }

    private let client = Client()
    private let session: RealtimeSession
    /// Lets what the recogniser owes arrive.
    private let recognizer: SteadyRecognizer?
    static let frame = 320

    /// - Parameter voice: `nil` is the server's default.
    init(_ engines: Engines, recognizer: SteadyRecognizer? = nil, voice: String? = nil) async {
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        options.sendsCodaEvents = true
        session = RealtimeSession(id: "bench", engines: engines, options: options, clock: .ownTime, output: client)
        self.recognizer = recognizer
        recognizer?.restart()
        await session.start()
        let format: JSONValue = ["format": ["type": "audio/pcm", "rate": 16_000]]
        let output = format.merging(["voice": voice.map { .string($0) }])
        await send(["type": "session.update", "session": ["type": "realtime", "audio": ["input": format, "output": output]]])
    }

    var seen: Seen { client.seen.withLock { $0 } }

    func send(_ event: JSONValue) async {
        _ = session.receive(event: event.bytes)
        await session.settle()
    }

    /// Says something in writing and asks for the reply; returns once the session has nothing left to do at this moment of its time.
    func ask(_ text: String) async {
        let content: JSONValue = [["type": "input_text", "text": .string(text)]]
        await send(["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]])
        await send(["type": "response.create"])
    }

    /// Lets 20 ms pass, in which this is heard, or nothing at all.
    func pass(hearing sound: [Int16]? = nil) async {
        if let sound { _ = session.receive(sound: PCM16.encode(sound)) }
        let now = client.seen.withLock { seen in
            seen.now = seen.now + Self.frame
            return seen.now
        }
        await session.settle()
        await recognizer?.advance(to: now)
        await session.advance(to: now)
        await session.settle()
    }

    func end() async {
        session.disconnect()
        await session.settle()
    }
}
