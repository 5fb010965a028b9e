import Audio
import Realtime
import TestSupport
import Testing

/// The main job with the real engines, on speech that Flite makes: no lent data is needed.
@Suite struct EmbeddedTurnTests {
    @Test("a question spoken by Flite is understood and answered aloud, whatever hears", arguments: [VoiceActivityEngine.auto, .onnx])
    func spokenQuestion(engine: VoiceActivityEngine) async throws {
        var options = EngineOptions()
        options.recognizerSlots = 1
        options.voiceActivity = engine
        let turn = OneTurn(try await Engines.load(from: EngineHome(path: TestData.deps), options: options))
        let clock = try await turn.answer(.text("what time is it"), voice: "rms")
        // Coda hears its own answer, "It is 6:21 AM.", as a question.
        let heard = try await turn.answer(.sound(clock.sound))
        let transcript = try #require(heard.transcript)
        #expect(transcript.contains("is"))
        #expect(!heard.reply.isEmpty)
        #expect((heard.sound.samples.map(abs).max() ?? 0) > 0.1)
    }

    @Test("silence is no question, and gets a true answer")
    func silence() async throws {
        var options = EngineOptions()
        options.recognizerSlots = 1
        let turn = OneTurn(try await Engines.load(from: EngineHome(path: TestData.deps), options: options))
        let answer = try await turn.answer(.sound(AudioClip(samples: [Float](repeating: 0, count: 32_000), rate: .hz16000)))
        #expect(answer.transcript == "")
        #expect(!answer.reply.isEmpty)
    }

    @Test("every missing file is named at once")
    func missing() async {
        await #expect {
            _ = try await Engines.load(from: EngineHome(path: "/nowhere"))
        } throws: { error in
            let text = "\(error)"
            return ["libonnxruntime.so", "silero_vad.onnx", "smart_turn.onnx", "en-us"].allSatisfy { text.contains($0) }
        }
    }
}
