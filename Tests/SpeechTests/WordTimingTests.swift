import Audio
import Speech
import Testing

@Suite struct WordTimingTests {
    private static let mouth = FliteSynthesizer(frontEnd: SpokenForm.speak)

    /// The written words of each timing.
    private func texts(_ timings: [WordTiming], of text: String) -> [String] {
        let letters = text.filter { !$0.isWhitespace }.map { $0 }
        return timings.map { String(letters[$0.letters]) }
    }

    @Test(
        "every written word gets the span of what it is spoken as; what is said in another order goes together",
        arguments: [
            ("Yes, I can do that.", ["Yes,", "I", "can", "do", "that."]),
            ("Be there at 3 pm today.", ["Be", "there", "at", "3", "pm", "today."]),
            ("It is on 5 May, I think.", ["It", "is", "on", "5May,", "I", "think."]),
            ("It costs $3.50 now.", ["It", "costs", "$3.50", "now."]),
            ("That is $5 million.", ["That", "is", "$5million."]), ("Ask Dr. Smith — please.", ["Ask", "Dr.", "Smith", "—please."]),
            ("Write to a@b.com **now**.", ["Write", "to", "a@b.com", "**now**."]),
            ("It is ready. You can have it.", ["It", "is", "ready.", "You", "can", "have", "it."]),
        ])
    func groups(text: String, expected: [String]) async {
        let spoken = await Mouth.say(text, with: Self.mouth)
        #expect(texts(spoken.words, of: text) == expected)
        let starts = spoken.words.map(\.samples.lowerBound)
        #expect(starts == starts.sorted())
        #expect(zip(spoken.words, spoken.words.dropFirst()).allSatisfy { $0.samples.upperBound <= $1.samples.lowerBound + 1 })
        #expect(spoken.words.allSatisfy { !$0.samples.isEmpty && $0.samples.upperBound <= spoken.samples.count + 2_400 })
    }

    @Test("the times are those of the sound", arguments: ["slt", "rms", "kal16"], [0.6, 1, 1.5])
    func times(voice: String, speed: Double) async throws {
        let text = "Hello there. The kettle is on the stove, and tea is ready. Take some."
        let spoken = await Mouth.say(text, voice: voice, speed: speed, with: Self.mouth)
        let floats = PCM16.floats(spoken.samples)
        let first = try #require(spoken.words.first), last = try #require(spoken.words.last)
        #expect(spoken.words.count == 14)
        // Within 100 ms, at the voice's own speed, of what can be heard at both ends: stops and breaths are quiet.
        let beginning = Loudness.leadingSilence(in: floats.span, rate: .hz16000)
        #expect(abs(first.samples.lowerBound - beginning) <= Int(1_600 / speed))
        let end = Loudness.endOfSpeech(in: floats.span, rate: .hz16000) ?? 0
        #expect(abs(last.samples.upperBound - end) <= Int(1_600 / speed))
        // Every word is heard where it is said to be, and between the sentences there is nothing.
        for word in spoken.words { #expect(spoken.samples.decibels(word.samples.clamped(to: 0..<floats.count)) > -45) }
        let pause =
            spoken.words[1].samples.upperBound
            + 320..<max(spoken.words[1].samples.upperBound + 321, spoken.words[2].samples.lowerBound - 320)
        #expect(pause.count > 300)
        #expect(spoken.samples.decibels(pause) < -40)
    }

    @Test("a clause that comes again keeps its times")
    func cached() async {
        let cache = CachingSynthesizer(Self.mouth)
        let first = await Mouth.say("Good morning to you.", with: cache)
        let second = await Mouth.say("Good morning to you.", with: cache)
        #expect(cache.count == 1 && first.words.count == 4)
        #expect(second.words == first.words && second.samples == first.samples)
    }
}
