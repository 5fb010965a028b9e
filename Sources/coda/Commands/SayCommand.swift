internal import Audio
internal import Glibc
internal import Realtime
internal import Speech

enum SayCommand: Command {
    static let name = "say"
    static let summary = "text to speech"
    static let help = """
        Usage: coda say "TEXT" -o FILE.wav [--voice NAME] [--speed N]
               coda say "TEXT" > FILE.wav

        Examples:
          coda say "It is 14:05, and 3.5 km to go." -o hello.wav
          coda say "hello" --voice rms | aplay

        Options:
          -o, --output F   where the WAV goes (16 kHz, 16 bit, mono); standard output where that is no terminal
          --voice NAME     slt (default), rms or kal16
          --speed N        0.25 to 4; 1 is the voice's own speed
        """
    static let options: [Arguments.Option] = [.value("--output", "-o"), .value("--voice"), .value("--speed")]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.count == 1, let text = arguments.positional.first else {
            throw CommandLineError(.usage, "give the text in quotes, once. See: coda say --help")
        }
        let path = arguments.value("--output")
        guard path != nil || !Terminal.outputIsTerminal else {
            throw CommandLineError(.usage, "a WAV is not for a terminal: add -o FILE.wav, or send it on with | or >.")
        }
        let speed = try speed(arguments.value("--speed"))
        let synthesizer = Engines.loadSynthesizer(EngineOptions())
        let voice = arguments.value("--voice") ?? synthesizer.voices[0]
        guard synthesizer.voices.contains(voice) else {
            throw CommandLineError(.usage, "there is no voice \"\(voice)\"; use one of \(synthesizer.voices.joined(separator: ", ")).")
        }
        let samples = try await speak(SpokenClause(text: text, voice: voice, speed: speed), with: synthesizer)
        guard !samples.isEmpty else { throw CommandLineError(.input, "there is nothing to say in that text.") }
        let clip = AudioClip(samples: PCM16.floats(samples), rate: synthesizer.rate)
        if let path { try writeSound(clip, to: path) } else { Terminal.write(WAVWriter.bytes(clip), to: STDOUT_FILENO) }
    }

    private static func speed(_ text: String?) throws -> Double {
        guard let text else { return 1 }
        guard let speed = Double(text), (0.25...4).contains(speed) else {
            throw CommandLineError(.usage, "--speed must be a number from 0.25 to 4, not \"\(text)\".")
        }
        return speed
    }

    private static func speak(_ clause: SpokenClause, with synthesizer: any SpeechSynthesizer) async throws -> [Int16] {
        let (events, continuation) = AsyncStream.makeStream(of: SynthesisEvent.self, bufferingPolicy: .unbounded)
        let job = synthesizer.speak(clause) { continuation.yield($0) }
        defer { job.cancel() }
        var samples: [Int16] = []
        for await event in events {
            switch event {
            case .audio(let piece): samples += piece
            case .finished: return samples
            case .failed(let error): throw CommandLineError(.engine, "\(error)")
            }
        }
        return samples
    }
}
