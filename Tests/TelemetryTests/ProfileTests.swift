import Telemetry
import Testing

@Suite struct ProfileTests {
    private func profile(_ turns: Int, _ draw: (Int, inout DrawnProfile) -> Void) -> Profile {
        var drawn = DrawnProfile()
        for number in 0..<turns { draw(number, &drawn) }
        return drawn.profile
    }

    @Test("the parts of the answers sum to the whole, and their shares to one")
    func parts() throws {
        let profile = profile(10) { number, drawn in
            drawn.turn([(.silenceWait, 160), (.recognizer, Double(number)), (.queue, 10)])
        }
        #expect(profile.parts.map(\.name) == ["silence_wait", "recognizer", "queue"])
        let total = try #require(profile.answers)
        #expect(total.count == 10 && abs(total.mean - 174.5) < 0.001)
        let (mean, share) = profile.parts.reduce((0, 0)) { ($0.0 + $1.mean, $0.1 + $1.share) }
        #expect(abs(mean - total.mean) < 0.001 && abs(share - 1) < 0.001)
        #expect(profile.parts[1].p50 == 4.5 && abs(profile.parts[1].p95 - 8.55) < 0.001)
    }

    @Test("a stage's time is that of all its calls in a turn; work between turns is nobody's")
    func stages() throws {
        var drawn = DrawnProfile()
        drawn.turn(
            [(.silenceWait, 100)], beside: [(.recognizerDecode, 20), (.recognizerDecode, 10), (.recognizerFinish, 5), (.voiceWindow, 1)])
        drawn.turn([(.silenceWait, 100)], beside: [(.recognizerDecode, 25), (.voiceWindow, 3)])
        var profile = drawn.profile
        profile.spans.append(SpanRecord(.voiceWindow, id: 99, session: 1, turn: 0, start: 5, length: 9_000_000))
        let stages = Dictionary(uniqueKeysWithValues: profile.stages.map { ($0.name, $0) })
        #expect(stages.count == 2)
        #expect(stages["recognizer"]?.mean == 30 && stages["recognizer"]?.count == 2)
        #expect(stages["voice activity"]?.mean == 2)
        #expect(abs((stages["recognizer"]?.share ?? 0) - 60.0 / 64) < 1e-9)
        let windows = profile.calls.first { $0.name == "voice_activity.window" }
        #expect(windows?.count == 3)
    }

