import Resources
import Speech
import Testing

/// Searching less widely for a while.
@Suite(.serialized, .enabled(if: Ears.present, "\(Ears.absent)"))
struct SearchWidthTests {
    private static let sentence = "the quick brown fox jumps over the lazy dog while seven clever ducks swim across the river"

    private func recognizer(fast: SearchWidth) async throws -> PocketSphinxRecognizer {
        var settings = PocketSphinxSettings()
        settings.fastWidth = fast
        return try await PocketSphinxRecognizer(
            modelFolder: Ears.modelFolder, slots: 1, warm: 1, workers: WorkerPool(name: "test-stt", threads: 1, capacity: 64),
            settings: settings)
    }

    @Test("a narrower search hears other words, and the wider one after it what it heard before")
    func recovery() async throws {
        let recognizer = try await recognizer(fast: SearchWidth(wordsPerFrame: 1, modelsPerFrame: 60))
        let samples = await Mouth.sentence(Self.sentence)
        var heard: [String] = []
        for isFast in [false, true, false] {
            recognizer.decode(fast: isFast)
            heard.append(try #require(await recognizer.hear(samples).final()).text)
        }
        #expect(!heard[0].isEmpty)
        #expect(heard[1] != heard[0])
        #expect(heard[2] == heard[0])
    }

    @Test("an utterance keeps the width it began with")
    func underWay() async throws {
        let recognizer = try await recognizer(fast: SearchWidth(wordsPerFrame: 1, modelsPerFrame: 60))
        let samples = await Mouth.sentence(Self.sentence)
        let whole = try #require(await recognizer.hear(samples).final()).text
        let heard = Heard()
        let utterance = recognizer.open(speaker: SpeakerAdaptation(), deliver: heard.deliver())
        recognizer.decode(fast: true)
        utterance.push(samples)
        utterance.finish()
        _ = await heard.ended(1)
        #expect(heard.final()?.text == whole)
    }
}
