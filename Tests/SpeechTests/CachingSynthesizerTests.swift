import Audio
import Resources
import Speech
import Testing

/// Speaks one sample a letter, and counts how often it was asked.
private final class CountingSynthesizer: SpeechSynthesizer {
    let rate = SampleRate.hz16000
    let voices = ["one", "two"]
    let asked = ThreadCondition(0)

    func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        asked.withLock { $0 += 1 }
        if clause.text == "bad" {
            deliver(.audio([1]))
            deliver(.failed(.busy))
        } else {
            deliver(.audio(clause.text.utf8.map { Int16($0) }))
            deliver(.finished)
        }
        return NoJob()
    }
}

private struct NoJob: SynthesisJob {
    func cancel() {}
}

@Suite struct CachingSynthesizerTests {
    private func speak(_ clause: SpokenClause, with synthesizer: CachingSynthesizer) -> [Int16] {
        let sound = ThreadCondition<[Int16]>([])
        _ = synthesizer.speak(clause) { event in
            if case .audio(let samples) = event { sound.withLock { $0 += samples } }
        }
        return sound.withLock { $0 }
    }

    @Test("without room nothing is kept")
    func noRoom() {
        let base = CountingSynthesizer()
        let cache = CachingSynthesizer(base, capacity: 0)
        for _ in 0..<2 { #expect(!speak(SpokenClause(text: "hello", voice: "one"), with: cache).isEmpty) }
        #expect(base.asked.withLock { $0 } == 2 && cache.count == 0)
    }

    @Test("a clause that comes again is not synthesised again; another voice, speed or length of pauses is another clause")
    func hit() {
        let base = CountingSynthesizer()
        let synthesizer = CachingSynthesizer(base)
        let clause = SpokenClause(text: "hello", voice: "one")
        let first = speak(clause, with: synthesizer)
        #expect(first == "hello".utf8.map { Int16($0) })
        #expect(speak(clause, with: synthesizer) == first)
        #expect(base.asked.withLock { $0 } == 1)
        _ = speak(SpokenClause(text: "hello", voice: "two"), with: synthesizer)
        _ = speak(SpokenClause(text: "hello", voice: "one", speed: 2), with: synthesizer)
        _ = speak(SpokenClause(text: "hello", voice: "one", pauses: 1.2), with: synthesizer)
        #expect(base.asked.withLock { $0 } == 4)
    }

    @Test("a clause that failed is not kept")
    func failure() {
        let base = CountingSynthesizer()
        let synthesizer = CachingSynthesizer(base)
        _ = speak(SpokenClause(text: "bad", voice: "one"), with: synthesizer)
        _ = speak(SpokenClause(text: "bad", voice: "one"), with: synthesizer)
        #expect(base.asked.withLock { $0 } == 2)
        #expect(synthesizer.count == 0)
    }

    @Test("the least recently spoken clause falls first, and long ones are not kept at all")
    func capacity() {
        let base = CountingSynthesizer()
        let synthesizer = CachingSynthesizer(base, capacity: 16)
        for text in ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh"] {
            _ = speak(SpokenClause(text: text, voice: "one"), with: synthesizer)
        }
        #expect(synthesizer.count == 8)
        _ = speak(SpokenClause(text: "aa", voice: "one"), with: synthesizer)
        _ = speak(SpokenClause(text: "ii", voice: "one"), with: synthesizer)
        #expect(synthesizer.count == 8)
        let asked = base.asked.withLock { $0 }
        _ = speak(SpokenClause(text: "aa", voice: "one"), with: synthesizer)
        #expect(base.asked.withLock { $0 } == asked)
        _ = speak(SpokenClause(text: "bb", voice: "one"), with: synthesizer)
        #expect(base.asked.withLock { $0 } == asked + 1)
        _ = speak(SpokenClause(text: "much too long", voice: "one"), with: synthesizer)
        #expect(synthesizer.count == 8)
    }
}
