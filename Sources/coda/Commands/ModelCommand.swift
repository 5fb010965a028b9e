internal import Configuration
internal import Language
internal import Resources
internal import Wire

enum ModelCommand: Command {
    static let name = "model"
    static let summary = "ask the language model of the settings, and tell how it does"
    static let guide: Guide? = Guide(
        usage: ["check [--config FILE] [--url URL] [--model NAME] [--text \"QUESTION\"] [--json]"],
        examples: [
            Guide.Entry("coda model check", "one question to the model of the settings"),
            Guide.Entry("coda model check --url http://127.0.0.1:8080/v1", "to another server"),
        ],
        operand: .choice("ACTION", ["check"]),
        notes: [.text("Three requests: two with the same beginning, which a server's cache of prompts shows in, and one with a tool.")])
    static let options: [Arguments.Option] = [
        .settingsFile,
        .value("--url", form: .text("URL"), summary: "base address of the server, instead of model.url"),
        .value("--model", form: .text("NAME"), summary: "name of the model, instead of model.name"),
        .value("--text", form: .text("QUESTION"), summary: "what is asked", default: "Say hello."), .json,
    ]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional == ["check"] else { throw CommandLineError(.usage, "use check. See: coda model --help") }
        var settings = try loadSettings(arguments.value("--config")).model
        if let url = arguments.value("--url") {
            settings.url = url
            settings.fallbackURLs = []
        }
        if let name = arguments.value("--model") { settings.name = name }
        guard let model = CompletionModel(settings, environment: ProcessEnvironment.variables) else {
            throw CommandLineError(.usage, "no language model is set: give model.url in the settings, or --url.")
        }
        let question = arguments.value("--text") ?? "Say hello."
        let instructions = "You are a voice assistant. Answer in one short sentence. " + String(repeating: "Be kind and brief. ", count: 20)
        var prompt = ModelPrompt(messages: [.system(instructions), .user(question)], maximumTokens: 32, temperature: 0)
        let first = try await ask(model, prompt)
        prompt.messages += [.assistant(text: first.text, calls: []), .user("And once more.")]
        let second = try await ask(model, prompt)
        let time = ModelPrompt.Function(name: "get_time", summary: "Gives the time.", parameters: #"{"type":"object","properties":{}}"#)
        let calling = ModelPrompt(
            messages: [.user("What time is it? Use the tool.")], functions: [time], choice: .required, maximumTokens: 32, temperature: 0)
        // A server that answers, but takes no tools, is told of and no more.
        var calls = false
        var refusal: String?
        do {
            calls = try await ask(model, calling).calls.contains("get_time")
        } catch let error as CommandLineError {
            refusal = error.message
        }
        if arguments.has("--json") {
            let object: JSONValue = [
                "schema": "coda.model/1", "first": first.object, "second": second.object, "tool_calls": .bool(calls),
                "tool_calls_refused": refusal.map { .string($0) } ?? .null,
            ]
            return Terminal.print(object.text)
        }
        Terminal.print(first.line("First answer"))
        Terminal.print(second.line("Second answer"))
        Terminal.print("Tool calls:     " + (refusal.map { "refused: \($0)" } ?? (calls ? "yes" : "not made")))
    }

    private struct Answer {
        var text = ""
        var calls: [String] = []
        var usage: ModelUsage?
        var firstMilliseconds: Int?
        var milliseconds = 0

        var object: JSONValue {
            [
                "first_ms": firstMilliseconds.map(JSONValue.integer) ?? .null, "total_ms": .integer(milliseconds),
                "input_tokens": .integer(usage?.input ?? 0), "cached_tokens": .integer(usage?.cachedInput ?? 0),
                "output_tokens": .integer(usage?.output ?? 0), "estimated": .bool(usage?.isEstimated ?? true),
                "cost": .number(usage?.cost ?? 0), "characters": .integer(text.count),
            ]
        }

        func line(_ title: String) -> String {
            let first = firstMilliseconds.map { "first word after \($0) ms, " } ?? "no words, "
            let tokens = usage.map { "\($0.input) tokens read (\($0.cachedInput) known before), \($0.output) written" } ?? "no tokens"
            let padded = title + ":" + String(repeating: " ", count: max(1, 15 - title.count))
            return padded + first + "all after \(milliseconds) ms; " + tokens + (usage?.isEstimated == true ? ", estimated" : "")
        }
    }

    private static func ask(_ model: CompletionModel, _ prompt: ModelPrompt) async throws -> Answer {
        var answer = Answer()
        let begin = CoarseClock.milliseconds
        // An answer has an end, and its pieces are few.
        let (events, continuation) = AsyncStream.makeStream(of: ModelEvent.self, bufferingPolicy: .unbounded)
        let job = model.stream(prompt) { event in
            continuation.yield(event)
            switch event {
            case .finished, .failed: continuation.finish()
            default: break
            }
        }
        defer { job.cancel() }
        for await event in events {
            switch event {
            case .text(let text):
                if answer.firstMilliseconds == nil { answer.firstMilliseconds = CoarseClock.milliseconds - begin }
                answer.text += text
            case .callBegan(_, _, let name): answer.calls.append(name)
            case .usage(let usage): answer.usage = usage
            case .failed(let failure): throw CommandLineError(.network, failure.description)
            case .switchedEndpoint(let name, let reason): Terminal.say("coda: \(reason); asking \(name).")
            case .reasoning, .callArguments, .finished: break
            }
        }
        answer.milliseconds = CoarseClock.milliseconds - begin
        return answer
    }
}
