import Synchronization
import Telemetry
import Testing

@Suite struct SpanTests {
    private final class Running: Sendable {
        let count: Atomic<Int>
        init(_ count: Int) { self.count = Atomic(count) }
    }

    private func read(_ reader: inout SpanReader, isLast: Bool = true) -> (spans: [SpanRecord], lost: Int) {
        var spans: [SpanRecord] = []
        let lost = reader.read(isLast: isLast, into: &spans)
        return (spans, lost)
    }

    @Test("a level records what it should and nothing else", arguments: ProfileLevel.allCases)
    func levels(level: ProfileLevel) {
        let tracer = SpanTracer(capacity: 64)
        var reader = SpanReader(tracer)
        tracer.level = level
        let trace = tracer.session().turn(1)
        for name in SpanName.allCases { trace.end(trace.begin(name)) }
        let recorded = Set(read(&reader).spans.map(\.name))
        let wanted = SpanName.allCases.filter { $0.level <= level }
        #expect(recorded == Set(wanted))
        #expect(level != .off || recorded.isEmpty)
        #expect(level != .comprehensive || recorded.count == SpanName.allCases.count)
    }

    @Test("every name is written in its own way, fit for every export")
    func names() {
        let texts = SpanName.allCases.map(\.text)
        #expect(Set(texts).count == texts.count)
        for text in texts { #expect(text.utf8.allSatisfy { (97...122).contains($0) || $0 == 46 || $0 == 95 }, "\(text)") }
    }

    @Test("a span that began while recording was off stays unrecorded, one that began before it was turned off does not")
    func switching() {
        let tracer = SpanTracer(capacity: 8)
        var reader = SpanReader(tracer)
        let trace = tracer.session()
        let early = trace.begin(.voiceWindow)
        tracer.level = .comprehensive
        trace.end(early)
        let late = trace.begin(.outputSend)
        tracer.level = .off
        trace.end(late)
        #expect(read(&reader).spans.map(\.name) == [.outputSend])
    }

    @Test("spans belong to their turn, or to the span they are within; the turn has the id that was foretold")
    func parents() throws {
        let tracer = SpanTracer(capacity: 64)
        var reader = SpanReader(tracer)
        tracer.level = .comprehensive
        let session = tracer.session()
        let turn = session.turn(7)
        session.measure(.voiceWindow) {}
        let outer = turn.begin(.synthesisCall)
        turn.within(outer).measure(.outputSend) {}
        turn.end(outer)
        let now = ContinuousClock.now
        turn.record(.silenceWait, from: now - .milliseconds(160), to: now)
        turn.record(.turn, from: now - .milliseconds(200), to: now)
        let spans = read(&reader).spans
        let byName = Dictionary(uniqueKeysWithValues: spans.map { ($0.name, $0) })
        let whole = try #require(byName[.turn])
        #expect(whole.parent == 0 && whole.turn == 7)
        #expect(byName[.voiceWindow]?.parent == 0 && byName[.voiceWindow]?.turn == 0)
        #expect(byName[.synthesisCall]?.parent == whole.id && byName[.silenceWait]?.parent == whole.id)
        #expect(byName[.outputSend]?.parent == byName[.synthesisCall]?.id)
        #expect(Set(spans.map(\.id)).count == spans.count && Set(spans.map(\.session)).count == 1)
        #expect(whole.milliseconds == 200)
        #expect(byName[.silenceWait]?.start == whole.start + 40_000_000)
        #expect((byName[.outputSend]?.start ?? 0) >= (byName[.synthesisCall]?.start ?? .max))
    }

    @Test("sessions and turns never share a turn's id, whatever the turn's number")
    func identities() {
        let tracer = SpanTracer(capacity: 64)
        var reader = SpanReader(tracer)
        tracer.level = .basic
        for _ in 0..<3 {
            let session = tracer.session()
            for number in [-2, -1, 1, 2, 3] { session.turn(number).record(.turn, from: .now, to: .now) }
        }
        let spans = read(&reader).spans
        #expect(Set(spans.map(\.id)).count == 15 && Set(spans.map(\.turnKey)).count == 15)
        #expect(Set(spans.map(\.turn)) == [-2, -1, 1, 2, 3])
    }

    @Test("the oldest spans are overwritten, and each reader is told how many it missed")
    func overflow() {
        let tracer = SpanTracer(capacity: 8)
        var slow = SpanReader(tracer)
        var quick = SpanReader(tracer)
        tracer.level = .comprehensive
        var seen: [SpanRecord] = []
        for number in 1...20 {
            tracer.session().turn(number).measure(.voiceWindow) {}
            let (spans, lost) = read(&quick, isLast: false)
            #expect(lost == 0)
            seen += spans
        }
        #expect(seen.map(\.turn) == Array(1...20))
        let (spans, lost) = read(&slow)
        #expect(spans.map(\.turn) == Array(13...20) && lost == 12)
        let rest = read(&slow)
        #expect(rest.spans.isEmpty && rest.lost == 0)
    }

    @Test("what many threads write at once arrives whole, and what does not arrive is counted")
    func threads() async {
        let tracer = SpanTracer(capacity: 1_024)
        tracer.level = .comprehensive
        let writers = 4
        let each = 20_000
        let running = Running(writers)
        var reader = SpanReader(tracer)
        var (spans, lost): ([SpanRecord], Int) = ([], 0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<writers {
                group.addTask {
                    let session = tracer.session()
                    for number in 1...each {
                        let turn = session.turn(number)
                        turn.end(turn.begin(.voiceWindow))
                    }
                    running.count.wrappingSubtract(1, ordering: .releasing)
                }
            }
            while running.count.load(ordering: .acquiring) > 0 {
                lost += reader.read(into: &spans)
                await Task.yield()
            }
        }
        lost += reader.read(isLast: true, into: &spans)
        // Who was overtaken by a whole round gave up its slot, which then counts as lost too.
        #expect(spans.count + lost == writers * each)
        #expect(Set(spans.map(\.id)).count == spans.count)
        for (session, own) in Dictionary(grouping: spans, by: \.session) {
            #expect(own.map(\.turn) == own.map(\.turn).sorted(), "session \(session)")
            #expect(own.allSatisfy { $0.parent == 1 << 63 | $0.turnKey && $0.name == .voiceWindow })
        }
    }

    @Test("a full queue to the outside drops its oldest spans, and counts every kind of loss")
    func outbox() {
        func spans(_ numbers: ClosedRange<UInt64>) -> [SpanRecord] {
            numbers.map { SpanRecord(.turn, id: $0, session: 1, turn: 1, start: 0, length: 0) }
        }
        var outbox = SpanOutbox(capacity: 4)
        outbox.add(spans(1...3))
        outbox.add(spans(4...6), lost: 10)
        #expect(outbox.count == 4 && outbox.dropped == 12)
        #expect(outbox.batch(2).map(\.id) == [3, 4])
        outbox.remove(2, delivered: true)
        #expect(outbox.batch(9).map(\.id) == [5, 6] && outbox.dropped == 12)
        outbox.remove(2, delivered: false)
        #expect(outbox.count == 0 && outbox.dropped == 14)
    }
}
