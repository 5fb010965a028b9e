import Audio
import Dialogue
import Recording
import Testing
import Wire

/// From events to a file and back.
@Suite struct RecordingTests {
    private static let header = RecordingHeader(
        program: "test", started: "2026-11-21T11:43:31Z", session: "s", settings: ConversationSettings())

    /// A session of random events, decided by a real conversation.
    private func steps(seed: UInt64, count: Int = 600) -> [RecordedStep] {
        var random = SplitMix(state: seed)
        var stream = RandomStream()
        var conversation = Conversation()
        return (0..<count).map { _ in
            let event = stream.next(&random)
            let effects = conversation.on(event, at: stream.time)
            stream.observe(effects, &random)
            return RecordedStep(time: stream.time, event: event, effects: effects)
        }
    }

    @Test("every case of every event is read as it was written, alone and after others")
    func everyCase() throws {
        var time = SessionTime.zero
        let steps = (EveryEvent.samples + EveryEvent.samples.reversed()).map { event in
            time = time + 123
            return RecordedStep(time: time, event: event, effects: [])
        }
        let recording = try Recording(Recording.bytes(Self.header, steps, ending: .whole))
        #expect(recording.fault == nil)
        #expect(recording.ending == .whole)
        #expect(recording.header == Self.header)
        #expect(recording.steps.map(\.event) == steps.map(\.event))
        #expect(recording.steps.map(\.time) == steps.map(\.time))
    }

    @Test("levels and probabilities come back bit for bit", arguments: 0..<20 as Range<UInt64>)
    func floats(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let bits = (0..<200).map { _ in (UInt32(truncatingIfNeeded: random.next()), UInt32(truncatingIfNeeded: random.next())) }
        let steps = bits.map { bits in
            let (probability, decibels) = (Float(bitPattern: bits.0), Float(bitPattern: bits.1))
            return RecordedStep(time: .zero, event: .voice(probability: probability, decibels: decibels, end: .zero), effects: [])
        }
        let read = try Recording(Recording.bytes(Self.header, steps, ending: .whole)).steps.map { step -> (UInt32, UInt32) in
            guard case .voice(let probability, let decibels, _) = step.event else { return (0, 0) }
            return (probability.bitPattern, decibels.bitPattern)
        }
        #expect(read.elementsEqual(bits, by: ==))
    }

    @Test("the settings' floats come back bit for bit", arguments: 0..<50 as Range<UInt64>)
    func settings(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var settings = ConversationSettings()
        settings.speechThreshold = Float.random(in: 0...1, using: &random)
        settings.silenceDrop = Float.random(in: 0...100, using: &random)
        settings.speed = Double.random(in: 0.25...4, using: &random)
        let steps = [RecordedStep(time: .zero, event: .configure(settings), effects: [])]
        let header = RecordingHeader(program: "", started: "", session: "", settings: settings)
        let recording = try Recording(Recording.bytes(header, steps, ending: .whole))
        #expect(recording.header.settings == settings)
        #expect(recording.steps.map(\.event) == [.configure(settings)])
    }

    @Test("a recorded random session replays to the same decisions, twice", arguments: 0..<30 as Range<UInt64>)
    func replay(seed: UInt64) throws {
        let steps = steps(seed: seed)
        let bytes = Recording.bytes(Self.header, steps, ending: .whole)
        let recording = try Recording(bytes)
        #expect(recording.steps.map(\.event) == steps.map(\.event))
        let first = Replay(recording)
        #expect(first.difference == nil)
        #expect(first.compared == steps.count)
        #expect(Replay(recording).timeline == first.timeline)
        #expect(recording.accepted() == bytes)
    }

    @Test("a decision that was changed is the first difference that is told")
    func tampered() throws {
        var steps = steps(seed: 3)
        let at = try #require(steps.indices.dropFirst(100).first { !steps[$0].effects.isEmpty })
        steps[at].effects.removeLast()
        let recording = try Recording(Recording.bytes(Self.header, steps, ending: .whole))
        let difference = try #require(Replay(recording).difference)
        #expect(difference.step == at + 1)
        #expect(difference.time == steps[at].time)
        #expect(difference.got.count == difference.expected.count + 1)
        #expect("\(difference)".contains("expected: "))
    }

