import Audio
import Dialogue
import Testing

@Suite struct FillerTests {
    /// A question that is being thought about, with a filler after 500 ms.
    private func thinking(_ filler: Filler? = .sound, answer: String? = nil) -> World {
        var settings = ConversationSettings()
        settings.turnDetection = .manual
        settings.filler = filler
        settings.fillerText = "One moment."
        settings.fillerDelay = .milliseconds(500)
        var world = World(settings)
        world.answer = answer
        world.type("a hard question")
        world.perform(.respond(ResponseOptions(), request: nil))
        return world
    }

    private func pass(_ milliseconds: Int, _ world: inout World) {
        for _ in 0..<milliseconds / 20 {
            world.time = world.time + 320
            world.perform(.tick(nil))
        }
    }

    private func response(_ world: World) throws -> ResponseID {
        try #require(world.log.compactMap { if case .think(let id, _) = $0 { id } else { nil } }.last)
    }

    private func filled(_ world: World) -> Int {
        world.log.reduce(0) { if case .sendFiller(_, let samples) = $1 { $0 + samples } else { $0 } }
    }

    @Test("it begins after its delay, not before, and is never more than 100 ms ahead")
    func delay() throws {
        var world = thinking()
        pass(480, &world)
        #expect(!world.log.contains { if case .fill = $0 { true } else { false } })
        pass(20, &world)
        #expect(world.log.contains { if case .fill(_, text: nil, _, _) = $0 { true } else { false } })
        world.perform(.fillerSynthesized(try response(world), samples: 100_000))
        pass(1_000, &world)
        #expect(filled(world) == 1_100 * 16)
        #expect(world.audioSent == 0)
    }

    @Test("without the setting, with a quick answer, or for text there is none")
    func none() throws {
        for var world in [thinking(nil), thinking(answer: "Yes.")] {
            pass(3_000, &world)
            #expect(!world.log.contains { if case .fill = $0 { true } else { false } })
        }
        var world = thinking()
        world.perform(.cancelResponse(nil, request: nil))
        world.perform(.respond(ResponseOptions(speaks: false), request: nil))
        pass(3_000, &world)
        #expect(!world.log.contains { if case .fill = $0 { true } else { false } })
    }

    @Test("it ends when the reply's sound is there, and is no part of what was heard")
    func ends() throws {
        var world = thinking()
        let id = try response(world)
        pass(500, &world)
        world.perform(.fillerSynthesized(id, samples: 100_000))
        pass(400, &world)
        let before = filled(world)
        world.perform(.reply(id, .text("It is so.")))
        world.perform(.reply(id, .finished))
        #expect(world.log.contains(.stopFilling(id)))
        pass(500, &world)
        #expect(filled(world) == before)
        // 100 ms of the filler were still to be heard then: of 500 ms, 400 were the reply's.
        world.perform(.cancelResponse(nil, request: nil))
        let truncated = world.notices.compactMap { if case .itemTruncated(_, let milliseconds) = $0 { milliseconds } else { nil } }
        #expect(truncated == [400])
        #expect(world.audioSent == 500 * 16)
    }

    @Test("an interruption ends it with its response, whose question stays open")
    func interrupted() throws {
        var world = thinking(.words)
        let id = try response(world)
        pass(500, &world)
        world.perform(.fillerSynthesized(id, samples: 16_000))
        pass(100, &world)
        world.perform(.cancelResponse(nil, request: nil))
        #expect(world.log.contains(.stopFilling(id)))
        let sent = filled(world)
        pass(500, &world)
        #expect(filled(world) == sent && world.audioSent == 0)
        let outputs = world.notices.compactMap { if case .responseDone(_, _, _, let output) = $0 { output } else { nil } }
        #expect(outputs == [[]])
    }

    @Test("words are said once")
    func once() throws {
        var world = thinking(.words)
        pass(500, &world)
        world.perform(.fillerSynthesized(try response(world), samples: 8_000))
        pass(5_000, &world)
        #expect(filled(world) == 8_000)
        #expect(world.log.count { if case .fill(_, text: "One moment.", _, _) = $0 { true } else { false } } == 1)
    }
}
