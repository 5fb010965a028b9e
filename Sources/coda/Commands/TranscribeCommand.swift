internal import Audio
internal import Realtime
internal import Speech
internal import Wire

enum TranscribeCommand: Command {
    static let name = "transcribe"
    static let summary = "speech to text"
    static let help = """
        Usage: coda transcribe FILE.wav [FILE.wav ...] [--json]

        Examples:
          coda transcribe note.wav           prints the words
          coda transcribe --json note.wav    with times and confidence of each word
          coda transcribe *.wav              one line a file, the file's name first

        Options:
          --json   one object a file: {schema, input, transcript, confidence, words, error}
        """
    static let options: [Arguments.Option] = [.flag("--json")]

    static func run(_ arguments: Arguments) async throws {
        let files = arguments.positional
        guard !files.isEmpty else { throw CommandLineError(.usage, "give at least one WAV file. See: coda transcribe --help") }
        let engines = try await loadEngines()
        var failure: CommandLineError?
        for file in files {
            do {
                let transcript = try await transcribe(try readSound(file), with: engines.recognizer)
                if arguments.has("--json") {
                    Terminal.print(object(file, transcript).text)
                } else {
                    Terminal.print(files.count > 1 ? "\(file): \(transcript.text)" : transcript.text)
                }
            } catch {
                let problem = error as? CommandLineError ?? CommandLineError(.engine, "\(file): \(error)")
                failure = problem
                if arguments.has("--json") {
                    Terminal.print(
                        (["schema": "coda.transcribe/1", "input": .string(file), "error": .string(problem.message)] as JSONValue).text)
                } else if files.count > 1 {
                    Terminal.say("coda: \(problem.message)")
                }
            }
        }
        if let failure { throw files.count > 1 ? CommandLineError(failure.code, "not every file could be transcribed.") : failure }
    }

    private static func transcribe(_ clip: AudioClip, with recognizer: any SpeechRecognizer) async throws -> Transcript {
        let samples = PCM16.quantize(try clip.resampled(to: .hz16000).samples)
        let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self, bufferingPolicy: .unbounded)
        let utterance = recognizer.open(speaker: SpeakerAdaptation()) { continuation.yield($0) }
        utterance.push(samples)
        utterance.finish()
        for await event in events {
            switch event {
            case .partial: continue
            case .final(let transcript): return transcript
            case .failed(let error): throw error
            }
        }
        throw SpeechError.engine(operation: "transcribe", cause: "the recogniser gave no result")
    }

    private static func object(_ file: String, _ transcript: Transcript) -> JSONValue {
        let words = transcript.words.map { word -> JSONValue in
            [
                "word": .string(word.text), "start_s": .number(Double(word.start) / 16_000), "end_s": .number(Double(word.end) / 16_000),
                "confidence": .number(Double(word.confidence)),
            ]
        }
        return [
            "schema": "coda.transcribe/1", "input": .string(file), "transcript": .string(transcript.text),
            "confidence": .number(Double(transcript.confidence)), "words": .array(words), "error": nil,
        ]
    }
}
