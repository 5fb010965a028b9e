internal import Audio
internal import Realtime
internal import Synchronization
internal import Wire

/// One overlap over one reply, through a whole session on its own clock.
struct OverlapTrial {
    /// What the session sent, and when.
    struct Outcome: Sendable {
        /// The reply's sound as it was sent, 16 kHz.
        var sound: [Int16] = []
        /// Session time of each step of 20 ms that sent sound, and the samples sent before it.
        var sends: [(time: SessionTime, from: Int)] = []
        /// Stretches of the sound that were lowered, the fades included.
        var lowered: [Range<Int>] = []
        /// Why the reply went on, each time it did.
        var reasons: [String] = []
        var holds = 0
        /// Session time at which the overlap's true onset reached the microphone.
        var onset = SessionTime.zero
        var isCancelled = false
        var isCompleted = false

        /// Session time at which the sample of the reply was sent.
        func time(of sample: Int) -> SessionTime? { sends.last { $0.from <= sample }?.time }
    }

    let engines: Engines
    let recognizer: SteadyRecognizer
    let overlap: OverlapCase

    private static let frame = 320
    /// A reply that takes longer is not coming: a minute.
    private static let limit = SessionTime(960_000)
    /// The level of the room's own noise.
    private static let floor: Float = -65

    /// - Parameter isDisturbed: whether the overlap is played at all.
    func run(isDisturbed: Bool = true) async -> Outcome {
        let client = OverlapClient()
        recognizer.restart()
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        options.sendsCodaEvents = true
        let session = RealtimeSession(id: "bench", engines: engines, options: options, clock: .ownTime, output: client)
        await session.start()
        await begin(session)
        var noise = RoomNoise(decibels: Self.floor, seed: UInt64(overlap.at + 1))
        var time = SessionTime.zero
        while time < Self.limit, !client.isDone {
            let microphone = mix(noise.frame(Self.frame), at: time, client, isDisturbed: isDisturbed)
            _ = session.receive(sound: PCM16.encode(microphone))
            time = time + Self.frame
            client.advance(to: time)
            await session.settle()
            await recognizer.advance(to: time)
            await session.advance(to: time)
            await session.settle()
        }
        session.disconnect()
        await session.settle()
        var outcome = client.outcome
        outcome.onset = (client.firstSound ?? .zero) + overlap.at + (overlap.onset ?? 0)
        return outcome
    }

    private func begin(_ session: RealtimeSession) async {
        let format: JSONValue = ["type": "audio/pcm", "rate": 16_000]
        let audio: JSONValue = ["input": ["format": format], "output": ["format": format]]
        let content: JSONValue = [["type": "input_text", "text": .string("\(overlap.reply)")]]
        let events: [JSONValue] = [
            ["type": "session.update", "session": ["type": "realtime", "audio": audio]],
            ["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]],
            ["type": "response.create"],
        ]
        for event in events {
            _ = session.receive(event: event.bytes)
            await session.settle()
        }
    }

    /// The microphone's next frame: the room, the overlap, and Coda's own sound as the room gives it back.
    private func mix(_ room: [Int16], at time: SessionTime, _ client: OverlapClient, isDisturbed: Bool) -> [Int16] {
        guard isDisturbed else { return room }
        let start = client.firstSound.map { time - ($0 + overlap.at) }
        let gain = overlap.echo.map { Loudness.amplitude($0.decibels) } ?? 0
        let delay = (overlap.echo?.delayMilliseconds ?? 0) * 16
        return room.indices.map { index in
            var sample = Float(room[index])
            if let start, overlap.sound.indices.contains(start + index) { sample += Float(overlap.sound[start + index]) }
            if gain > 0 { sample += gain * Float(client.heard(at: Int(time.samples) + index - delay)) }
            return Int16(max(-32_768, min(32_767, sample.rounded())))
        }
    }
}

/// A client that plays what it is sent without a gap, and notes when it came.
private final class OverlapClient: SessionOutput {
    private struct State {
        var now = SessionTime.zero
        var outcome = OverlapTrial.Outcome()
        var firstSound: SessionTime?
        /// What the person hears, by session time.
        var ear: [Int16] = []
        var loweredFrom: Int?
        var isDone = false
    }

    private let state = Mutex(State())
    /// Samples until a fade is over.
    private static let fade = 1_000

    func advance(to time: SessionTime) { state.withLock { $0.now = time } }

    var isDone: Bool { state.withLock { $0.isDone } }
    var firstSound: SessionTime? { state.withLock { $0.firstSound } }
    var outcome: OverlapTrial.Outcome { state.withLock { $0.outcome } }

    func heard(at position: Int) -> Int16 {
        state.withLock { $0.ear.indices.contains(position) ? $0.ear[position] : 0 }
    }

    func send(sound: [UInt8]) {
        let samples = PCM16.decode(sound)
        state.withLock { state in
            if state.firstSound == nil { state.firstSound = state.now }
            state.outcome.sends.append((state.now, state.outcome.sound.count))
            state.outcome.sound += samples
            let silence = Int(state.now.samples) - state.ear.count
            if silence > 0 { state.ear += [Int16](repeating: 0, count: silence) }
            state.ear += samples
        }
    }

    func send(event: [UInt8]) {
        guard let event = try? JSONValue.parse(event) else { return }
        state.withLock { Self.read(event, &$0) }
    }

    private static func read(_ event: JSONValue, _ state: inout State) {
        let sent = state.outcome.sound.count
        switch event["type"]?.string {
        case "coda.output.ducked": state.loweredFrom = sent
        case "coda.output.held": state.outcome.holds += 1
        case "coda.output.resumed":
            state.outcome.reasons.append(event["reason"]?.string ?? "")
            if let from = state.loweredFrom { state.outcome.lowered.append(from..<sent + fade) }
            state.loweredFrom = nil
        case "input_audio_buffer.speech_started":
            // A client stops playing at once.
            state.ear.removeLast(max(0, state.ear.count - Int(state.now.samples)))
        case "response.done":
            state.isDone = true
            let response = event["response"]
            state.outcome.isCompleted = response?["status"]?.string == "completed"
            state.outcome.isCancelled = response?["status_details"]?["reason"]?.string == "turn_detected"
            if let from = state.loweredFrom { state.outcome.lowered.append(from..<sent + fade) }
        default: break
        }
    }

    func end(_ reason: SessionEnd) {}
}
