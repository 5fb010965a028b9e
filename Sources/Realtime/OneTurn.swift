package import Audio
internal import Synchronization
package import Wire

/// One question and its answer through a whole session, on the session's own clock: as fast as the engines go.
package struct OneTurn: Sendable {
    package struct Answer: Sendable {
        /// What was understood; `nil` where the question was typed.
        package var transcript: String?
        package var reply: String
        package var sound: AudioClip
        /// Milliseconds of work between the end of the question and the first sound of the answer, by owner.
        package var ledger: JSONValue
    }

    package enum Failure: Error, Sendable, Equatable {
        /// The session refused something; the message is fit to be shown.
        case refused(String)
        case failed(String)
        /// The answer did not end within its time.
        case endless
    }

    package enum Question: Sendable {
        case text(String)
        case sound(AudioClip)
    }

    private let engines: Engines

    package init(_ engines: Engines) { self.engines = engines }

    /// - Parameter voice: one of the synthesiser's, or `nil` for its default.
    package func answer(_ question: Question, voice: String? = nil) async throws -> Answer {
        let output = Collector()
        let session = session(.ownTime, output)
        await session.start()
        await session.send(setup(voice))
        var time = SessionTime.zero
        switch question {
        case .text(let text):
            let content: JSONValue = [["type": "input_text", "text": .string(text)]]
            await session.send(["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]])
        case .sound(let clip):
            try await hear(clip, session, &time)
            await session.take(["type": "input_audio_buffer.commit"])
        }
        await session.send(["type": "response.create"])
        try await waitForEnd(of: session, output, from: time)
        session.disconnect()
        await session.settle()
        return try output.answer(isTyped: question.isText)
    }

    /// The same as it is lived: in real time, the end of the turn found by listening, so that the ledger is that of a conversation.
    package func live(_ question: AudioClip, voice: String? = nil) async throws -> Answer {
        let output = Collector()
        let session = session(.realTime, output)
        var samples = PCM16.quantize(try question.resampled(to: .hz16000).samples)[...]
        let frame = SampleRate.hz16000.samples(in: .milliseconds(20))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await session.run() }
            _ = session.receive(event: setup(voice, isManual: false).bytes)
            var next = ContinuousClock.now
            var silence = 0
            while !output.isDone {
                guard silence < Self.mostSilence else {
                    session.disconnect()
                    throw Failure.failed("no speech was heard that could be answered")
                }
                next += .milliseconds(20)
                try await Task.sleep(until: next, clock: .continuous)
                let piece = samples.prefix(frame)
                samples = samples.dropFirst(frame)
                if piece.count < frame, !output.hasBegun { silence += frame }
                _ = session.receive(sound: PCM16.encode(piece + [Int16](repeating: 0, count: frame - piece.count)))
                session.tick(isWholeSecond: true)
            }
            session.disconnect()
            try await group.waitForAll()
            return try output.answer(isTyped: false)
        }
    }

    /// Samples of silence after a question, longer than any end of a turn: 6 s.
    private static let mostSilence = 96_000

    private func session(_ clock: SessionTimekeeper, _ output: Collector) -> RealtimeSession {
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        options.sendsCodaEvents = true
        return RealtimeSession(id: "ask", engines: engines, options: options, clock: clock, output: output)
    }

    private func setup(_ voice: String?, isManual: Bool = true) -> JSONValue {
        let format: JSONValue = ["type": "audio/pcm", "rate": 16_000]
        var input: JSONValue = ["format": format]
        if isManual { input = input.merging(["turn_detection": .some(.null)]) }
        let spoken: JSONValue = ["format": format]
        return [
            "type": "session.update",
            "session": ["type": "realtime", "audio": ["input": input, "output": spoken.merging(["voice": voice.map { .string($0) }])]],
        ]
    }

    private func hear(_ clip: AudioClip, _ session: RealtimeSession, _ time: inout SessionTime) async throws {
        let samples = PCM16.quantize(try clip.resampled(to: .hz16000).samples)
        let frame = SampleRate.hz16000.samples(in: .milliseconds(20))
        for start in stride(from: 0, to: samples.count, by: frame) {
            let end = min(start + frame, samples.count)
            time = time + frame
            await session.take(sound: PCM16.encode(Array(samples[start..<end])))
            await session.advance(to: time)
            await session.settle()
        }
    }

    /// Lets time pass until the response is done. Ten minutes of speech are more than any answer.
    private func waitForEnd(of session: RealtimeSession, _ output: Collector, from start: SessionTime) async throws {
        var time = start
        let limit = start + .seconds(600)
        await session.settle()
        while !output.isDone {
            guard time < limit else { throw Failure.endless }
            time = time + .milliseconds(20)
            await session.advance(to: time)
            await session.settle()
        }
    }
}

extension OneTurn.Question {
    fileprivate var isText: Bool { if case .text = self { true } else { false } }
}

extension RealtimeSession {
    fileprivate func send(_ event: JSONValue) async {
        await take(event)
        await settle()
    }

    fileprivate func take(_ event: JSONValue) async { await handle(.text(event.bytes)) }

    fileprivate func take(sound: [UInt8]) async { await handle(.binary(sound)) }
}

/// Keeps what a session says.
private final class Collector: SessionOutput {
    private struct State {
        var events: [JSONValue] = []
        var sound: [UInt8] = []
    }

    private let state = Mutex(State())

    func send(event: [UInt8]) {
        guard let event = try? JSONValue.parse(event) else { return }
        state.withLock { $0.events.append(event) }
    }

    func send(sound: [UInt8]) { state.withLock { $0.sound += sound } }
    func end(_ reason: SessionEnd) {}

    private func last(_ type: String) -> JSONValue? { state.withLock { $0.events.last { $0["type"]?.string == type } } }

    var hasBegun: Bool { last("response.created") != nil }

    var isDone: Bool { last("response.done") != nil || last("error") != nil }

    func answer(isTyped: Bool) throws -> OneTurn.Answer {
        if let error = last("error") { throw OneTurn.Failure.refused(error["error"]?["message"]?.string ?? "unknown") }
        let transcript = last("conversation.item.input_audio_transcription.completed")?["transcript"]?.string
        if !isTyped, transcript == nil { throw OneTurn.Failure.failed("the recogniser gave no transcript") }
        let response = last("response.done")?["response"]
        guard response?["status"]?.string == "completed" else {
            let reason = response?["status_details"]?["error"]?["code"]?.string ?? "the answer was not completed"
            throw OneTurn.Failure.failed(reason)
        }
        let reply = last("response.output_audio_transcript.done")?["transcript"]?.string ?? ""
        let sound = AudioClip(samples: PCM16.floats(PCM16.decode(state.withLock { $0.sound })), rate: .hz16000)
        return OneTurn.Answer(
            transcript: isTyped ? nil : transcript, reply: reply, sound: sound, ledger: last("coda.turn.latency")?["latency"] ?? .null)
    }
}
