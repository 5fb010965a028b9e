import Dialogue
import Language
import Realtime
import ScriptedEngines
import Speech
import Synchronization
import Testing
import Wire

@Suite struct ProviderWatchTests {
    /// Fails while it is told to, and says nothing at all where it hangs.
    private final class Moody: Responder {
        enum Mood: Sendable { case good, bad, silent }
        let mood: Mutex<Mood>
        let calls = Atomic(0)

        init(_ mood: Mood) { self.mood = Mutex(mood) }

        func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
            calls.add(1, ordering: .relaxed)
            switch mood.withLock({ $0 }) {
            case .good:
                deliver(.text("Yes."))
                deliver(.finished)
            case .bad: deliver(.failed(reason: "test"))
            case .silent: break
            }
            return NoJob()
        }
    }

    private static let request = ReplyRequest(
        text: "", now: CivilTime(year: 2000, month: 1, day: 1, weekday: 6, hour: 0, minute: 0, second: 0))

    @Test("failures in a row make a provider fail at once, but for one try; a success ends that")
    func health() {
        let watch = ProviderWatch("responder", deadline: .seconds(10), pause: .seconds(3_600))
        let moody = Moody(.bad)
        let responder = WatchedResponder(moody, watch)
        let events = Mutex<[ReplyEvent]>([])
        func call() { _ = responder.reply(to: Self.request) { event in events.withLock { $0.append(event) } } }
        var seen: [ProviderWatch.Health] = [watch.health]
        for _ in 0..<3 {
            call()
            seen.append(watch.health)
        }
        #expect(seen == [.healthy, .struggling, .struggling, .failing])
        // One tries; the next ones within the pause do not.
        for _ in 0..<3 { call() }
        #expect(moody.calls.load(ordering: .relaxed) == 4)
        #expect(watch.count == ProviderWatch.Count(begun: 4, failed: 4, refused: 2))
        #expect(events.withLock { $0.suffix(2) } == [.failed(reason: "responder_unavailable"), .failed(reason: "responder_unavailable")])

        let fresh = ProviderWatch("responder", deadline: .seconds(10))
        let second = WatchedResponder(moody, fresh)
        _ = second.reply(to: Self.request) { _ in }
        moody.mood.withLock { $0 = .good }
        _ = second.reply(to: Self.request) { _ in }
        #expect(fresh.health == .healthy)
        #expect(fresh.count == ProviderWatch.Count(begun: 2, succeeded: 1, failed: 1))
        #expect(fresh.count.underWay == 0)
    }

    @Test("the deadline runs while nothing is said, and an end is counted once")
    func deadline() {
        let late = ProviderWatch("responder", deadline: .milliseconds(-1))
        let patient = ProviderWatch("responder", deadline: .seconds(60))
        for (watch, isOverdue) in [(late, true), (patient, false)] {
            let job = WatchedResponder(Moody(.silent), watch).reply(to: Self.request) { _ in }
            #expect(job.isOverdue == isOverdue)
            #expect(watch.count.underWay == 1)
            job.cancel()
            job.cancel()
            #expect(watch.count.late == (isOverdue ? 1 : 0) && watch.count.cancelled == (isOverdue ? 0 : 1))
            #expect(watch.count.underWay == 0)
        }
        let done = WatchedResponder(Moody(.good), late).reply(to: Self.request) { _ in }
        #expect(!done.isOverdue)
    }

    @Test("however many are late, nobody is refused: slow is not dead")
    func slow() {
        let watch = ProviderWatch("responder", deadline: .milliseconds(-1))
        for _ in 0..<8 { WatchedResponder(Moody(.silent), watch).reply(to: Self.request) { _ in }.cancel() }
        #expect(watch.health == .struggling)
        #expect(watch.count == ProviderWatch.Count(begun: 8, late: 8))
    }

    /// Never says a word.
    private struct Deaf: SpeechRecognizer, Speech.Utterance {
        func open(speaker: SpeakerAdaptation, deliver: @escaping @Sendable (RecognitionEvent) -> Void) -> any Speech.Utterance { self }
        func push(_ samples: [Int16]) {}
        func peek(_ tag: Int) {}
        func finish(accepting tag: Int?) {}
        func abandon() {}
    }

    @Test("sound that was pushed at once may take as long as it lasts")
    func longSound() {
        let watch = ProviderWatch("recognizer", deadline: .milliseconds(-1))
        for (seconds, isOverdue) in [(0, true), (60, false)] {
            let utterance = WatchedRecognizer(Deaf(), watch).open(speaker: SpeakerAdaptation()) { _ in }
            utterance.push([Int16](repeating: 0, count: seconds * 16_000))
            #expect(!utterance.isOverdue, "its end is not awaited yet")
            utterance.finish()
            #expect(utterance.isOverdue == isOverdue)
            utterance.abandon()
        }
    }

    @Test("a recogniser that is busy, and a voice that there is not, say nothing of a provider's health")
    func callersFaults() {
        let watch = ProviderWatch("recognizer", deadline: .seconds(10))
        let recognizer = WatchedRecognizer(ScriptedRecognizer("", failure: .busy), watch)
        for _ in 0..<4 { recognizer.open(speaker: SpeakerAdaptation()) { _ in }.finish() }
        #expect(watch.health == .healthy && watch.count.cancelled == 4)
        let broken = WatchedRecognizer(ScriptedRecognizer("", failure: .engine(operation: "decode", cause: "test")), watch)
        broken.open(speaker: SpeakerAdaptation()) { _ in }.finish()
        #expect(watch.health == .struggling && watch.count.failed == 1)
    }

    @Test("a client is told that a recogniser is left alone because it failed, not that all are in use")
    func leftAlone() async {
        let broken = ScriptedRecognizer("", failure: .engine(operation: "decode", cause: "test"))
        var engines = Engines.scripted()
        engines.recognizer = WatchedRecognizer(broken, ProviderWatch("recognizer", deadline: .seconds(10), pause: .seconds(3_600)))
        let bench = await SessionBench(engines)
        for _ in 0..<5 { await bench.hear("_ssss__________") }
        let codes = bench.all("conversation.item.input_audio_transcription.failed").map { $0["error"]?["code"]?.string }
        #expect(codes == Array(repeating: "recognizer_failed", count: 4) + ["recognizer_unavailable"])
    }

    @Test("a responder that says nothing within its deadline fails the response it was asked for")
    func session() async {
        var deadlines = ProviderDeadlines()
        deadlines.responder = .milliseconds(-1)
        let engines = Engines.scripted(responder: Moody(.silent)).watched(deadlines)
        let bench = await SessionBench(engines)
        let content: JSONValue = [["type": "input_text", "text": "hello"]]
        let events: [JSONValue] = [
            ["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]],
            ["type": "response.create"],
        ]
        for event in events { _ = bench.session.receive(event: event.bytes) }
        await bench.drift(3)
        let done = bench.all("response.done")
        #expect(done.count == 1)
        #expect(done.first?["response"]?["status"]?.string == "failed")
        let late = engines.providers.first { $0.name == "responder" }?.count
        #expect(late == ProviderWatch.Count(begun: 1, late: 1))
    }
}
