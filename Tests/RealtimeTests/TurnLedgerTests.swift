import Realtime
import Telemetry
import Testing

/// The parts of an answer's time: contiguous, in order, and summing to the whole.
@Suite struct TurnLedgerTests {
    private let start = ContinuousClock.now

    private func ledger(_ ends: [(TurnLedger.Part, Int)]) -> TurnLedger {
        var ledger = TurnLedger(start: start)
        for (part, milliseconds) in ends { ledger.end(part, at: start + .milliseconds(milliseconds)) }
        return ledger
    }

    @Test("the parts sum to the total, whatever was done before its turn")
    func sum() {
        let ledger = ledger([
            (.detector, 30), (.silenceWait, 190), (.turnModel, 190), (.recognizer, 190), (.language, 140), (.clauseWait, 141),
            (.synthesis, 150), (.queue, 191), (.leadingSilence, 204),
        ])
        let sum = ledger.parts.reduce(0) { $0 + $1.milliseconds }
        #expect(abs(sum - 204) < 0.001)
        #expect(abs(ledger.total - 204) < 0.001)
        let times = Dictionary(uniqueKeysWithValues: ledger.parts.map { ($0.part, $0.milliseconds.rounded()) })
        #expect(times[.silenceWait] == 160)
        #expect(times[.synthesis] == 0)
        #expect(times[.queue] == 1)
    }

    @Test("a detector that saw the end too early is not paid for twice")
    func early() {
        let ledger = ledger([(.detector, -20), (.silenceWait, 140), (.queue, 141), (.leadingSilence, 141)])
        #expect(abs(ledger.total - 141) < 0.001)
        #expect(ledger.parts.allSatisfy { $0.milliseconds >= 0 })
    }

    @Test("every answer is kept by owner")
    func times() throws {
        let times = TurnTimes()
        for step in 1...100 { times.record(ledger([(.detector, step), (.silenceWait, step + 100), (.queue, step + 101)])) }
        #expect(times.total.count == 100)
        #expect(abs(try #require(times.milliseconds(of: .silenceWait).quantile(0.5)) - 100) < 5)
        #expect(times.milliseconds(of: .recognizer).count == 0)
    }
}
