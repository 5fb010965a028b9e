internal import Audio
internal import Glibc
internal import Realtime
internal import Speech
internal import Wire

enum AskCommand: Command {
    static let name = "ask"
    static let summary = "ask one question, spoken or typed, and get the answer aloud"
    static let help = """
        Usage: coda ask FILE.wav [FILE.wav ...] [-o ANSWER.wav] [--voice NAME] [--json]
               coda ask --text "QUESTION"       [-o ANSWER.wav] [--voice NAME] [--json]

        Examples:
          coda ask question.wav                  prints what was understood and the answer
          coda ask question.wav -o answer.wav    and writes the answer's sound
          coda ask --text "what is 17 times 23"
          coda ask --json *.wav                  one JSON object a line, one line a file

        Options:
          --text TEXT      a typed question
          -o, --output F   write the answer's sound as WAV (16 kHz, 16 bit, mono)
          --voice NAME     slt, rms or kal16
          --json           one object a question on standard output:
                           {schema, input, transcript, reply, audio, ledger, error}

        A file is one turn: the same session code as the server, on its own clock, as fast as the machine goes.
        """
    static let options: [Arguments.Option] = [.value("--text"), .value("--output", "-o"), .value("--voice"), .flag("--json")]

    static func run(_ arguments: Arguments) async throws {
        let inputs = try questions(arguments)
        let engines = try await loadEngines()
        let voice = arguments.value("--voice")
        if let voice, !engines.synthesizer.voices.contains(voice) {
            throw CommandLineError(
                .usage, "there is no voice \"\(voice)\"; use one of \(engines.synthesizer.voices.joined(separator: ", ")).")
        }
        let turn = OneTurn(engines)
        var failure: CommandLineError?
        for input in inputs {
            do {
                let answer = try await turn.answer(try question(input), voice: voice)
                let path = arguments.value("--output")
                if let path { try writeSound(answer.sound, to: path) }
                show(answer, of: input, path, asJSON: arguments.has("--json"))
            } catch {
                let problem = explain(error, input)
                failure = problem
                if arguments.has("--json") {
                    Terminal.print(object(of: input, answer: nil, audio: .null, error: problem.message).text)
                } else if inputs.count > 1 {
                    Terminal.say("coda: \(problem.message)")
                }
            }
        }
        if let failure {
            // With several files each failure was told beside its file.
            throw inputs.count > 1 ? CommandLineError(failure.code, "not every question could be answered.") : failure
        }
    }

    private enum Input {
        case text(String)
        case file(String)

        var name: String {
            switch self {
            case .text(let text): text
            case .file(let path): path
            }
        }
    }

    private static func questions(_ arguments: Arguments) throws -> [Input] {
        let files = arguments.positional.map { Input.file($0) }
        guard let text = arguments.value("--text") else {
            guard !files.isEmpty else { throw CommandLineError(.usage, "give a WAV file, or --text \"...\". See: coda ask --help") }
            guard files.count == 1 || arguments.value("--output") == nil else {
                throw CommandLineError(.usage, "-o goes with one question; there are \(files.count) files.")
            }
            return files
        }
        guard files.isEmpty else { throw CommandLineError(.usage, "give either a file or --text, not both.") }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw CommandLineError(.input, "--text is empty: there is nothing to answer.")
        }
        return [.text(text)]
    }

    private static func question(_ input: Input) throws -> OneTurn.Question {
        switch input {
        case .text(let text): .text(text)
        case .file(let path): .sound(try readSound(path))
        }
    }

    private static func explain(_ error: any Error, _ input: Input) -> CommandLineError {
        switch error {
        case let error as CommandLineError: error
        case OneTurn.Failure.refused(let message), OneTurn.Failure.failed(let message):
            CommandLineError(.engine, "\(input.name): \(message)")
        case OneTurn.Failure.endless: CommandLineError(.engine, "\(input.name): the answer did not end.")
        default: CommandLineError(.engine, "\(input.name): \(error)")
        }
    }

    private static func show(_ answer: OneTurn.Answer, of input: Input, _ path: String?, asJSON: Bool) {
        let seconds = Double(answer.sound.samples.count) / Double(answer.sound.rate.hertz)
        if asJSON {
            let audio: JSONValue = [
                "path": path.map { .string($0) } ?? .null, "seconds": .number(seconds), "sample_rate": .integer(answer.sound.rate.hertz),
                "peak": .number(Double(answer.sound.samples.map(abs).max() ?? 0)),
            ]
            Terminal.print(object(of: input, answer: answer, audio: audio, error: nil).text)
            return
        }
        Terminal.print("You:  \(answer.transcript ?? input.name)")
        Terminal.print("Coda: \(answer.reply)")
        if let path { Terminal.say("The answer's sound is in \(path).") }
    }

    private static func object(of input: Input, answer: OneTurn.Answer?, audio: JSONValue, error: String?) -> JSONValue {
        [
            "schema": "coda.ask/1", "input": .string(input.name), "transcript": answer?.transcript.map { .string($0) } ?? .null,
            "reply": answer.map { .string($0.reply) } ?? .null, "audio": audio, "ledger": answer?.ledger ?? .null,
            "error": error.map { .string($0) } ?? .null,
        ]
    }
}