    @Test("an event that was changed shows where the decisions first part")
    func tamperedEvent() throws {
        var steps = steps(seed: 3)
        let decided = try #require(steps.firstIndex { $0.event != .clearInput && !$0.effects.isEmpty })
        steps[decided].event = .clearInput
        let recording = try Recording(Recording.bytes(Self.header, steps, ending: .whole))
        #expect(Replay(recording).difference?.step == decided + 1)
    }

    @Test("a file that breaks off anywhere is told with its line, and what came before is there", arguments: 0..<40 as Range<UInt64>)
    func broken(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let steps = steps(seed: 1, count: 200)
        let bytes = Recording.bytes(Self.header, steps, ending: .whole)
        let head = try #require(bytes.firstIndex(of: UInt8(ascii: "\n"))) + 1
        let cut = Int.random(in: head..<bytes.count, using: &random)
        let recording = try Recording(Array(bytes[..<cut]))
        guard case .line(let line, _)? = recording.fault else { return #expect(Bool(false), "the break is not told") }
        let lines = bytes[..<cut].count { $0 == UInt8(ascii: "\n") }
        #expect(line == lines || line == lines + 1)
        #expect(recording.steps.map(\.event) == steps.prefix(recording.steps.count).map(\.event))
        #expect(Replay(recording).difference == nil)
    }

    @Test("any bytes at all are read or refused", arguments: 0..<100 as Range<UInt64>)
    func garbage(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var bytes = Recording.bytes(Self.header, steps(seed: 2, count: 60), ending: .whole)
        for _ in 0..<4 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
        guard let recording = try? Recording(bytes) else { return }
        _ = Replay(recording)
    }

    @Test(
        "what is no recording is refused with the reason",
        arguments: [
            ("", "this is no recording"), ("hello\n", "this is no recording"), ("{\"coda\":\"recording\",\"format\":99}\n", "newer Coda"),
            ("{\"coda\":\"recording\",\"format\":1}\n", "lacks"),
        ])
    func refused(text: String, reason: String) {
        #expect { _ = try Recording(Array(text.utf8)) } throws: { "\($0)".contains(reason) }
    }

    @Test("settings that came later than the recording have their defaults")
    func olderSettings() throws {
        let text = String(decoding: Recording.bytes(Self.header, [], ending: .whole), as: UTF8.self)
        let older = text.replacing("\"historyTurns\":20,", with: "")
        #expect(older != text)
        #expect(try Recording(Array(older.utf8)).header.settings == ConversationSettings())
    }

    @Test("an idle minute and a busy one take little room")
    func room() {
        var steps: [RecordedStep] = []
        func minute(_ effects: [Effect]) -> Int {
            steps = []
            var random = SplitMix(state: 1)
            for window in 1...1_875 {
                let end = InputSample(Int64(window) * 512)
                let time = SessionTime(end.samples + Int64.random(in: 0...300, using: &random))
                steps.append(RecordedStep(time: time, event: .heard(end: end), effects: []))
                let probability = Float.random(in: 0...0.02, using: &random)
                let decibels = Float.random(in: -70 ... -60, using: &random)
                steps.append(RecordedStep(time: time, event: .voice(probability: probability, decibels: decibels, end: end), effects: []))
                if !effects.isEmpty { steps.append(RecordedStep(time: time, event: .tick(nil), effects: effects)) }
            }
            return Recording.bytes(Self.header, steps, ending: .whole).count
        }
        #expect(minute([]) < 50_000)
        #expect(minute([.sendAudio(ResponseID(3), samples: 512)]) < 75_000)
    }

    @Test("words are replaced by their shape, and the decisions stay the same")
    func redaction() throws {
        var world = World()
        world.answer = "Hello Ada, it is 3.5 km. Dr. Who lives there."
        world.transcript = "my name is Ada"
        var steps: [RecordedStep] = []
        world.record = { steps.append($0) }
        world.hear("__ssss______________")
        let recording = try Recording(Recording.bytes(Self.header, steps, ending: .whole)).redacted()
        #expect(Replay(recording).difference == nil)
        let text = String(decoding: recording.accepted(), as: UTF8.self)
        for word in ["Ada", "name", "lives", "3.5", "Who"] { #expect(!text.contains(word), "\(word)") }
        for shape in ["xx xxxx xx Xxx", "0.0 km", "Dr. Xxx"] { #expect(text.contains(shape), "\(shape)") }
    }
}
