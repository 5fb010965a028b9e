import Speech
import TestSupport
import Testing

/// What a soft end relies on: the words so far, without an end, and the very same words as the final ones where that is asked for.
@Suite(.serialized, .enabled(if: Ears.present, "\(Ears.absent)"))
struct PeekTests {
    private static let silence = 3_200

    @Test("a peek after a pause tells what the end would have told")
    func peek() async throws {
        let samples = await Mouth.sentence("please call me tomorrow morning") + Mouth.room(Self.silence)
        let heard = Heard()
        let utterance = try await Ears.single().open(speaker: SpeakerAdaptation(), deliver: heard.deliver())
        utterance.push(samples)
        utterance.peek(7)
        await heard.answered(7)
        utterance.push(Mouth.room(Self.silence))
        utterance.finish()
        _ = await heard.ended(1)
        let peeked = try #require(heard.peeked(7))
        let final = try #require(heard.final())
        #expect(!peeked.text.isEmpty)
        #expect(peeked.text == final.text)
        #expect(peeked.text == peeked.words.map(\.text).joined(separator: " "))
        #expect(peeked.words.allSatisfy { (0...1).contains($0.confidence) && $0.end <= samples.count })
    }

    @Test("an utterance goes on after a peek as if nobody had looked")
    func undisturbed() async throws {
        let first = await Mouth.sentence("what is the weather today") + Mouth.room(Self.silence)
        let rest = await Mouth.sentence("please call me tomorrow morning") + Mouth.room(Self.silence)
        func transcript(peeking: Bool) async throws -> Transcript {
            let heard = Heard()
            let utterance = try await Ears.single().open(speaker: SpeakerAdaptation(), deliver: heard.deliver())
            utterance.push(first)
            if peeking {
                utterance.peek(1)
                await heard.answered(1)
            }
            utterance.push(rest)
            utterance.finish()
            _ = await heard.ended(1)
            return try #require(heard.final())
        }
        let undisturbed = try await transcript(peeking: false)
        #expect(undisturbed.words.count > 4)
        #expect(try await transcript(peeking: true) == undisturbed)
    }

    @Test("an accepted peek is the final transcript, whatever came after it")
    func accepted() async throws {
        let recognizer = try await Ears.single()
        let heard = Heard()
        let utterance = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("first"))
        utterance.push(await Mouth.sentence("please call me tomorrow morning") + Mouth.room(Self.silence))
        utterance.peek(1)
        await heard.answered(1, "first")
        utterance.push(await Mouth.sentence("one two three"))
        utterance.finish(accepting: 1)
        #expect(heard.final("first") == heard.peeked(1, "first"))
        await recognizer.caughtUp()
        #expect(recognizer.freeSlots == 1)
        // The only decoder is free again, and hears the next one as ever.
        let next = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("next"))
        next.push(await Mouth.sentence("one two three four five"))
        next.finish()
        #expect(await heard.ended(2) == ["first", "next"])
        #expect(heard.final("next")?.text.isEmpty == false)
        #expect(heard.events("first").count { if case .final = $0 { true } else { false } } == 1)
    }

    @Test("a peek nobody answered is not accepted: the utterance is finished instead")
    func unknown() async throws {
        let heard = Heard()
        let utterance = try await Ears.single().open(speaker: SpeakerAdaptation(), deliver: heard.deliver())
        utterance.push(await Mouth.sentence("what is the weather today"))
        utterance.finish(accepting: 3)
        _ = await heard.ended(1)
        #expect(heard.final()?.text.isEmpty == false)
    }

    @Test("who looks all the time, utterance after utterance, does no harm")
    func stress() async throws {
        let recognizer = try await Ears.single()
        let samples = await Mouth.sentence("please call me tomorrow morning")
        let tone = (0..<16_000).map { Int16(8_000 * (($0 / 40) % 2) - 4_000) }
        let heard = Heard()
        for (index, sound) in [samples, Mouth.room(16_000), samples + samples, tone, Array(samples[..<6_000])].enumerated() {
            let utterance = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver("\(index)"))
            for (tag, start) in stride(from: 0, to: sound.count, by: 800).enumerated() {
                utterance.push(Array(sound[start..<min(start + 800, sound.count)]))
                utterance.peek(tag)
                await recognizer.caughtUp()
                #expect(heard.peeked(tag, "\(index)") != nil)
            }
            // Some are given up in the middle: the next one finds the decoder as it was left.
            if index % 2 == 0 { utterance.abandon() } else { utterance.finish() }
        }
        await recognizer.caughtUp()
    }

    @Test("a peek before anything was said finds no words")
    func empty() async throws {
        let heard = Heard()
        let utterance = try await Ears.single().open(speaker: SpeakerAdaptation(), deliver: heard.deliver())
        utterance.peek(1)
        utterance.finish()
        _ = await heard.ended(1)
        #expect(heard.final()?.text == "")
    }
}
