internal import Audio
internal import Realtime

enum AskCommand: Command {
    static let name = "ask"
    static let summary = "ask one question, spoken or typed, and get the answer aloud"
    static let guide: Guide? = Guide(
        usage: [
            "FILE.wav [FILE.wav ...] [-o FILE.wav] [--voice NAME] [--why] [--json]",
            "--text \"QUESTION\" [-o FILE.wav] [--voice NAME] [--json]",
        ],
        examples: [
            Guide.Entry("coda ask question.wav", "prints what was understood and the answer"),
            Guide.Entry("coda ask question.wav -o answer.wav", "and writes the answer's sound"),
            Guide.Entry("coda ask --why question.wav", "in real time, and where every millisecond went"),
            Guide.Entry("coda ask --text \"what is 17 times 23\"", "a typed question"),
            Guide.Entry("coda ask --json *.wav", "one JSON object a line, one line a file"),
        ],
        operand: .file("FILE.wav"),
        notes: [.text("A file is one turn: the same session code as the server, on its own clock, as fast as the machine goes.")])
    static let options: [Arguments.Option] = [
        .value("--text", form: .text("TEXT"), summary: "a typed question"), .soundOutput, .voice,
        .flag("--why", summary: "plays the question in real time and tells where the time to the first audible sample went"), .json,
    ]

    static func run(_ arguments: Arguments) async throws {
        let questions = try questions(arguments)
        let inputs = Inputs(schema: "coda.ask/1", names: questions.map(\.name), isJSON: arguments.has("--json"), activity: "Asking")
        let loaded: AssistantEngines
        do { loaded = try await AssistantEngines.load(saysDues: false) } catch let error as CommandLineError {
            inputs.fail(error)
            throw error
        }
        do { try await answer(questions, inputs, arguments, OneTurn(loaded.engines)) } catch {
            await loaded.close()
            throw error
        }
        await loaded.close()
    }

    private static func answer(_ questions: [Question], _ inputs: Inputs, _ arguments: Arguments, _ turn: OneTurn) async throws {
        let path = arguments.value("--output")
        let voice = arguments.value("--voice")
        let explains = arguments.has("--why")
        try await inputs.forEach { index, _ in
            try await answer(questions[index], with: turn, voice: voice, path: path, explains: explains)
        } show: { report in
            Terminal.print("You:  \(report.transcript ?? report.input)")
            Terminal.print("Coda: \(report.reply ?? "")")
            if explains { Terminal.print(LedgerText.of(report.ledger)) }
            if let path { Terminal.say("The answer's sound is in \(path).") }
        }
    }

    private enum Question {
        case text(String)
        case file(String)

        var name: String {
            switch self {
            case .text(let text): text
            case .file(let path): path
            }
        }
    }

    private static func questions(_ arguments: Arguments) throws -> [Question] {
        let files = arguments.positional.map { Question.file($0) }
        guard let text = arguments.value("--text") else {
            guard !files.isEmpty else { throw CommandLineError(.usage, "give a WAV file, or --text \"...\". See: coda ask --help") }
            guard files.count == 1 || arguments.value("--output") == nil else {
                throw CommandLineError(.usage, "-o goes with one question; there are \(files.count) files.")
            }
            return files
        }
        guard !arguments.has("--why") else {
            throw CommandLineError(.usage, "--why goes with a spoken question: a typed one has no end of speech.")
        }
        guard files.isEmpty else { throw CommandLineError(.usage, "give either a file or --text, not both.") }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw CommandLineError(.input, "--text is empty: there is nothing to answer.")
        }
        return [.text(text)]
    }

    private static func answer(_ question: Question, with turn: OneTurn, voice: String?, path: String?, explains: Bool) async throws
        -> InputReport
    {
        let asked: OneTurn.Question =
            switch question {
            case .text(let text): .text(text)
            case .file(let path): .sound(try readSound(path))
            }
        let answer: OneTurn.Answer
        do {
            if explains, case .sound(let sound) = asked {
                answer = try await turn.live(sound, voice: voice)
            } else {
                answer = try await turn.answer(asked, voice: voice)
            }
        } catch { throw explain(error, question.name) }
        if let path { try writeSound(answer.sound, to: path) }
        return InputReport(
            input: question.name, transcript: answer.transcript, reply: answer.reply,
            audio: InputReport.audio(answer.sound, path: path), ledger: answer.ledger)
    }

    private static func explain(_ error: any Error, _ name: String) -> CommandLineError {
        switch error {
        case OneTurn.Failure.refused(let message), OneTurn.Failure.failed(let message):
            CommandLineError(.engine, "\(name): \(message)")
        case OneTurn.Failure.endless: CommandLineError(.engine, "\(name): the answer did not end.")
        default: CommandLineError(.engine, "\(name): \(error)")
        }
    }
}
