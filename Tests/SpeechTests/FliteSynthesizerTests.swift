import Resources
import Speech
import Synchronization
import Testing

@Suite struct FliteSynthesizerTests {
    @Test("every voice is audible", arguments: Mouth.voice.voices)
    func audible(voice: String) async {
        let spoken = await Mouth.say("Good morning.", voice: voice)
        #expect(spoken.level > 500)
        #expect((8_000...40_000).contains(spoken.samples.count), "half a second to two and a half")
    }

    @Test("sound comes in chunks of 20 ms")
    func chunked() async {
        let spoken = await Mouth.say("The weather will stay dry until the evening.")
        #expect(spoken.chunks.dropLast().allSatisfy { $0 == FliteSynthesizer.chunk })
        #expect((1...FliteSynthesizer.chunk).contains(spoken.chunks.last ?? 0))
    }

    @Test("speed changes the length", arguments: [("slt", 0.5), ("slt", 2), ("rms", 2), ("kal16", 0.5)])
    func speed(voice: String, speed: Double) async {
        let plain = await Mouth.say("The weather will stay dry.", voice: voice)
        let changed = await Mouth.say("The weather will stay dry.", voice: voice, speed: speed)
        let ratio = Double(plain.samples.count) / Double(changed.samples.count)
        #expect(abs(ratio / speed - 1) < 0.25, "\(ratio) times as fast")
    }

    // Flite's rms has no shift.
    @Test("pitch changes how high the voice is, and hardly its length", arguments: ["slt", "kal16"])
    func pitch(voice: String) async throws {
        let text = "The weather will stay dry all day long."
        let usual = await Mouth.say(text, voice: voice)
        let high = await Mouth.say(text, voice: voice, pitch: 4)
        let ratio = try #require(Self.pitch(of: high.samples)) / (try #require(Self.pitch(of: usual.samples)))
        // Four semitones are a factor of 1.26.
        #expect((1.12...1.42).contains(ratio), "\(ratio)")
        #expect(abs(Double(high.samples.count) / Double(usual.samples.count) - 1) < 0.1)
    }

    /// The middle of the pitches of all loud stretches of 40 ms, in Hz, by autocorrelation.
    private static func pitch(of samples: [Int16]) -> Double? {
        let size = 640
        var found: [Double] = []
        for start in stride(from: 0, to: samples.count - 2 * size, by: size) {
            let frame = samples[start..<(start + 2 * size)].map(Double.init)
            func likeness(_ lag: Int) -> Double {
                var (product, first, second) = (0.0, 1.0, 1.0)
                for at in 0..<size {
                    product += frame[at] * frame[at + lag]
                    first += frame[at] * frame[at]
                    second += frame[at + lag] * frame[at + lag]
                }
                return product / (first * second).squareRoot()
            }
            guard frame.reduce(0, { max($0, abs($1)) }) > 2_000 else { continue }
            let likenesses = (60...266).map { (lag: $0, likeness: likeness($0)) }
            guard let best = likenesses.max(by: { $0.likeness < $1.likeness }), best.likeness > 0.7 else { continue }
            found.append(16_000 / Double(best.lag))
        }
        return found.isEmpty ? nil : found.sorted()[found.count / 2]
    }

    @Test("one clause's speed does not reach the next")
    func speedStays() async {
        let before = await Mouth.say("Good morning.")
        _ = await Mouth.say("Good morning.", speed: 4)
        let after = await Mouth.say("Good morning.")
        #expect(abs(before.samples.count - after.samples.count) < 1_600)
    }

    @Test("a mad speed is brought within its bounds", arguments: [0, -1, .nan, .infinity, 1e9] as [Double])
    func madSpeed(speed: Double) async {
        let spoken = await Mouth.say("Hello.", speed: speed)
        #expect(spoken.failure == nil)
        #expect(!spoken.samples.isEmpty)
    }

    @Test("silence is trimmed from both ends", arguments: Mouth.voice.voices)
    func trimmed(voice: String) async {
        let spoken = await Mouth.say("What time is it?", voice: voice)
        let loud = spoken.samples.indices.filter { spoken.samples[$0].magnitude > 327 }
        #expect((loud.first ?? .max) < 640, "sound within 40 ms")
        #expect(spoken.samples.count - (loud.last ?? 0) < 4_000, "at most 250 ms of quiet at the end")
    }