    @Test("a stage over a fifth of the time is a bottleneck, one at a fifth is not, and the heaviest comes first")
    func shares() {
        let profile = profile(5) { _, drawn in
            drawn.turn([(.detector, 20), (.silenceWait, 45), (.synthesis, 35)], beside: [(.turnModelCall, 50), (.voiceWindow, 5)])
        }
        #expect(
            profile.bottlenecks == [
                ProfileBottleneck(name: .silenceWait, kind: .timeShare(0.45)), ProfileBottleneck(name: .synthesis, kind: .timeShare(0.35)),
                ProfileBottleneck(name: .turnModelCall, kind: .workShare(50.0 / 55)),
            ])
        #expect(profile.recommendations.map(\.name) == [.silenceWait, .synthesis, .turnModelCall])
    }

    private func growth(_ profile: Profile) -> [ProfileBottleneck] {
        profile.bottlenecks.filter {
            switch $0.kind {
            case .growingTail, .growingQueue: true
            case .timeShare, .workShare: false
            }
        }
    }

    @Test("a tail that grows over the session is named, with the ratios; a steady one and a session slower as a whole are not")
    func tails() throws {
        let calls = { (number: Int, slow: Double, base: Double) in number % 10 == 9 ? slow : base }
        let growing = profile(90) { number, drawn in
            drawn.turn([(.silenceWait, 100)], beside: [(.turnModelCall, calls(number, 40 + Double(number / 30) * 40, 40))])
        }
        let found = try #require(growth(growing).first)
        #expect(growth(growing).count == 1 && found.name == .turnModelCall)
        guard case .growingTail(let first, let last) = found.kind else { return #expect(Bool(false), "\(found)") }
        #expect(first == 1 && last == 3)
        let steady = profile(90) { number, drawn in
            drawn.turn([(.silenceWait, 100)], beside: [(.turnModelCall, calls(number, 120, 40))])
        }
        #expect(growth(steady).isEmpty)
        let slower = profile(90) { number, drawn in
            let base = 40 + Double(number / 30) * 20
            drawn.turn([(.silenceWait, 100)], beside: [(.turnModelCall, calls(number, base * 2, base))])
        }
        #expect(growth(slower).isEmpty)
        let few = profile(45) { number, drawn in
            drawn.turn([(.silenceWait, 100)], beside: [(.turnModelCall, calls(number, 40 + Double(number / 15) * 80, 40))])
        }
        #expect(growth(few).isEmpty)
    }

    @Test("a queue whose waits grow is named; one that nobody would notice, or that comes and goes, is not")
    func queues() {
        let growing = profile(60) { number, drawn in
            drawn.turn([(.silenceWait, 100)], beside: [(.recognizerWait, 2 + Double(number / 20) * 10)])
        }
        #expect(growth(growing) == [ProfileBottleneck(name: .recognizerWait, kind: .growingQueue(first: 2, last: 22))])
        let small = profile(60) { number, drawn in
            drawn.turn([(.silenceWait, 100)], beside: [(.recognizerWait, 0.5 + Double(number / 20))])
        }
        #expect(growth(small).isEmpty)
        let passing = profile(60) { number, drawn in
            drawn.turn([(.silenceWait, 100)], beside: [(.recognizerWait, number / 20 == 1 ? 50 : 2)])
        }
        #expect(growth(passing).isEmpty)
    }

    @Test("a slow turn is explained by the part that was over its median, and by what happened meanwhile")
    func slow() throws {
        let profile = profile(11) { number, drawn in
            let isSlow = number == 4
            drawn.turn(
                [(.silenceWait, isSlow ? 340 : 160), (.synthesis, isSlow ? 15 : 10), (.queue, 5)],
                beside: [(.turnModelCall, isSlow ? 130 : 45), (.recognizerWait, 1)])
        }
        let slow = try #require(profile.slowTurns().first)
        #expect(profile.slowTurns().count == 1)
        #expect(slow.turn == 5 && slow.milliseconds == 360 && slow.usual == 175)
        #expect(slow.parts.map(\.name) == [.silenceWait, .synthesis])
        #expect(slow.parts[0].excess == 180)
        #expect(slow.causes == [ProfileSlowTurn.Excess(name: .turnModelCall, milliseconds: 130, usual: 45)])
        let even = self.profile(3) { _, drawn in drawn.turn([(.queue, 5)]) }
        #expect(even.slowTurns().isEmpty)
    }

    @Test(
        "there is advice against everything that can be a bottleneck, and it names the settings it is about", arguments: SpanName.allCases)
    func advice(name: SpanName) {
        guard let advice = ProfileRecommendation.against(name) else { return #expect(name == .turn) }
        #expect(!advice.settings.isEmpty)
        for setting in advice.settings { #expect(advice.text.contains(setting), "\(setting)") }
    }

    @Test("the text tells the tables, why the slow turns were slow, and what to change")
    func text() {
        var profile = profile(10) { number, drawn in
            drawn.turn([(.silenceWait, number == 3 ? 400 : 160), (.queue, 2.5)], beside: [(.turnModelCall, 45)])
        }
        profile.turnNames[profile.turns[3].turnKey] = "yes-007.wav"
        profile.dropped = 12
        let text = ProfileText.of(profile)
        #expect(text.contains("silence_wait                   184.0    98.7 %     160.0     292.0        10"), "\(text)")
        #expect(text.contains("yes-007.wav: 402.5 ms; over their p50: silence_wait +240.0"), "\(text)")
        #expect(text.contains("silence_wait is 98.7 % of the time") && text.contains("turn.minimum_silence_ms"), "\(text)")
        #expect(text.contains("12 of the oldest records"))
        #expect(ProfileText.of(Profile(name: "", level: .basic, spans: [])).contains("No turn was answered aloud."))
    }

    @Test("a recorder keeps its capacity: frames do not push out turns, and what fell is counted")
    func capacity() {
        let tracer = SpanTracer(capacity: 1_024)
        var recorder = ProfileRecorder(name: "", tracer: tracer, level: .comprehensive, capacity: 80)
        tracer.level = .comprehensive
        let session = tracer.session()
        for number in 1...20 {
            session.turn(number).record(.turn, from: .now, to: .now)
            for _ in 0..<10 { session.turn(number).measure(.voiceWindow) {} }
            recorder.collect()
            recorder.take(ProfileSample(queued: number))
        }
        let profile = recorder.profile
        #expect(profile.turns.map(\.turn) == Array(1...20))
        let frames = profile.spans.filter { $0.name == .voiceWindow }
        #expect(frames.count == 40 && profile.dropped == 160)
        #expect(profile.samples.map(\.queued) == Array(11...20))
        #expect(profile.spans.map(\.start) == profile.spans.map(\.start).sorted())
        #expect(profile.samples.allSatisfy { $0.residentKilobytes > 1_000 && $0.processorSeconds > 0 })
        #expect(Set(profile.spans.map(\.thread)).isSubset(of: profile.threads.keys))
        #expect(ProfileRecorder.capacity == 50_000)
    }
}
