import Dialogue
import Realtime
import Resources
import ScriptedEngines
import Synchronization
import Testing
import Wire

/// A session without its connection, on drawn time.
@Suite struct DetachedSessionTests {
    private static func bench(
        _ recognizer: ScriptedRecognizer = ScriptedRecognizer("hello"), limit: Duration = .seconds(30), reversesBargeIn: Bool = true
    ) async -> SessionBench {
        var defaults = SessionDefaults()
        defaults.conversation.reversesBargeIn = reversesBargeIn
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        options.resumeToken = "token"
        options.resumeLimit = limit
        return await SessionBench(.scripted(recognizer), options: options, defaults: defaults)
    }

    /// Lets whole seconds pass without a sound.
    private func wait(_ bench: SessionBench, seconds: Int) async { await bench.hear(String(repeating: ".", count: 10 * seconds)) }

    private func ask(_ bench: SessionBench) async {
        await bench.send([
            "type": "conversation.item.create",
            "item": ["type": "message", "role": "user", "content": [["type": "input_text", "text": "one two three four five six"]]],
        ])
        await bench.send(["type": "response.create"])
    }

    @Test("a session nobody comes back to ends after its limit, and gives everything back", arguments: [1, 30])
    func limit(seconds: Int) async {
        let recognizer = ScriptedRecognizer("hello")
        let bench = await Self.bench(recognizer, limit: .seconds(seconds))
        await bench.hear("_ssss")
        bench.session.detach()
        for _ in 1..<50 * seconds { await bench.pass() }
        #expect(bench.output.seen.withLock { $0.end } == nil)
        await bench.pass()
        #expect(bench.output.seen.withLock { $0.end } == .disconnected)
        #expect(recognizer.count.withLock { $0.opened == 1 && $0.abandoned == 1 })
    }

    @Test("the ticker reaches a session that nobody is at, idle as it is")
    func ticks() async {
        var options = SessionOptions()
        options.resumeToken = "token"
        options.resumeLimit = .milliseconds(1)
        let output = SessionBench.Output()
        let session = RealtimeSession(id: "test", engines: .scripted(), options: options, output: output)
        await session.start()
        session.detach()
        await session.settle()
        var ticks = 0
        while output.seen.withLock({ $0.end }) == nil, ticks < 1_000_000 {
            session.tick(isWholeSecond: true)
            await session.settle()
            ticks += 1
        }
        #expect(output.seen.withLock { $0.end } == .disconnected)
    }

    @Test("every break has the whole limit")
    func limitBeginsAnew() async {
        let bench = await Self.bench(limit: .seconds(3))
        for _ in 0..<3 {
            bench.session.detach()
            await wait(bench, seconds: 2)
            bench.session.attach(unheard: 0)
            await wait(bench, seconds: 2)
        }
        #expect(bench.output.seen.withLock { $0.end } == nil)
    }

    @Test("a break in the middle of a sentence is not its end")
    func sentence() async {
        let bench = await Self.bench()
        await bench.hear("_ssss")
        bench.session.detach()
        await wait(bench, seconds: 20)
        #expect(bench.types.last == "input_audio_buffer.speech_started")
        bench.session.attach(unheard: 0)
        await bench.hear("ssss__________")
        #expect(bench.all("input_audio_buffer.speech_started").count == 1)
        #expect(bench.all("input_audio_buffer.committed").count == 1)
    }

    @Test("nothing is said to nobody, and the reply goes on where it stopped")
    func reply() async {
        let bench = await Self.bench()
        await ask(bench)
        await bench.hear("..........")
        bench.session.detach()
        await bench.session.settle()
        let (sound, events) = (bench.output.seen.withLock { $0.sound }, bench.events.count)
        await wait(bench, seconds: 20)
        #expect(bench.output.seen.withLock { $0.sound } == sound && bench.events.count == events)
        bench.session.attach(unheard: 0)
        await wait(bench, seconds: 5)
        #expect(bench.all("response.done").first?["response"]?["status"] == "completed")
        // "You said one two three four five six." has 37 letters of 0.1 s each, 24 kHz and two bytes a sample.
        let sent = bench.output.seen.withLock { $0.sound }
        #expect(abs(sent - 37 * 4_800) <= 96)
    }

    @Test("a reply that begins while nobody is there waits with its first sound")
    func replyBegunMeanwhile() async {
        let bench = await Self.bench()
        let content: JSONValue = [["type": "input_text", "text": "x"]]
        let item: JSONValue = ["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]]
        for event in [item, ["type": "response.create"]] { #expect(bench.session.receive(event: event.bytes)) }
        bench.session.detach()
        await wait(bench, seconds: 5)
        #expect(bench.types.last == "response.output_audio_transcript.delta")
        #expect(bench.output.seen.withLock { $0.sound } == 0)
        bench.session.attach(unheard: 0)
        await wait(bench, seconds: 2)
        #expect(bench.types.last == "response.done")
    }

    /// Where speech cut the reply, in milliseconds, and the words that stay.
    private func interrupted(detached: Int?, unheard: Int = 0) async throws -> (milliseconds: Int, words: String) {
        // Where the reply ends at once, the moment is exact.
        let bench = await Self.bench(reversesBargeIn: false)
        await ask(bench)
        await bench.hear("____________________")
        if let detached {
            bench.session.detach()
            await wait(bench, seconds: detached)
            bench.session.attach(unheard: unheard)
        }
        await bench.hear("ssss")
        let truncated = try #require(bench.all("conversation.item.truncated").first?["audio_end_ms"]?.integer)
        let response = try #require(bench.all("response.done").first?["response"])
        #expect(response["status_details"]?["reason"] == "turn_detected")
        return (truncated, try #require(response["output"]?.array?.first?["content"]?.array?.first?["transcript"]?.string))
    }

    @Test("time without a connection is not time in which the reply was heard")
    func silenceOfABreak() async throws {
        let unbroken = try await interrupted(detached: nil)
        #expect(unbroken.words == "You said one two three" || unbroken.words == "You said one two")
        #expect(try await interrupted(detached: 20) == unbroken)
    }

    @Test("what was on its way when the connection broke was not heard")
    func unheard() async throws {
        let unbroken = try await interrupted(detached: nil)
        // 100 ms are always on their way.
        let same = try await interrupted(detached: 20, unheard: 1_600)
        #expect(same == unbroken)
        let broken = try await interrupted(detached: 20, unheard: 1_600 + 16_000)
        #expect(broken.milliseconds == unbroken.milliseconds - 1_000)
        #expect(broken.words.count < unbroken.words.count && unbroken.words.hasPrefix(broken.words))
    }

    @Test("a stopping server does not wait for who is away, even with a reply under way")
    func drain() async {
        let bench = await Self.bench()
        await ask(bench)
        bench.session.detach()
        await bench.session.settle()
        bench.session.drain()
        await bench.session.settle()
        #expect(bench.output.seen.withLock { $0.end } == .serverStopping)
        let late = await Self.bench()
        await ask(late)
        late.session.drain()
        await late.session.settle()
        #expect(late.output.seen.withLock { $0.end } == nil)
        late.session.detach()
        await late.session.settle()
        #expect(late.output.seen.withLock { $0.end } == .serverStopping)
    }

    @Test("a revoked key ends a session without its connection")
    func revoked() async {
        let bench = await Self.bench()
        await ask(bench)
        bench.session.detach()
        bench.session.end(.keyRevoked)
        await bench.session.settle()
        #expect(bench.output.seen.withLock { $0.end } == .keyRevoked)
    }
}
