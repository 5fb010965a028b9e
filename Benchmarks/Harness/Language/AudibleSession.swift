internal import Audio
internal import Realtime
internal import Synchronization
internal import Wire

/// A session in real time that is asked one thing in writing, and listened to until its reply can be heard.
struct AudibleSession {
    /// Tells sessions the time.
    struct Listener {
        let ticker = Ticker()

        init() { ticker.start() }

        func stop() { ticker.stop() }
    }

    /// Hears when the first audible sample plays.
    private final class Ear: SessionOutput {
        let moments: AsyncStream<ContinuousClock.Instant>
        private let moment: AsyncStream<ContinuousClock.Instant>.Continuation
        private let start = Mutex(SoundStart())

        init() { (moments, moment) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1)) }

        func send(sound: [UInt8]) {
            let now = ContinuousClock.now
            let samples = PCM16.floats(PCM16.decode(sound))
            start.withLock { start in
                start.take(samples, at: now)
                guard let audible = start.firstAudible else { return }
                moment.yield(audible)
                moment.finish()
            }
        }

        func send(event: [UInt8]) {
            let type = (try? JSONValue.parse(event))?["type"]?.string
            if type == "response.done" || type == "error" { moment.finish() }
        }

        func end(_ reason: SessionEnd) { moment.finish() }
    }

    private let engines: Engines
    private let listener: Listener

    init(_ engines: Engines, _ listener: Listener) {
        self.engines = engines
        self.listener = listener
    }

    /// Milliseconds from the arrival of the question; `nil` where nothing could be heard. The rest of the reply is not waited for.
    func firstAudible(of question: String) async -> Double? {
        let ear = Ear()
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        let session = RealtimeSession(id: "audible", engines: engines, options: options, clock: .realTime, output: ear)
        listener.ticker.add(session)
        defer { listener.ticker.remove(session) }
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await session.run() }
            let format: JSONValue = ["format": ["type": "audio/pcm", "rate": 16_000]]
            send(["type": "session.update", "session": ["type": "realtime", "audio": ["input": format, "output": format]]], session)
            // What the session has to do before anybody speaks is not part of the answer.
            try? await Task.sleep(for: .milliseconds(30))
            let content: JSONValue = [["type": "input_text", "text": .string(question)]]
            let asked = ContinuousClock.now
            send(["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]], session)
            send(["type": "response.create"], session)
            var moment: ContinuousClock.Instant?
            for await heard in ear.moments { moment = heard }
            session.disconnect()
            await group.waitForAll()
            return moment.map { ($0 - asked) / .milliseconds(1) }
        }
    }

    private func send(_ event: JSONValue, _ session: RealtimeSession) { _ = session.receive(event: event.bytes) }
}
