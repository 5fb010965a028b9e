internal import Audio
internal import Glibc
internal import Realtime
internal import Speech

enum SayCommand: Command {
    static let name = "say"
    static let summary = "text to speech"
    static let guide: Guide? = Guide(
        usage: ["\"TEXT\" -o FILE.wav [--voice NAME] [--speed N] [--json]", "\"TEXT\" > FILE.wav"],
        examples: [
            Guide.Entry("coda say \"It is 14:05, and 3.5 km to go.\" -o hello.wav", "a WAV file"),
            Guide.Entry("coda say \"hello\" --voice rms | aplay", "heard at once"),
            Guide.Entry("coda say - -o letter.wav < letter.txt", "the text from standard input"),
        ],
        notes: [.text("Without -o and --json the WAV goes to standard output, where that is no terminal.")])
    static let options: [Arguments.Option] = [
        .soundOutput, .voice,
        .value("--speed", form: .number("N"), summary: "0.25 to 4; 1 is the voice's own speed", default: "1"), .json,
    ]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.count == 1, let text = arguments.positional.first else {
            throw CommandLineError(.usage, "give the text in quotes, once. See: coda say --help")
        }
        let path = arguments.value("--output")
        let isJSON = arguments.has("--json")
        guard path != nil || isJSON || !Terminal.outputIsTerminal else {
            throw CommandLineError(.usage, "a WAV is not for a terminal: add -o FILE.wav, or send it on with | or >.")
        }
        let speed = try speed(arguments.value("--speed"))
        let synthesizer = Engines.loadSynthesizer(EngineOptions())
        let voice = arguments.value("--voice") ?? synthesizer.voices[0]
        let inputs = Inputs(schema: "coda.say/1", names: [text], isJSON: isJSON, activity: "Speaking")
        try await inputs.forEach { _, progress in
            let text = text == "-" ? try StandardInput.text() : text
            let samples = try await speak(SpokenClause(text: text, voice: voice, speed: speed), with: synthesizer)
            guard !samples.isEmpty else { throw CommandLineError(.input, "there is nothing to say in that text.") }
            let clip = AudioClip(samples: PCM16.floats(samples), rate: synthesizer.rate)
            if let path { try writeSound(clip, to: path) } else if !isJSON { Terminal.print(WAVWriter.bytes(clip)) }
            return InputReport(input: text, audio: InputReport.audio(clip, path: path))
        } show: { _ in
        }
    }

    private static func speed(_ text: String?) throws -> Double {
        guard let text else { return 1 }
        guard let speed = Double(text), (0.25...4).contains(speed) else {
            throw CommandLineError(.usage, "--speed must be a number from 0.25 to 4, not \"\(text)\".")
        }
        return speed
    }

    private static func speak(_ clause: SpokenClause, with synthesizer: any SpeechSynthesizer) async throws -> [Int16] {
        do { return try await synthesizer.sound(of: clause) } catch { throw CommandLineError(.engine, "\(error)") }
    }
}
