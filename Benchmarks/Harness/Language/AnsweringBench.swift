internal import Assistant
internal import Dialogue
internal import Language
internal import Realtime
internal import Tools

/// Each way to answer with a scripted model over HTTP: the first audible sample of a session's reply, and what the assistant adds to the model's
/// first word.
struct AnsweringBench {
    let settings: BenchSettings
    let progress: Bench.Progress

    private static let modes: [AnswerMode] = [.llm, .hybrid, .adaptive]

    func run(into report: inout BenchReport) async throws {
        progress("loading the engines")
        var options = EngineOptions()
        options.recognizerSlots = 1
        var assistant = AssistantOptions()
        assistant.waitsForLearning = true
        let registry = ToolRegistry()
        registry.replace(source: "built-in", with: BuiltInTools.all(sandbox: nil))
        assistant.executor = ToolExecutor(registry)
        // The same answer twice would be no measurement.
        assistant.cache.policy = .off
        let engines: Engines
        do { engines = try await Engines.load(from: settings.home, options: options, assistant: assistant) } catch {
            throw BenchError("\(error)")
        }
        guard let parts = engines.assistant?.parts else { throw BenchError("the engines have no assistant.") }
        if parts.embedder == nil { report.notes.append("the sentence model is not installed: intents were told apart by words alone") }

        for streams in [1, 10, 50] {
            progress("the assistant with \(streams) sessions")
            try await AssistantDelay(parts: parts, streams: streams, rounds: rounds(streams)).measure(into: &report)
        }
        try await measureFirstAudible(engines, parts, into: &report)
        report.notes += [
            "assistant_added: from a request to the assistant to its arrival at the scripted model, and from the model's writing of its first word "
                + "to the reply's first text; the sessions ask evenly spread over \(AssistantDelay.milliseconds(between: 1)) ms each "
                + "(50: \(AssistantDelay.milliseconds(between: 50)) ms), and again",
            "first_audible: from a written turn's arrival at a session to the first audible sample (20 ms frame above -40 dBFS) of its reply, as it plays; "
                + "model_200 and model_1000 wait so many ms before their first word, then say one each \(PacedModelServer.pause); "
                + "every session is new, so that hybrid's opening is the same each time and comes out of the synthesiser's cache after the first",
        ]
    }

    private func rounds(_ streams: Int) -> Int { max(3, (settings.isQuick ? 20 : 200) / streams) }

    // MARK: The first audible word

    private func measureFirstAudible(_ engines: Engines, _ parts: AssistantParts, into report: inout BenchReport) async throws {
        let listener = AudibleSession.Listener()
        defer { listener.stop() }
        let count = settings.isQuick ? 5 : 30
        var failed: [AnswerMode: Int] = [:]
        for delay in [200, 1_000] {
            let server = try PacedModelServer(first: .milliseconds(delay), script: Self.answer)
            defer { server.stop() }
            let model = CompletionModel([ModelEndpoint(name: "paced", url: server.url, model: "paced")])
            let assistants = Self.modes.map { mode in (mode, Self.assistant(parts, mode, model)) }
            var heard: [AnswerMode: [Double]] = [:]
            for sample in 0..<count {
                progress("model of \(delay) ms, \(sample + 1) of \(count)")
                for (mode, assistant) in assistants {
                    let question = "Why do so many people move to \(Self.towns[sample % Self.towns.count])?"
                    guard let time = await first(question, assistant, engines, listener) else {
                        failed[mode, default: 0] += 1
                        continue
                    }
                    heard[mode, default: []].append(time)
                }
            }
            for (mode, assistant) in assistants {
                report.add("\(mode.rawValue)_first_audible_ms.model_\(delay)", heard[mode] ?? [])
                tell(assistant.parts.tally, "\(mode.rawValue).model_\(delay)", into: &report)
            }
        }
        let direct = Self.assistant(parts, .direct, nil)
        var heard: [Double] = []
        for sample in 0..<count {
            guard let time = await first("What is \(17 + 13 * sample) plus 29?", direct, engines, listener) else {
                failed[.direct, default: 0] += 1
                continue
            }
            heard.append(time)
        }
        report.add("direct_first_audible_ms", heard)
        for mode in Self.modes + [.direct] { report["first_audible_failed.\(mode.rawValue)"] = Double(failed[mode] ?? 0) }
    }

    private func first(
        _ question: String, _ assistant: Assistant, _ engines: Engines, _ listener: AudibleSession.Listener
    ) async -> Double? {
        var engines = engines
        engines.responder = assistant
        return await AudibleSession(engines, listener).firstAudible(of: question)
    }

    private static func assistant(_ parts: AssistantParts, _ mode: AnswerMode, _ model: (any LanguageModel)?) -> Assistant {
        var own = AssistantParts(intents: parts.intents)
        own.executor = parts.executor
        own.embedder = parts.embedder
        own.cache = ResponseCache(parts.cache.settings)
        own.settings = parts.settings
        own.settings.mode = mode
        own.model = model
        return Assistant(own)
    }

    /// Which ways were taken, as shares of the turns.
    private func tell(_ tally: AssistantTally, _ name: String, into report: inout BenchReport) {
        let routes = tally.byRoute
        let all = routes.values.reduce(0, +)
        for way in Route.Way.allCases {
            let taken = routes.filter { $0.key.way == way }.values.reduce(0, +)
            report["way_share.\(name).\(way.rawValue)"] = all == 0 ? 0 : Double(taken) / Double(all)
        }
    }

    /// No two answers are alike: the synthesiser keeps what it has said.
    @Sendable private static func answer(_ number: Int) -> [String] {
        let text = "About \(number + 11) of every hundred people go there for work. Many others follow their friends and family."
        return text.split(separator: " ").map { $0 + " " }
    }

    private static let towns = [
        "Lisbon", "Oslo", "Vienna", "Boston", "Toronto", "Seattle", "Madrid", "Dublin", "Berlin", "Chicago", "Denver", "Helsinki", "Milan",
        "Osaka", "Sydney", "Prague", "Geneva", "Austin", "Glasgow", "Hamburg", "Turin", "Kyoto", "Bergen", "Porto", "Quebec", "Dallas",
        "Zurich", "Naples", "Bristol", "Munich",
    ]
}
