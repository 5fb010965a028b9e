import Resources
import Speech
import TestSupport
import Testing

@Suite(.serialized, .enabled(if: Ears.present, "\(Ears.absent)"))
struct RecognizerTests {
    /// Flite's samples differ a little each time, so that a single word proves nothing.
    @Test("most of what Flite says is understood")
    func roundTrip() async throws {
        var errors = WordErrors()
        for sentence in [
            "one two three four five", "play some music", "please call me tomorrow morning", "stop", "this is a test",
            "what is the weather today",
        ] {
            let transcript = try #require(await Ears.shared.hear(Mouth.sentence(sentence)).final())
            errors = errors + WordErrors(said: sentence, heard: transcript.text)
        }
        #expect(errors.words == 23)
        #expect(errors.share < 0.35, "\(errors.errors) of \(errors.words) words")
    }

    @Test("partials come before the final transcript, each another than the one before")
    func partials() async throws {
        let heard = try await Ears.shared.hear(Mouth.sentence("one two three four five"))
        let partials = heard.partials()
        #expect(partials.count >= 2)
        #expect(zip(partials, partials.dropFirst()).allSatisfy { $0 != $1 })
        guard case .final? = heard.events().last else {
            Issue.record("the last event is no transcript")
            return
        }
    }

    @Test("words are in order, inside the utterance, plain and with a confidence")
    func words() async throws {
        let samples = await Mouth.sentence("what is the weather today")
        let transcript = try #require(await Ears.shared.hear(samples).final())
        #expect(!transcript.words.isEmpty)
        #expect(transcript.text == transcript.words.map(\.text).joined(separator: " "))
        var end = 0
        for word in transcript.words {
            #expect(word.start >= end)
            #expect(word.end > word.start)
            end = word.end
            #expect((0...1).contains(word.confidence))
            #expect(word.text.allSatisfy { $0.isLowercase || $0 == "'" || $0 == "." || $0 == "-" })
        }
        #expect(end <= samples.count)
        #expect((0...1).contains(transcript.confidence))
    }

    @Test("words lie where they were said")
    func positions() async throws {
        let pause = [Int16](repeating: 0, count: 16_000)
        let samples = await Mouth.sentence("this is a test") + pause + Mouth.sentence("one two three four five")
        let transcript = try #require(await Ears.shared.hear(samples).final())
        let three = try #require(transcript.words.first { $0.text == "three" })
        #expect(three.start > samples.count / 2)
    }

    @Test("how the sound is cut, and what the decoder heard before, change nothing", arguments: [160, 333, 1_000, 50_000])
    func repeatable(piece: Int) async throws {
        let recognizer = try await Ears.shared
        var random: UInt32 = 7
        let samples = await Mouth.sentence("what is the weather today").map { sample in
            random = random &* 1_664_525 &+ 1_013_904_223
            return sample / 2 + Int16(random >> 24) - 128
        }
        let expected = await recognizer.hear(samples).final()
        #expect(expected?.words.isEmpty == false)
        _ = await recognizer.hear((0..<16_000).map { $0 / 40 % 2 == 0 ? 9_000 : -9_000 })
        #expect(await recognizer.hear(samples, piece: piece).final() == expected)
    }

    @Test("silence and next to nothing have no words", arguments: [0, 1, 10, 159, 160, 500, 1_600, 16_000])
    func nothing(samples: Int) async throws {
        let heard = try await Ears.shared.hear([Int16](repeating: 0, count: samples))
        #expect(heard.final() == Transcript(text: "", words: [], confidence: 0))
    }

    @Test("sound at its loudest does no harm")
    func loud() async throws {
        let square = (0..<32_000).map { $0 / 40 % 2 == 0 ? Int16.max : Int16.min }
        #expect(try await Ears.shared.hear(square).final() != nil)
    }

    @Test("the speaker's mean is learnt, and a broken one is no harm", arguments: [nil, "", "1,2,x", "nan,nan"])
    func adaptation(mean: String?) async throws {
        let speaker = SpeakerAdaptation()
        speaker.mean = mean
        let recognizer = try await Ears.shared
        let sentence = await Mouth.sentence("one two three four five")
        let unknown = await recognizer.hear(sentence, speaker: SpeakerAdaptation()).final()
        let first = await recognizer.hear(sentence, speaker: speaker).final()
        let learnt = try #require(speaker.mean)
        #expect(learnt.split(separator: ",").count == CepstralMean.size)
        let second = await recognizer.hear(sentence, speaker: speaker).final()
        #expect(first?.text.isEmpty == false)
        #expect(first?.text == unknown?.text, "a broken mean counts as none")
        #expect(second?.text.isEmpty == false)
    }

    @Test("a missing model is named, with what to do", arguments: ["/nowhere", TestData.packageFolder])
    func missing(folder: String) async {
        let workers = WorkerPool(name: "test-stt", threads: 1, capacity: 4)
        let error = await #expect(throws: SpeechError.self) {
            _ = try await PocketSphinxRecognizer(modelFolder: folder, slots: 1, warm: 1, workers: workers)
        }
        guard case .model(let path, let cause)? = error else {
            Issue.record("not a model error")
            return
        }
        #expect(path.hasPrefix(folder))
        #expect(cause.contains("make models"))
    }

    @Test(
        "a broken model is an error, not the end of the process",
        arguments: ["en-us/mdef", "en-us/means", "en-us/variances", "en-us/transition_matrices", "en-us/sendump", "en-us.lm.bin"],
        ["", "this is no model", "s3\nversion 1.0\nendhdr\n"])
    func broken(file: String, content: String) async throws {
        let folder = try BrokenModel(file: file, content: content)
        let workers = WorkerPool(name: "test-stt", threads: 1, capacity: 4)
        let error = await #expect(throws: SpeechError.self) {
            _ = try await PocketSphinxRecognizer(modelFolder: folder.path, slots: 1, warm: 1, workers: workers)
        }
        guard case .model(let path, let cause)? = error else {
            Issue.record("not a model error")
            return
        }
        #expect(path.hasPrefix(folder.path))
        #expect(cause.contains("make models"))
    }

    @Test(
        "most words of people's commands are understood",
        .enabled(if: TestData.folder != nil, "\(TestData.absent)"))
    func people() async throws {
        let recognizer = try await Ears.shared
        var errors = WordErrors()
        for recording in Recordings.of("speech/assistant_commands") {
            let transcript = try #require(await recognizer.hear(recording.samples).final())
            errors = errors + WordErrors(said: recording.said, heard: transcript.text)
        }
        #expect(errors.words > 100)
        #expect(errors.share < 0.42, "\(errors.errors) of \(errors.words) words")
    }
}
