import Resources
import Speech
import Testing

@Suite(.serialized, .enabled(if: Ears.present, "\(Ears.absent)"))
struct DecoderLeaseTests {
    private let second = [Int16](repeating: 100, count: 16_000)

    @Test("who finds no decoder waits with 2 s of sound and is then refused")
    func busy() async throws {
        let recognizer = try await Ears.single()
        let heard = Heard()
        let first = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("first"))
        let other = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("second"))
        other.push(second)
        other.push(second)
        #expect(heard.events("second").isEmpty)
        other.push([0])
        #expect(await heard.ended(1) == ["second"])
        #expect(heard.failure("second") == .busy)
        other.push(second)
        other.finish()
        first.finish()
        #expect(await heard.ended(1) == ["first"])
        #expect(heard.events("second").count == 1)
    }

    @Test("a decoder given back goes to the first in line")
    func line() async throws {
        let recognizer = try await Ears.single()
        let heard = Heard()
        let names = ["a", "b", "c", "d"]
        let utterances = names.map { recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver($0)) }
        for utterance in utterances.reversed() {
            utterance.push(second)
            utterance.finish()
        }
        #expect(await heard.ended(4) == names)
        #expect(names.allSatisfy { heard.final($0) != nil })
        #expect(recognizer.freeSlots == 1)
    }

    @Test("a finished utterance waits for a decoder only so long")
    func patience() async throws {
        let recognizer = try await Ears.single(finishedPatience: .zero)
        let heard = Heard()
        let first = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("first"))
        let other = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("second"))
        other.push(second)
        other.finish()
        #expect(await heard.ended(1) == ["second"])
        #expect(heard.failure("second") == .busy)
        first.abandon()
    }

    @Test("an abandoned utterance frees its decoder, whatever it was doing", arguments: [0, 1, 20])
    func abandoned(seconds: Int) async throws {
        let sentence = await Mouth.sentence("this is a test")
        // What Flite says differs a little from time to time: the same sound undisturbed is the truth.
        let undisturbed = try await Ears.single().hear(sentence, speaker: SpeakerAdaptation()).final()
        let recognizer = try await Ears.single()
        let heard = Heard()
        let first = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("first"))
        for _ in 0..<seconds { first.push(second) }
        let other = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("second"))
        other.push(sentence)
        other.finish()
        first.abandon()
        first.abandon()
        first.finish()
        #expect(await heard.ended(1) == ["second"])
        #expect(heard.final("second")?.text.isEmpty == false)
        #expect(heard.final("second")?.text == undisturbed?.text)
        #expect(heard.final("first") == nil)
        #expect(recognizer.freeSlots == 1)
    }

    @Test("abandoning while it decodes is safe, over and over")
    func race() async throws {
        let recognizer = try await Ears.single()
        let heard = Heard()
        for _ in 0..<40 {
            let utterance = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("abandoned"))
            utterance.push(Array(second.prefix(1_600)))
            utterance.abandon()
        }
        let last = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("last"))
        last.finish()
        #expect(await heard.ended(1) == ["last"])
        #expect(recognizer.freeSlots == 1)
    }

    @Test("a forgotten utterance keeps no decoder")
    func forgotten() async throws {
        let recognizer = try await Ears.single()
        for _ in 0..<3 { _ = recognizer.open(speaker: SpeakerAdaptation()) { _ in } }
        #expect(recognizer.freeSlots == 1)
    }

    @Test("a short utterance is not held up by a long one")
    func fair() async throws {
        let workers = WorkerPool(name: "test-stt", threads: 1, capacity: 8)
        let recognizer = try await PocketSphinxRecognizer(modelFolder: Ears.modelFolder, slots: 2, warm: 2, workers: workers)
        let heard = Heard()
        let long = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("long"))
        for _ in 0..<15 { long.push(second) }
        long.finish()
        let short = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("short"))
        short.push(second)
        short.finish()
        #expect(await heard.ended(2) == ["short", "long"])
    }

    @Test("a finished utterance goes before one that still listens")
    func finishedFirst() async throws {
        let workers = WorkerPool(name: "test-stt", threads: 1, capacity: 8)
        let recognizer = try await PocketSphinxRecognizer(modelFolder: Ears.modelFolder, slots: 2, warm: 2, workers: workers)
        let gate = ThreadCondition(false)
        #expect(workers.submit { gate.wait(until: { $0 }, take: { _ in }) })
        let heard = Heard()
        let sentence = await Mouth.sentence("one two three four five")
        let listening = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("listening"))
        listening.push(sentence)
        let finished = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("finished"))
        finished.push(sentence)
        finished.finish()
        gate.withLock { $0 = true }
        #expect(await heard.ended(1) == ["finished"])
        listening.finish()
        #expect(await heard.ended(1) == ["listening"])
        #expect(heard.final("finished")?.text == heard.final("listening")?.text)
    }
}
