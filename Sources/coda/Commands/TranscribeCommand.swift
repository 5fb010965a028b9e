internal import Audio
internal import Realtime
internal import Speech
internal import Wire

enum TranscribeCommand: Command {
    static let name = "transcribe"
    static let summary = "speech to text"
    static let guide: Guide? = Guide(
        usage: ["FILE.wav [FILE.wav ...] [--json]"],
        examples: [
            Guide.Entry("coda transcribe note.wav", "prints the words"),
            Guide.Entry("coda transcribe --json note.wav", "with times and confidence of each word"),
            Guide.Entry("coda transcribe *.wav", "one line a file, the file's name first"),
        ],
        operand: .file("FILE.wav"))
    static let options: [Arguments.Option] = [.json]

    static func run(_ arguments: Arguments) async throws {
        let files = arguments.positional
        guard !files.isEmpty else { throw CommandLineError(.usage, "give at least one WAV file. See: coda transcribe --help") }
        let inputs = Inputs(schema: "coda.transcribe/1", names: files, isJSON: arguments.has("--json"), activity: "Transcribing")
        let recognizer: any SpeechRecognizer
        do { recognizer = try await loadEngines().recognizer } catch let error as CommandLineError {
            inputs.fail(error)
            throw error
        }
        try await inputs.forEach { index, _ in
            let clip = try readSound(files[index])
            let transcript = try await transcribe(clip, with: recognizer)
            return InputReport(
                input: files[index], transcript: transcript.text,
                audio: InputReport.audio(clip, path: files[index]).merging(words(of: transcript)))
        } show: { report in
            let text = report.transcript ?? ""
            Terminal.print(files.count > 1 ? "\(report.input): \(text)" : text)
        }
    }

    private static func transcribe(_ clip: AudioClip, with recognizer: any SpeechRecognizer) async throws -> Transcript {
        let samples = PCM16.quantize(try clip.resampled(to: .hz16000).samples)
        let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self, bufferingPolicy: .unbounded)
        let utterance = recognizer.open(speaker: SpeakerAdaptation()) { continuation.yield($0) }
        utterance.push(samples)
        utterance.finish()
        for await event in events {
            switch event {
            case .partial, .peeked: continue
            case .final(let transcript): return transcript
            case .failed(let error): throw error
            }
        }
        throw SpeechError.engine(operation: "transcribe", cause: "the recogniser gave no result")
    }

    /// Where in the sound each word lies.
    private static func words(of transcript: Transcript) -> [String: JSONValue?] {
        let words = transcript.words.map { word -> JSONValue in
            [
                "word": .string(word.text), "start_s": .number(Double(word.start) / 16_000), "end_s": .number(Double(word.end) / 16_000),
                "confidence": .number(Double(word.confidence)),
            ]
        }
        return ["confidence": .number(Double(transcript.confidence)), "words": .array(words)]
    }
}
