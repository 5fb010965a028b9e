import Audio
import Realtime
import Resources
import ScriptedEngines
import Synchronization
import Testing
import Wire

/// What is sent of a reply while something is heard over it, sample by sample.
@Suite struct BargeInSessionTests {
    /// A session that speaks a reply of 4 s and hears `microphone` from its first sound on.
    private static func hear(
        _ microphone: String, rate: Int = 16_000, recognizer: ScriptedRecognizer = ScriptedRecognizer("hello"), codaEvents: Bool = true
    ) async -> SessionBench {
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        options.sendsCodaEvents = codaEvents
        let bench = await SessionBench(.scripted(recognizer, synthesizer: SlopeSynthesizer()), options: options)
        await bench.send([
            "type": "session.update", "session": ["audio": ["output": ["format": ["type": "audio/pcm", "rate": .integer(rate)]]]],
        ])
        await bench.send([
            "type": "conversation.item.create",
            "item": ["type": "message", "role": "user", "content": [["type": "input_text", "text": "one two three four five six seven"]]],
        ])
        await bench.send(["type": "response.create"])
        await bench.hear(microphone)
        return bench
    }

    private static func sound(_ bench: SessionBench) -> [Int16] { PCM16.decode(bench.output.seen.withLock { $0.bytes }) }

    private static let cough = String(repeating: "_", count: 8) + "sss" + String(repeating: "_", count: 50)
    private static let nothing = String(repeating: "_", count: 61)

    @Test("a reply is lowered along a slope, comes back along another, and is otherwise the very same, sample by sample")
    func ducked() async throws {
        let recognizer = ScriptedRecognizer("hello")
        let disturbed = await Self.hear(Self.cough, recognizer: recognizer)
        let sound = Self.sound(disturbed)
        let undisturbed = Self.sound(await Self.hear(Self.nothing))
        try #require(sound.count == undisturbed.count && sound.count > 48_000)
        #expect(
            disturbed.types.filter { $0.hasPrefix("coda.output") } == ["coda.output.ducked", "coda.output.held", "coda.output.resumed"])
        #expect(disturbed.all("coda.output.resumed").first?["reason"] == "noise")

        let changed = sound.indices.filter { sound[$0] != undisturbed[$0] }
        let first = try #require(changed.first)
        let last = try #require(changed.last)
        #expect(changed.count == last - first + 1)
        let gains = (first...last).map { Float(sound[$0]) / Float(undisturbed[$0]) }
        // 10 ms down to -14 dB, 50 ms back.
        let down = gains.prefix(160)
        #expect(zip(down, down.dropFirst()).allSatisfy { $0 > $1 })
        let low = Loudness.amplitude(-14)
        #expect(gains[159..<gains.count - 800].allSatisfy { abs($0 - low) < 0.001 })
        let up = gains.suffix(799)
        #expect(zip(up, up.dropFirst()).allSatisfy { $0 < $1 + 0.0005 })
        // From 64 ms of speech on, after 900 ms: the lead had been sent by then.
        #expect((14_400...16_400).contains(first))
        #expect(recognizer.count.withLock { $0.opened == 1 && $0.abandoned == 1 })
    }

    @Test("the same at another rate: not a sample is lost, and the rest is the same")
    func resampled() async throws {
        let sound = Self.sound(await Self.hear(Self.cough, rate: 24_000))
        let undisturbed = Self.sound(await Self.hear(Self.nothing, rate: 24_000))
        try #require(sound.count == undisturbed.count)
        #expect(sound.prefix(20_000) == undisturbed.prefix(20_000))
        #expect(sound.suffix(40_000) == undisturbed.suffix(40_000))
        #expect(sound != undisturbed)
    }

    @Test("a client that did not ask for Coda's events sees no trace of what was no interruption")
    func noTrace() async {
        let disturbed = await Self.hear(Self.cough, codaEvents: false)
        let undisturbed = await Self.hear(Self.nothing, codaEvents: false)
        #expect(disturbed.events == undisturbed.events)
        #expect(disturbed.types.contains("response.done"))
    }

    @Test("a voice that goes on ends the reply, and is then understood from its start")
    func interruption() async throws {
        let recognizer = ScriptedRecognizer("hello")
        let bench = await Self.hear("________" + String(repeating: "s", count: 15) + "________", recognizer: recognizer)
        let started = try #require(bench.all("input_audio_buffer.speech_started").first)
        // It began at 800 ms, and 300 ms before that belong to it.
        let start = try #require(started["audio_start_ms"]?.integer)
        #expect((480...530).contains(start))
        let done = try #require(bench.all("response.done").first)
        #expect(done["response"]?["status_details"]?["reason"] == "turn_detected")
        #expect(bench.types.contains("conversation.item.truncated"))
        #expect(bench.all("conversation.item.input_audio_transcription.completed").count == 1)
        #expect(recognizer.count.withLock { $0.opened == 1 && $0.finished == 1 })
        let held = try #require(bench.types.firstIndex(of: "coda.output.held"))
        let cancelled = try #require(bench.types.firstIndex(of: "response.done"))
        #expect(held < cancelled)
    }

    @Test("a session that ends while it is undecided gives the recogniser back")
    func left() async {
        let recognizer = ScriptedRecognizer("hello")
        let bench = await Self.hear("________ss", recognizer: recognizer)
        bench.session.disconnect()
        await bench.session.settle()
        #expect(recognizer.count.withLock { $0.opened == 1 && $0.abandoned == 1 })
        #expect(!bench.types.contains("input_audio_buffer.speech_started"))
    }
}