    @Test("what cannot be spoken ends without sound", arguments: ["", "   ", "...", "?!", "\u{1F600}", "\u{4F60}\u{597D}", "\u{0}\u{1B}"])
    func unspeakable(text: String) async {
        let spoken = await Mouth.say(text)
        #expect(spoken.failure == nil)
        #expect(spoken.samples.isEmpty)
    }

    @Test("letters with accents are spoken", arguments: ["\u{00E9}t\u{00E9}", "na\u{00EF}ve", "Stra\u{00DF}e", "e\u{0301}"])
    func accents(text: String) async { #expect(await !Mouth.say(text).samples.isEmpty) }

    @Test("a very long text is spoken to its end")
    func long() async {
        let sentence = "This is sentence number seven of a very long story. "
        let one = await Mouth.say(sentence, voice: "kal16")
        let many = await Mouth.say(String(repeating: sentence, count: 40), voice: "kal16")
        #expect(many.failure == nil)
        #expect(many.samples.count > 35 * one.samples.count)
    }

    @Test("a text without any space or stop is spoken too")
    func unbroken() async { #expect(await !Mouth.say(String(repeating: "abc", count: 500), voice: "kal16").samples.isEmpty) }

    @Test("the front end's words are what is spoken")
    func frontEnd() async {
        let silent = FliteSynthesizer { _ in "" }
        #expect(await Mouth.say("Hello.", with: silent).samples.isEmpty)
        let talkative = FliteSynthesizer { $0 + " and a lot more than that" }
        let longer = await Mouth.say("Hello", with: talkative).samples.count
        #expect(await longer > Mouth.say("Hello").samples.count + 8_000)
    }

    @Test("an unknown voice is refused with the names there are", arguments: ["", "SLT", "nobody"])
    func unknownVoice(name: String) async {
        #expect(await Mouth.say("Hello.", voice: name).failure == .voice(name, known: Mouth.voice.voices))
    }

    @Test("cancelling from a chunk lets nothing follow", arguments: [1, 3, 20])
    func cancelled(after chunks: Int) async {
        let workers = WorkerPool(name: "test-tts", threads: 1, capacity: 8)
        let job = ThreadCondition<(any SynthesisJob)?>(nil)
        let told = Told()
        let text = String(repeating: "This goes on and on. ", count: 20)
        let synthesizer = FliteSynthesizer(workers: workers) { $0 }
        let speaking = synthesizer.speak(SpokenClause(text: text, voice: "slt")) { event in
            guard told.count(event) == chunks else { return }
            job.wait(until: { $0 != nil }, take: { $0 })?.cancel()
        }
        job.withLock { $0 = speaking }
        // The pool has one thread: this runs when the clause is over.
        await withCheckedContinuation { done in #expect(workers.submit { done.resume() }) }
        #expect(told.total == chunks)
    }

    @Test("a clause cancelled before its turn is never begun")
    func cancelledBefore() async {
        let workers = WorkerPool(name: "test-tts", threads: 1, capacity: 8)
        let gate = ThreadCondition(false)
        #expect(workers.submit { gate.wait(until: { $0 }, take: { _ in }) })
        let told = Told()
        let synthesizer = FliteSynthesizer(workers: workers) { $0 }
        synthesizer.speak(SpokenClause(text: "Hello.", voice: "slt")) { _ = told.count($0) }.cancel()
        gate.withLock { $0 = true }
        await withCheckedContinuation { done in #expect(workers.submit { done.resume() }) }
        #expect(told.total == 0)
    }

    @Test("a full queue refuses")
    func full() async {
        let workers = WorkerPool(name: "test-tts", threads: 1, capacity: 0)
        #expect(await Mouth.say("Hello.", with: FliteSynthesizer(workers: workers) { $0 }).failure == .busy)
    }

    @Test("warming up ends")
    func warm() async { await Mouth.voice.warmUp() }

    /// Counts events of any kind.
    private final class Told: Sendable {
        private let events = Mutex(0)
        var total: Int { events.withLock { $0 } }

        func count(_ event: SynthesisEvent) -> Int {
            events.withLock {
                $0 += 1
                return $0
            }
        }
    }
}
