import Benchmarks
import Testing

@Suite struct TalkScheduleTests {
    private static let lengths = [1.2, 2, 3.5, 4.1, 7.3]

    /// Seconds spoken within `end`, where each reply takes so long, and when the first began.
    private static func spoken(seed: UInt64, until end: Double, reply: Double) -> (seconds: Double, first: Double) {
        var schedule = TalkSchedule(lengths: lengths, share: 0.3, seed: seed)
        var (seconds, over) = (0.0, 0.0)
        var first: Double?
        while true {
            let next = schedule.next(earliest: over)
            guard next.start < end else { return (seconds, first ?? next.start) }
            first = first ?? next.start
            seconds += min(lengths[next.recording], end - next.start)
            over = next.start + lengths[next.recording] + reply
        }
    }

    @Test("people speak for 30 % of the time, also where they have to wait for long replies", arguments: [0.5, 3, 5])
    func share(reply: Double) {
        let spoken = (0..<50).reduce(0.0) { $0 + Self.spoken(seed: UInt64($1), until: 600, reply: reply).seconds }
        #expect(abs(spoken / (50 * 600) - 0.3) < 0.015)
    }

    @Test("they begin at moments of their own, from the first seconds on")
    func spread() {
        let firsts = (0..<50).map { Self.spoken(seed: UInt64($0), until: 60, reply: 3).first }.sorted()
        #expect(Set(firsts).count == 50)
        #expect(firsts[0] < 1.5 && firsts[49] > 8 && firsts[49] < 13)
        #expect(zip(firsts, firsts.dropFirst()).allSatisfy { $1 - $0 < 2 })
    }

    @Test("a person with the same seed says the same at the same moments; every recording comes before one comes again")
    func order() {
        var first = TalkSchedule(lengths: Self.lengths, share: 0.3, seed: 7)
        var second = TalkSchedule(lengths: Self.lengths, share: 0.3, seed: 7)
        let said = (0..<10).map { _ in first.next() }
        #expect((0..<10).allSatisfy { index in said[index] == second.next() })
        #expect(Set(said[..<5].map(\.recording)) == Set(0..<5) && Set(said[5...].map(\.recording)) == Set(0..<5))
        #expect(zip(said, said.dropFirst()).allSatisfy { $1.start > $0.start + Self.lengths[$0.recording] })
    }
}
