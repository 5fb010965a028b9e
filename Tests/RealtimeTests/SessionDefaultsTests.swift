import Audio
import Dialogue
import Realtime
import ScriptedEngines
import Testing
import Wire

@Suite struct SessionDefaultsTests {
    @Test("a session begins with the server's defaults, and its client's update comes first")
    func defaults() async {
        var defaults = SessionDefaults()
        defaults.configuration.instructions = "be kind"
        defaults.configuration.voice = "other"
        defaults.configuration.speed = 1.25
        defaults.configuration.inputFormat = .pcm16(.hz16000)
        defaults.configuration.outputFormat = .pcm16(.hz16000)
        defaults.configuration.turnDetection = .semanticVAD(eagerness: "low")
        let bench = await SessionBench(.scripted(), defaults: defaults)
        let created = bench.all("session.created").first?["session"]
        #expect(created?["instructions"] == "be kind")
        #expect(created?["audio"]?["output"]?["voice"] == "other")
        #expect(created?["audio"]?["output"]?["speed"]?.number == 1.25)
        #expect(created?["audio"]?["output"]?["format"]?["rate"] == 16_000)
        #expect(created?["audio"]?["input"]?["format"]?["rate"] == 16_000)
        #expect(created?["audio"]?["input"]?["turn_detection"]?["eagerness"] == "low")
        await bench.send([
            "type": "session.update",
            "session": [
                "instructions": "be brief", "audio": ["output": ["voice": "tone", "format": ["type": "audio/pcm", "rate": 24_000]]],
            ],
        ])
        let updated = bench.all("session.updated").first?["session"]
        #expect(updated?["instructions"] == "be brief")
        #expect(updated?["audio"]?["output"]?["voice"] == "tone")
        #expect(updated?["audio"]?["output"]?["format"]?["rate"] == 24_000)
        #expect(updated?["audio"]?["output"]?["speed"]?.number == 1.25)
    }

    @Test("a voice that is not there gives way to the first that is")
    func voice() async {
        var defaults = SessionDefaults()
        defaults.configuration.voice = "nobody"
        let bench = await SessionBench(.scripted(), defaults: defaults)
        #expect(bench.all("session.created").first?["session"]?["audio"]?["output"]?["voice"] == "tone")
    }

    @Test(
        "the least silence that ends a turn is the server's, also after an update",
        arguments: [(32, 1), (960, 10)])
    func silence(milliseconds: Int, steps: Int) async {
        var defaults = SessionDefaults()
        defaults.conversation.minimumSilence = .milliseconds(milliseconds)
        // A sure end needs a fifth of it.
        defaults.conversation.silenceFallback = .milliseconds(max(160, 2 * milliseconds))
        let bench = await SessionBench(.scripted(), defaults: defaults)
        await bench.send(["type": "session.update", "session": ["instructions": "x"]])
        await bench.hear("_ssss" + String(repeating: "_", count: max(0, steps - 1)))
        #expect(!bench.types.contains("input_audio_buffer.speech_stopped"))
        await bench.hear("__")
        #expect(bench.types.contains("input_audio_buffer.speech_stopped"))
    }

    @Test("how far a client may be ahead of its session is a setting")
    func inputBuffer() async {
        var defaults = SessionDefaults()
        defaults.inputBufferBytes = 2_000
        let bench = await SessionBench(.scripted(), defaults: defaults)
        #expect(bench.session.receive(sound: [UInt8](repeating: 0, count: 1_000)))
        #expect(!bench.session.receive(sound: [UInt8](repeating: 0, count: 1_000)))
    }
}
