import Dialogue
import Language
import Realtime
import Resources
import ScriptedEngines
import Testing
import Wire

/// A session while its server has no headroom.
@Suite struct ServiceSessionTests {
    private struct Talkative: Responder {
        func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
            deliver(.text("One it is. Two are more. Three are many. Four are too much."))
            deliver(.finished)
            return NoJob()
        }
    }

    private static let turn = "__sssss" + String(repeating: "_", count: 80)

    private func bench(_ engines: Engines, asks: Bool = true) async -> SessionBench {
        var options = SessionOptions()
        options.sendsCodaEvents = asks
        return await SessionBench(engines, options: options)
    }

    private func use(_ level: ServiceLevel, _ engines: Engines, _ bench: SessionBench) async {
        engines.service.current = ServiceState.Standing(level: level, shortage: level == .full ? nil : .processor)
        bench.session.followService()
        await bench.session.settle()
    }

    private func levels(_ bench: SessionBench) -> [[String?]] {
        bench.all("coda.service.level").map { [$0["level"]?.string, $0["reason"]?.string] }
    }

    @Test("a client that asked is told of each change, and at its start where it does not get everything")
    func told() async {
        let engines = Engines.scripted()
        let (asks, plain) = (await bench(engines), await bench(engines, asks: false))
        for level in [ServiceLevel.full, .noSpeculation, .shortReplies, .shortReplies, .full] {
            await use(level, engines, asks)
            plain.session.followService()
            await plain.session.settle()
        }
        #expect(levels(asks) == [["no_speculation", "processor"], ["short_replies", "processor"], ["full", nil]])
        #expect(levels(plain) == [])
        await use(.fastDecoding, engines, asks)
        let late = await bench(engines)
        #expect(late.types == ["session.created", "coda.service.level"])
        #expect(levels(late) == [["fast_decoding", "processor"]])
    }

    @Test("no reply is made ready from the first step on, and again after the recovery")
    func speculation() async throws {
        let engines = Engines.scripted()
        let bench = await bench(engines)
        var begun: [Int?] = []
        for level in [ServiceLevel.full, .noSpeculation, .fastDecoding, .shortReplies, .full] {
            await use(level, engines, bench)
            await bench.hear(Self.turn)
            begun.append(bench.all("coda.turn.latency").last?["speculation"]?["begun"]?.integer)
        }
        #expect(begun == [1, 1, 1, 1, 2])
        #expect(bench.all("response.done").count == 5, "every turn is answered all the same")
    }

    @Test("replies are short at the last step alone, are told to be, and are whole after the recovery")
    func shortReplies() async {
        let engines = Engines.scripted(responder: Talkative())
        let bench = await bench(engines)
        var texts: [String?] = []
        for level in [ServiceLevel.fastDecoding, .shortReplies, .fastDecoding] {
            await use(level, engines, bench)
            await bench.hear(Self.turn + String(repeating: "_", count: 100))
            let output = bench.all("response.done").last?["response"]?["output"]?.array?.first
            #expect(output?["status"] == "completed")
            texts.append(output?["content"]?.array?.first?["transcript"]?.string)
        }
        let whole = "One it is. Two are more. Three are many. Four are too much."
        #expect(texts == [whole, "One it is. Two are more.", whole])
        let shortened = bench.all("coda.response.shortened").map { $0["response_id"] }
        #expect(shortened == [bench.all("response.done")[1]["response"]?["id"]])
    }

    @Test("what the client sets meanwhile does not undo it")
    func update() async {
        let engines = Engines.scripted(responder: Talkative())
        let bench = await bench(engines)
        await use(.shortReplies, engines, bench)
        await bench.send(["type": "session.update", "session": ["instructions": "be kind"]])
        await bench.hear(Self.turn)
        #expect(bench.all("coda.response.shortened").count == 1)
    }
}
