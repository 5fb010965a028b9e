import Audio
import Dialogue
import Testing

@Suite struct HeardWordsTests {
    /// "one two three four." with words of unequal length: by share of letters, half of the sound would be two words.
    private static let text = "one two three four."
    private static let words = [
        WordTiming(letters: 0..<3, samples: 1_600..<24_000), WordTiming(letters: 3..<11, samples: 24_000..<28_800),
        WordTiming(letters: 11..<16, samples: 28_800..<32_000),
    ]

    /// A conversation that speaks, and the response's and the item's names.
    private func speaking(timed: Bool = true) throws -> (world: World, response: ResponseID, item: ItemID) {
        var settings = ConversationSettings()
        settings.turnDetection = .manual
        var world = World(settings)
        world.answer = Self.text
        world.synthesizes = false
        world.type("count")
        world.perform(.respond(ResponseOptions(), request: nil))
        let started = world.notices.compactMap { if case .outputStarted(let id, let item, _) = $0 { (id, item.id) } else { nil } }
        let (response, item) = try #require(started.first)
        if timed { world.perform(.wordsTimed(response, clause: 0, Self.words)) }
        world.perform(.synthesized(response, clause: 0, samples: 32_000))
        world.perform(.clauseFinished(response, clause: 0))
        return (world, response, item)
    }

    private func pass(_ samples: Int, _ world: inout World) {
        for _ in 0..<samples / 320 {
            world.time = world.time + 320
            world.perform(.tick(nil))
        }
    }

    private func heard(_ world: World, _ item: ItemID) -> String? {
        world.notices.compactMap { if case .itemDone(let done, _) = $0, done.id == item { done.text } else { nil } }.last
    }

    private func truncated(_ world: World) -> Int? {
        world.notices.compactMap { if case .itemTruncated(_, let milliseconds) = $0 { milliseconds } else { nil } }.last
    }

    @Test(
        "a word is heard once it has ended; without times, letters share the sound",
        arguments: [
            (1_600, true, ""), (23_680, true, ""), (24_000, true, "one"), (28_480, true, "one"), (28_800, true, "one two three"),
            (30_080, true, "one two three"), (16_000, false, "one two"), (28_800, false, "one two three"),
        ])
    func exact(played: Int, timed: Bool, expected: String) throws {
        var (world, _, item) = try speaking(timed: timed)
        pass(played, &world)
        world.perform(.cancelResponse(nil, request: nil))
        #expect(heard(world, item) == expected)
        #expect(truncated(world) == played / 16)
    }

    @Test("words are told once, in order, with the sound in which they begin")
    func told() throws {
        var (world, response, item) = try speaking()
        var sent = 0
        var told: [String] = []
        for step in 0..<120 {
            pass(320, &world)
            for effect in world.log {
                switch effect {
                case .sendAudio(_, let samples): sent += samples
                case .notify(.wordsSpoken(let id, let of, let text, let samples)):
                    #expect(id == response && of == item)
                    #expect(samples.lowerBound < sent && samples.lowerBound >= sent - 3_200, "step \(step)")
                    told.append(text)
                default: break
                }
            }
            world.clearLog()
        }
        #expect(told == ["one", "two three", "four."])
    }

    @Test("truncation by the client goes by the words, too")
    func truncation() throws {
        var (world, _, item) = try speaking()
        pass(40_000, &world)
        world.perform(.truncateItem(item, milliseconds: 1_600, request: nil))
        world.perform(.retrieveItem(item, request: nil))
        let kept = world.notices.compactMap { if case .itemRetrieved(let item) = $0 { item.text } else { nil } }
        #expect(kept == ["one"])
    }

    @Test(
        "what the client says it has played corrects the clock from then on; more than was sent and less than before mean nothing",
        arguments: [
            // Reports by 20 ms step, in milliseconds; what counts as heard after 1 s.
            ([:], 1_000), ([25: 300], 800), ([50: 700], 700), ([50: 5_000], 1_100), ([10: 150, 50: 100], 950), ([25: 550], 1_050),
            ([50: 0], 0),
        ] as [([Int: Int], Int)])
    func reports(reports: [Int: Int], expected: Int) throws {
        var (world, _, item) = try speaking()
        for step in 1...50 {
            pass(320, &world)
            if let milliseconds = reports[step] { world.perform(.played(item, milliseconds: milliseconds, request: nil)) }
        }
        world.perform(.cancelResponse(nil, request: nil))
        #expect(truncated(world) == expected)
    }

    @Test("a report of an item that is not there is refused; of one that was spoken it changes nothing")
    func late() throws {
        var (world, _, item) = try speaking()
        pass(64_000, &world)
        world.perform(.played(item, milliseconds: 10, request: "a"))
        #expect(heard(world, item) == Self.text)
        world.perform(.played(ItemID(99), milliseconds: 10, request: "b"))
        let refused = world.notices.compactMap { if case .refused(let code, _, let request) = $0 { (code, request) } else { nil } }
        #expect(refused.map(\.0) == [.noSuchItem] && refused.map(\.1) == ["b"])
    }
}
