import Audio
import Speech
import Testing

@Suite struct PauseTests {
    /// A pause inside a piece that Flite speaks, and one between two.
    private static let text = "The kettle is on, and tea is ready. Take some."
    private static let beforeComma = 3
    private static let beforeStop = 7

    private func gap(after word: Int, in spoken: Spoken) -> Int {
        spoken.words[word + 1].samples.lowerBound - spoken.words[word].samples.upperBound
    }

    @Test(
        "a pause between clauses grows and shrinks by the factor, words keep their length", arguments: ["slt", "rms", "kal16"],
        [0.5, 0.75, 1.35, 2])
    func scaled(voice: String, factor: Double) async throws {
        let usual = await Mouth.say(Self.text, voice: voice)
        let changed = await Mouth.say(Self.text, voice: voice, pauses: factor)
        try #require(usual.words.count == 10 && changed.words.count == 10)
        // The first word of a piece is told from its first sound, which the noise in the voice moves by a block or two.
        for (before, after) in zip(usual.words, changed.words) {
            #expect(after.letters == before.letters)
            #expect(abs(after.samples.count - before.samples.count) <= 160)
        }
        let comma = gap(after: Self.beforeComma, in: usual)
        #expect(comma > 500, "there is a pause to begin with")
        #expect(abs(gap(after: Self.beforeComma, in: changed) - Int(Double(comma) * factor)) <= 2)
    }

    /// Samples by which the pause after the sentence and the sound as a whole grow.
    private func growth(_ voice: String, _ factor: Double) async throws -> (between: Int, whole: Int) {
        let usual = await Mouth.say(Self.text, voice: voice)
        let changed = await Mouth.say(Self.text, voice: voice, pauses: factor)
        try #require(usual.words.count == 10 && changed.words.count == 10)
        return (
            gap(after: Self.beforeStop, in: changed) - gap(after: Self.beforeStop, in: usual), changed.samples.count - usual.samples.count
        )
    }

    // Flite's kal16 draws no noise: its silence is trimmed at the same sample each time.
    @Test("the pause between sentences grows and shrinks by the factor too", arguments: [0.5, 0.75, 1.35])
    func sentences(factor: Double) async throws {
        let doubled = try await growth("kal16", 2)
        let changed = try await growth("kal16", factor)
        #expect((1_000...2_400).contains(doubled.between))
        #expect(abs(Double(changed.between) - Double(doubled.between) * (factor - 1)) <= 4)
        #expect(abs(Double(changed.whole) - Double(doubled.whole) * (factor - 1)) <= 8)
    }

    @Test("with every voice", arguments: ["slt", "rms"])
    func direction(voice: String) async throws {
        let doubled = try await growth(voice, 2)
        #expect(doubled.between > 1_000)
        let halved = try await growth(voice, 0.5)
        #expect(halved.between < -300)
    }

    @Test("what is added is silence, and where words are said to be they are heard", arguments: ["slt", "rms", "kal16"])
    func silent(voice: String) async {
        let spoken = await Mouth.say(Self.text, voice: voice, pauses: 2)
        for word in [Self.beforeComma, Self.beforeStop] {
            let start = spoken.words[word].samples.upperBound
            let end = spoken.words[word + 1].samples.lowerBound
            #expect(spoken.samples[(start + end) / 2..<end - 320].allSatisfy { $0.magnitude < 328 }, "below -40 dBFS")
        }
        for word in spoken.words { #expect(spoken.samples[word.samples].contains { $0.magnitude > 500 }) }
    }

    @Test("a mad factor is brought within its bounds", arguments: [0, -1, .nan, .infinity, 1e9] as [Double])
    func mad(factor: Double) async {
        let spoken = await Mouth.say("Hello, you.", pauses: factor)
        #expect(spoken.failure == nil && !spoken.samples.isEmpty)
        #expect(spoken.samples.count < 48_000, "three seconds")
    }

    @Test("without a pause only what follows the last word changes")
    func noPause() async {
        let usual = await Mouth.say("Good morning.", voice: "kal16")
        let changed = await Mouth.say("Good morning.", voice: "kal16", pauses: 2)
        #expect((1_000...2_400).contains(changed.samples.count - usual.samples.count))
        #expect(changed.words == usual.words)
        #expect(changed.samples.starts(with: usual.samples.dropLast(usual.samples.count / 4)))
    }
}
