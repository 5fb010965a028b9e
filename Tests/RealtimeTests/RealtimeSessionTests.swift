import Audio
import Realtime
import Resources
import ScriptedEngines
import Speech
import Synchronization
import Testing
import Wire

@Suite struct RealtimeSessionTests {
    @Test("a spoken turn is heard, understood and answered aloud, in the protocol's order")
    func spokenTurn() async throws {
        let recognizer = ScriptedRecognizer("good morning")
        let bench = await SessionBench(.scripted(recognizer))
        await bench.hear("__sssss" + String(repeating: "_", count: 60))
        let expected = [
            "session.created", "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", "input_audio_buffer.committed",
            "conversation.item.added", "conversation.item.done", "conversation.item.input_audio_transcription.delta",
            "conversation.item.input_audio_transcription.completed", "response.created", "response.output_item.added",
            "conversation.item.added", "response.content_part.added", "response.output_audio_transcript.delta",
            "response.output_audio.delta", "response.output_audio.done", "response.output_audio_transcript.done",
            "response.content_part.done", "response.output_item.done", "conversation.item.done", "response.done",
        ]
        var types = bench.types
        types = types.enumerated().filter { $0.offset == 0 || $0.element != types[$0.offset - 1] }.map(\.element)
        #expect(types == expected)
        let done = try #require(bench.all("response.done").first)
        #expect(done["response"]?["status"] == "completed")
        #expect(done["response"]?["output"]?.array?.first?["content"]?.array?.first?["transcript"] == "You said good morning.")
        let count = recognizer.count.withLock { $0 }
        #expect(count.opened == 1 && count.finished == 1)
        // The turn with its padding, at the recogniser's 16 kHz although the wire has 24 kHz.
        #expect((10_000...16_000).contains(count.samples))
    }

    @Test("event ids are unique and items are chained")
    func identities() async {
        let bench = await SessionBench(.scripted())
        await bench.hear("_ssss" + String(repeating: "_", count: 40) + "ssss" + String(repeating: "_", count: 40))
        let identities = bench.events.compactMap { $0["event_id"]?.string }
        #expect(identities.count == bench.events.count && Set(identities).count == identities.count)
        var previous = JSONValue.null
        for added in bench.all("conversation.item.added") {
            #expect(added["previous_item_id"] == previous)
            previous = added["item"]?["id"] ?? .null
        }
        #expect(bench.all("conversation.item.added").count == 4)
    }

    @Test("reply sound keeps the pace of the ear, and all of it arrives", arguments: [(16_000, 2), (24_000, 3)])
    func pace(rate: Int, bytesPerTwoSamplesOf16k: Int) async {
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        let bench = await SessionBench(.scripted(), options: options)
        await bench.send([
            "type": "session.update", "session": ["audio": ["output": ["format": ["type": "audio/pcm", "rate": .integer(rate)]]]],
        ])
        await bench.send([
            "type": "conversation.item.create",
            "item": ["type": "message", "role": "user", "content": [["type": "input_text", "text": "x"]]],
        ])
        await bench.send(["type": "response.create"])
        let bytesPerSecond = rate * 2
        var seconds = 0.0
        while bench.all("response.done").isEmpty, seconds < 10 {
            #expect(Double(bench.output.seen.withLock { $0.sound }) <= (seconds + 0.1 + 0.001) * Double(bytesPerSecond))
            await bench.pass()
            seconds += 0.02
        }
        // "You said x." has 11 letters of 0.1 s each.
        let expected = 11 * bytesPerSecond / 10
        #expect(abs(bench.output.seen.withLock { $0.sound } - expected) <= bytesPerSecond / 500)
    }

    @Test("items with sound are recognised one after the other, so that one client does not take every recogniser")
    func attachments() async {
        let recognizer = ScriptedRecognizer("hello")
        let bench = await SessionBench(.scripted(recognizer))
        let sound = JSONValue.string(String(repeating: "AAAA", count: 1_000))
        let item: JSONValue = ["type": "message", "role": "user", "content": [["type": "input_audio", "audio": sound]]]
        for _ in 0..<3 { await bench.send(["type": "conversation.item.create", "item": item]) }
        #expect(bench.all("conversation.item.input_audio_transcription.completed").count == 3)
        #expect(recognizer.count.withLock { $0.finished } == 3)
    }

    @Test("a busy recogniser fails the turn in the open, and the next turn is served")
    func busy() async {
        let bench = await SessionBench(.scripted(ScriptedRecognizer("", failure: .busy)))
        await bench.hear("_ssss__________")
        #expect(bench.all("conversation.item.input_audio_transcription.failed").first?["error"]?["code"] == "recognizer_busy")
        #expect(bench.all("response.done").first?["response"]?["status"] == "failed")
    }

    @Test("broken messages are refused and the session goes on", arguments: ["", "{", "[]", "{\"type\":\"x\"}", "\u{0}\u{1}"])
    func broken(text: String) async {
        let bench = await SessionBench(.scripted())
        _ = bench.session.receive(event: Array(text.utf8))
        await bench.session.settle()
        #expect(bench.types.last == "error")
        await bench.send(["type": "session.update", "session": ["instructions": "still here"]])
        #expect(bench.types.last == "session.updated")
    }

