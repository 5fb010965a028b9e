import Audio
import Dialogue
import Testing

/// Seeded random streams of events, against what must hold whatever happens.
@Suite struct InvariantTests {
    @Test("the invariants hold on random event streams", arguments: 0..<200 as Range<UInt64>)
    func invariants(seed: UInt64) {
        var random = SplitMix(state: seed)
        var stream = RandomStream()
        var conversation = Conversation()
        var checker = InvariantChecker()
        for _ in 0..<600 {
            let event = stream.next(&random)
            let effects = conversation.on(event, at: stream.time)
            stream.observe(effects, &random)
            for effect in effects { checker.check(effect) }
            checker.checkOrder(conversation)
        }
        for effect in conversation.on(.close, at: stream.time) { checker.check(effect) }
        checker.checkClosed()
        #expect(checker.violations == [])
        #expect(conversation.on(.tick(nil), at: stream.time).isEmpty)
    }

    /// A hundred thousand streams of a few turns each: whatever goes wrong early in a session, in whatever order.
    @Test("the invariants hold on 100,000 short streams", arguments: 0..<100 as Range<UInt64>)
    func short(batch: UInt64) {
        var spoken = 0
        for seed in batch * 1_000..<(batch + 1) * 1_000 {
            var random = SplitMix(state: seed &* 0x2545_F491_4F6C_DD1D)
            var stream = RandomStream(step: 1_200)
            var conversation = Conversation()
            var checker = InvariantChecker()
            for _ in 0..<80 {
                let effects = conversation.on(stream.next(&random), at: stream.time)
                stream.observe(effects, &random)
                for effect in effects {
                    checker.check(effect)
                    if case .sendAudio = effect { spoken += 1 }
                }
            }
            checker.checkOrder(conversation)
            for effect in conversation.on(.close, at: stream.time) { checker.check(effect) }
            checker.checkClosed()
            if !checker.violations.isEmpty { Issue.record("stream \(seed): \(checker.violations)") }
        }
        #expect(spoken > 500)
    }

    @Test("the same events give the same effects, bit for bit", arguments: 0..<20 as Range<UInt64>)
    func determinism(seed: UInt64) {
        func run() -> [Effect] {
            var random = SplitMix(state: seed)
            var stream = RandomStream()
            var conversation = Conversation()
            var all: [Effect] = []
            for _ in 0..<400 {
                let event = stream.next(&random)
                let effects = conversation.on(event, at: stream.time)
                stream.observe(effects, &random)
                all += effects
            }
            return all
        }
        let first = run()
        #expect(!first.isEmpty)
        #expect(first == run())
    }

    @Test("random streams reach the states the invariants are about")
    func reach() {
        var seen: Set<String> = []
        for seed in 0..<60 as Range<UInt64> {
            var random = SplitMix(state: seed)
            var stream = RandomStream()
            var conversation = Conversation()
            for _ in 0..<600 {
                let event = stream.next(&random)
                let effects = conversation.on(event, at: stream.time)
                stream.observe(effects, &random)
                for case .notify(.responseDone(_, let status, _, _)) in effects {
                    switch status {
                    case .completed: seen.insert("completed")
                    case .cancelled(let reason): seen.insert(reason.rawValue)
                    case .failed: seen.insert("failed")
                    case .cutShort: seen.insert("cut_short")
                    }
                }
            }
        }
        #expect(seen == ["completed", "turn_detected", "client_cancelled", "failed", "cut_short"])
    }
}
