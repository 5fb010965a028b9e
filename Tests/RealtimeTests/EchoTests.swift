import Audio
import Dialogue
import Realtime
import Resources
import ScriptedEngines
import Speech
import Synchronization
import Testing
import Wire

/// Speaks bursts of noise, as loud and as uneven as speech: 1,600 samples a letter.
private struct BabbleSynthesizer: SpeechSynthesizer {
    let rate = SampleRate.hz16000
    let voices = ["babble"]

    func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        var random: UInt32 = 1
        for (index, _) in clause.text.enumerated() {
            let amplitude: Int32 = index % 3 == 2 ? 100 : 6_000
            deliver(
                .audio(
                    (0..<1_600).map { _ in
                        random = random &* 1_664_525 &+ 1_013_904_223
                        return Int16(truncatingIfNeeded: (Int32(random >> 16) - 32_768) * amplitude / 32_768)
                    }))
        }
        deliver(.finished)
        return NoJob()
    }
}

@Suite struct EchoTests {
    @Test(
        "a loudspeaker beside the microphone does not interrupt Coda where the client asks for echo cancellation", arguments: [false, true])
    func loudspeaker(cancels: Bool) async {
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        // Without the judgement of what is heard over a reply, which knows an echo by itself.
        var defaults = SessionDefaults()
        defaults.conversation.reversesBargeIn = false
        let bench = await SessionBench(.scripted(synthesizer: BabbleSynthesizer()), options: options, defaults: defaults)
        let format: JSONValue = ["type": "audio/pcm", "rate": 16_000]
        let input = (["format": format] as JSONValue).merging(["echo_cancellation": cancels ? true : nil])
        await bench.send([
            "type": "session.update", "session": ["type": "realtime", "audio": ["input": input, "output": ["format": format]]],
        ])
        let text = "this is a long question that is said back with a very long answer to it"
        let content: JSONValue = [["type": "input_text", "text": .string(text)]]
        await bench.send(["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]])
        await bench.send(["type": "response.create"])
        // What plays: sound queues up at the ear from when it came.
        var played: [Int16] = []
        var taken = 0
        for step in 0..<600 {
            let sound = bench.output.seen.withLock { PCM16.decode(Array($0.bytes[taken...])) }
            taken += 2 * sound.count
            if !sound.isEmpty { played += [Int16](repeating: 0, count: max(0, step * 320 - played.count)) + sound }
            let from = step * 320 - 1_920
            let echo = (from..<from + 320).map { played.indices.contains($0) ? played[$0] / 2 : 0 }
            _ = bench.session.receive(sound: PCM16.encode(echo))
            await bench.pass()
        }
        #expect(bench.all("input_audio_buffer.speech_started").isEmpty == cancels)
        #expect(bench.all("response.done").first?["response"]?["status"]?.string == (cancels ? "completed" : "cancelled"))
    }

    @Test("what nobody asked to have cleaned is heard bit for bit")
    func untouched() throws {
        var input = SessionInput(format: .pcm16(.hz16000))
        let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        #expect(try input.convert(bytes, at: .zero) == PCM16.decode(bytes))
    }

    @Test("a commit takes the sound that was still being cleaned")
    func committed() async {
        let recognizer = ScriptedRecognizer("hello")
        let bench = await SessionBench(.scripted(recognizer))
        let input: JSONValue = [
            "format": ["type": "audio/pcm", "rate": 16_000], "turn_detection": .null, "noise_reduction": ["type": "near_field"],
        ]
        await bench.send(["type": "session.update", "session": ["type": "realtime", "audio": ["input": input]]])
        await bench.hear("ss", rate: 16_000)
        await bench.send(["type": "input_audio_buffer.commit"])
        #expect(recognizer.count.withLock { $0.samples } == 3_200)
    }
}
