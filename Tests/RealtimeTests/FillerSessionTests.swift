import Audio
import Dialogue
import Language
import Realtime
import ScriptedEngines
import Synchronization
import Testing
import Wire

/// Answers only when told to.
private final class SlowResponder: Responder {
    private let waiting = Mutex<(@Sendable (ReplyEvent) -> Void)?>(nil)

    func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
        waiting.withLock { $0 = deliver }
        return NoJob()
    }

    func answer(_ text: String) {
        let deliver = waiting.withLock { $0 }
        deliver?(.text(text))
        deliver?(.finished)
    }
}

@Suite struct FillerSessionTests {
    @Test(
        "a filler is told apart from the reply, and only clients that can do so get it",
        arguments: [(Filler.sound, true), (.words, true), (.sound, false)])
    func told(filler: Filler, isAble: Bool) async throws {
        let responder = SlowResponder()
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        options.sendsCodaEvents = isAble
        var defaults = SessionDefaults()
        defaults.conversation.filler = filler
        defaults.conversation.fillerText = "hm"
        defaults.conversation.fillerDelay = .milliseconds(400)
        let bench = await SessionBench(.scripted(responder: responder), options: options, defaults: defaults)
        await bench.send([
            "type": "conversation.item.create",
            "item": ["type": "message", "role": "user", "content": [["type": "input_text", "text": "x"]]],
        ])
        // `settle` waits for an answer that does not come: only time passes.
        _ = bench.session.receive(event: (["type": "response.create"] as JSONValue).bytes)
        await bench.drift(40)
        let filled = bench.output.seen.withLock { $0.sound }
        #expect((filled > 0) == isAble)
        #expect(bench.all("coda.output.filler").count == (isAble ? 1 : 0))
        responder.answer("ok")
        await bench.hear("......")
        #expect(bench.all("coda.output.filler.done").count == (isAble ? 1 : 0))
        #expect(bench.all("response.done").first?["response"]?["status"] == "completed")
        #expect(bench.all("response.done").first?["response"]?["output"]?.array?.first?["content"]?.array?.first?["transcript"] == "ok")
        // Two letters of tone at 24 kHz.
        #expect(bench.output.seen.withLock { $0.sound } - filled == 2 * 2_400 * 2)
    }
}