    @Test("odd bytes of sound wait for their other half")
    func oddBytes() async {
        let recognizer = ScriptedRecognizer("hello")
        let bench = await SessionBench(.scripted(recognizer))
        await bench.send(["type": "session.update", "session": ["audio": ["input": ["format": ["type": "audio/pcm", "rate": 16_000]]]]])
        let frame = PCM16.encode((0..<16_000).map { $0 % 40 < 20 ? 8_000 : -8_000 })
        for start in stride(from: 0, to: frame.count, by: 321) {
            _ = bench.session.receive(sound: Array(frame[start..<min(start + 321, frame.count)]))
        }
        await bench.session.settle()
        #expect(bench.types.last == "input_audio_buffer.speech_started")
        #expect(recognizer.count.withLock { $0.samples } == 16_000)
    }

    @Test("a client far ahead of the session is told so, not served without end")
    func flood() async {
        let bench = await SessionBench(.scripted())
        let megabyte = [UInt8](repeating: 0, count: 1 << 20)
        var taken = 0
        while bench.session.receive(sound: megabyte), taken < 100 { taken += 1 }
        #expect((1..<20).contains(taken))
        await bench.session.settle()
        #expect(bench.session.receive(sound: megabyte))
    }

    @Test("leaving in the middle of speech gives the recogniser back")
    func disconnect() async {
        let recognizer = ScriptedRecognizer("hello")
        let bench = await SessionBench(.scripted(recognizer))
        await bench.hear("_ssss")
        bench.session.disconnect()
        await bench.session.settle()
        #expect(recognizer.count.withLock { $0.opened == 1 && $0.abandoned == 1 })
        #expect(bench.output.seen.withLock { $0.end } == .disconnected)
        #expect(!bench.session.receive(event: [1]))
    }

    @Test("a stopping server lets the reply under way end, and begins nothing new")
    func drain() async {
        let bench = await SessionBench(.scripted())
        await bench.send([
            "type": "conversation.item.create",
            "item": ["type": "message", "role": "user", "content": [["type": "input_text", "text": "x"]]],
        ])
        await bench.send(["type": "response.create"])
        bench.session.drain()
        await bench.session.settle()
        #expect(bench.output.seen.withLock { $0.end } == nil)
        for _ in 0..<100 { await bench.pass() }
        #expect(bench.all("response.done").first?["response"]?["status"] == "completed")
        #expect(bench.output.seen.withLock { $0.end } == .serverStopping)
    }

    @Test("Coda's own events come only where they were asked for")
    func codaEvents() async {
        var options = SessionOptions()
        options.sendsCodaEvents = true
        let asked = await SessionBench(.scripted(), options: options)
        let plain = await SessionBench(.scripted())
        for bench in [asked, plain] { await bench.hear("_ssss" + String(repeating: "_", count: 40)) }
        #expect(!plain.types.contains { $0.hasPrefix("coda.") })
        let latency = asked.all("coda.turn.latency").first?["latency"]
        guard case .object(let parts)? = latency?["parts_ms"], let total = latency?["total_ms"]?.number else {
            Issue.record("the latency must be told")
            return
        }
        #expect(Set(parts.keys) == Set(TurnLedger.Part.allCases.map(\.rawValue)))
        let speculation = asked.all("coda.turn.latency").first?["speculation"]
        #expect(speculation?["adopted"]?.integer == 1)
        #expect(abs(parts.values.compactMap(\.number).reduce(0, +) - total) < 1e-6)
    }

    @Test("a whole question in one append is heard from its beginning", arguments: [nil, "server"] as [String?])
    func wholeQuestion(detection: String?) async {
        let recognizer = ScriptedRecognizer("hello")
        let bench = await SessionBench(.scripted(recognizer))
        let manual: JSONValue = ["format": ["type": "audio/pcm", "rate": 16_000], "turn_detection": .null]
        let automatic: JSONValue = ["format": ["type": "audio/pcm", "rate": 16_000]]
        await bench.send(["type": "session.update", "session": ["audio": ["input": detection == nil ? manual : automatic]]])
        // One second of speech, then six of silence, in one message.
        let sound = (0..<112_000).map { $0 < 16_000 ? ($0 % 40 < 20 ? Int16(8_000) : -8_000) : 0 }
        _ = bench.session.receive(sound: PCM16.encode(sound))
        await bench.session.settle()
        if detection == nil { await bench.send(["type": "input_audio_buffer.commit"]) }
        #expect(bench.all("input_audio_buffer.committed").count == 1)
        #expect(bench.all("conversation.item.input_audio_transcription.completed").first?["transcript"] == "hello")
        #expect(recognizer.count.withLock { $0.samples } >= 16_000)
    }

    @Test("a recogniser that fails while the person speaks leaves nothing owed")
    func earlyFailure() async {
        let bench = await SessionBench(.scripted(ScriptedRecognizer("", failure: .busy, failsEarly: true)))
        await bench.hear("_ssssss__________")
        #expect(bench.all("conversation.item.input_audio_transcription.failed").count == 1)
        #expect(await bench.session.outstanding == 0)
    }

    @Test("a text response says so from its creation, and carries the client's metadata and item names")
    func textResponse() async {
        let bench = await SessionBench(.scripted())
        await bench.send(["type": "session.update", "session": ["output_modalities": ["text"]]])
        let content: JSONValue = [["type": "input_text", "text": "x"]]
        let item: JSONValue = ["id": "mine", "type": "message", "role": "user", "content": content]
        await bench.send(["type": "conversation.item.create", "item": item])
        await bench.send(["type": "response.create", "response": ["metadata": ["topic": "a"]]])
        #expect(bench.all("conversation.item.added").first?["item"]?["id"] == "mine")
        for type in ["response.created", "response.done"] {
            #expect(bench.all(type).first?["response"]?["output_modalities"] == ["text"])
            #expect(bench.all(type).first?["response"]?["metadata"] == ["topic": "a"])
        }
    }
}
