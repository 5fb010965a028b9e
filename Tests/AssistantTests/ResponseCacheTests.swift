import Assistant
import Testing

@Suite struct ResponseCacheTests {
    private static let here = ResponseCache.Context(answerer: "m", instructions: "")
    private static let start = ContinuousClock.now

    private func cache(_ change: (inout ResponseCache.Settings) -> Void = { _ in }) -> ResponseCache {
        var settings = ResponseCache.Settings()
        change(&settings)
        return ResponseCache(settings)
    }

    @Test("the same question in other clothes has the same answer, in the same context only")
    func exact() {
        let cache = cache()
        cache.keep("What is the capital of France?", as: "Paris.", in: Self.here, now: Self.start)
        #expect(cache.answer(to: "um, what is the capital of FRANCE please", in: Self.here, now: Self.start)?.text == "Paris.")
        #expect(cache.answer(to: "What is the capital of Spain?", in: Self.here, now: Self.start) == nil)
        let other = ResponseCache.Context(answerer: "m", instructions: "Answer in verse.")
        #expect(cache.answer(to: "What is the capital of France?", in: other, now: Self.start) == nil)
        #expect(cache.tally.hits == 1 && cache.tally.misses == 2)
    }

    @Test(
        "what is personal, passing, or points back is never kept",
        arguments: [
            "what is my name", "what time is it", "what is the weather in Rome", "who is she", "what about that one", "tell me a joke",
            "what is the latest news", "how are you today", "set a timer", "what", "explain it to me again",
        ])
    func personal(question: String) {
        let cache = cache()
        cache.keep(question, as: "x", in: Self.here)
        #expect(!cache.mayKeep(question))
        #expect(cache.tally.entries == 0)
        #expect(cache.answer(to: question, in: Self.here) == nil)
    }

    @Test("an answer ends with its time, and the longest unused goes when there is no room")
    func bounds() {
        let cache = cache { settings in
            settings.entries = 2
            settings.lifetime = .seconds(60)
        }
        let questions = ["who wrote Hamlet", "who wrote Faust", "who wrote Emma"]
        for question in questions.prefix(2) { cache.keep(question, as: question, in: Self.here, now: Self.start) }
        _ = cache.answer(to: questions[0], in: Self.here, now: Self.start)
        cache.keep(questions[2], as: "Austen.", in: Self.here, now: Self.start)
        #expect(cache.tally.entries == 2)
        #expect(cache.answer(to: questions[1], in: Self.here, now: Self.start) == nil)
        #expect(cache.answer(to: questions[0], in: Self.here, now: Self.start) != nil)
        #expect(cache.answer(to: questions[2], in: Self.here, now: Self.start + .seconds(61)) == nil)
        let bytes = cache.tally.bytes
        cache.keep(questions[0], as: String(repeating: "x", count: 9 << 20), in: Self.here, now: Self.start)
        #expect(cache.tally.bytes <= bytes, "what is larger than all there is room for is not kept")
        cache.removeAll()
        #expect(cache.tally.bytes == 0)
    }

    @Test("near questions count only where the owner wants that, and only above the threshold")
    func near() {
        let vector: [Float] = [1, 0]
        let close: [Float] = [0.98, 0.199]
        let far: [Float] = [0.9, 0.436]
        for policy in ResponseCache.Policy.allCases {
            let cache = cache { $0.policy = policy }
            cache.keep("how tall is Mount Everest", as: "8849 metres.", in: Self.here, vector: vector, now: Self.start)
            let hit = cache.answer(to: "what is the height of Mount Everest", in: Self.here, vector: close, now: Self.start)
            #expect((hit != nil) == (policy == .near))
            #expect(cache.answer(to: "how old is Mount Everest", in: Self.here, vector: far, now: Self.start) == nil)
        }
    }
}
