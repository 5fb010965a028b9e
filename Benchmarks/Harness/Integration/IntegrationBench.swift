internal import Assistant
internal import Dialogue
internal import Inference
internal import Language
internal import Memory
internal import Personality
internal import Realtime
internal import Tools

/// `bench integration`: turns that need several parts at once, through the whole assistant: from the transcript to the last word of the reply.
struct IntegrationBench {
    let settings: BenchSettings
    let progress: Bench.Progress

    /// People who speak at the same time where operations a second are counted.
    private static let people = 8
    private var memoriesEach: Int { settings.isQuick ? 400 : 1_000 }

    func run() async throws -> BenchReport {
        var report = BenchReport("integration", settings)
        progress("integration: loading")
        let folder = try ScratchFolder("bench-integration")
        let store: SQLiteMemoryStore
        do { store = try await SQLiteMemoryStore.open(path: folder.path + "/memory.db") } catch { throw BenchError("\(error)") }
        let assistant = try await load(store)
        let learning = Task { await assistant.learn() }
        defer { learning.cancel() }
        let corpus = MemoryCorpus(seed: settings.seed, people: Self.people)
        for person in 0..<Self.people {
            let owner = IntegrationTurn.owner(person)
            _ = try await store.add(corpus.contents(of: person, count: memoriesEach), for: owner, at: corpus.time(memoriesEach))
            _ = try await assistant.parts.memory?.remember(
                "I live in \(IntegrationTurn.town(person))", of: owner, session: "bench", now: IntegrationTurn.noon, at: .now)
        }
        progress("integration: making the vectors of \(Self.people * memoriesEach) memories")
        await assistant.parts.memory?.embedded()
        for pair in IntegrationTurn.Pair.allCases { try await measure(pair, assistant, &report) }
        await store.close()
        report.notes += [
            "ms: one person alone, from the end of the turn to the end of the reply's text; what is learnt of it is written meanwhile, durably",
            "ms: as in speech, whose last words are heard before the turn is over: the search begun for them has ended; typed_ms: nothing was heard before",
            "per_s: \(Self.people) people at once, each the next turn after the last reply, with no time between words and turn; "
                + "\(memoriesEach) memories each with vectors",
            "reliability_share: replies that are right: the town they live in, the sum, an acknowledgement",
            "voice_memory: \"where do I live\"; voice_personality: \"shorter please\" and thanks; voice_tools: a sum; "
                + "memory_personality: what a prompt is told, recall and manner, without a reply; all: these in turn",
            "no sound: recognition and synthesis are `turn`'s; the other does not say what its operations are",
        ]
        return report
    }

    private func load(_ store: SQLiteMemoryStore) async throws -> Assistant {
        guard let embedder = Engines.loadEmbedder(from: settings.home) else {
            throw BenchError("the sentence model is not installed: run make models.")
        }
        let registry = ToolRegistry()
        registry.replace(source: ToolRegistry.builtIn, with: BuiltInTools.all(sandbox: nil))
        var options = AssistantOptions()
        options.waitsForLearning = true
        options.executor = ToolExecutor(registry)
        options.memories = store
        options.persona = Persona()
        options.settings.mode = .direct
        // The same answer twice would be no measurement.
        options.cache.policy = .off
        return await Assistant.load(home: settings.home.path, embedder: embedder, options: options).assistant
    }

    private func measure(_ pair: IntegrationTurn.Pair, _ assistant: Assistant, _ report: inout BenchReport) async throws {
        progress("integration: \(pair.rawValue)")
        let alone = settings.isQuick ? 200 : 2_000
        for index in 0..<20 { _ = await IntegrationTurn(pair, person: 0, index: index).run(assistant, .typed) }
        var right = 0
        for (arrival, name) in [(IntegrationTurn.Arrival.spoken, "ms"), (.typed, "typed_ms")] {
            var times: [Double] = []
            for index in 0..<alone {
                // Sums that were not asked for before.
                let turn = IntegrationTurn(pair, person: index % Self.people, index: arrival == .spoken ? index : alone + index)
                let outcome = await turn.run(assistant, arrival)
                times.append(outcome.milliseconds)
                right += outcome.isRight ? 1 : 0
            }
            report.add("\(pair.rawValue)_\(name)", times)
        }
        let each = (settings.isQuick ? 800 : 16_000) / Self.people
        let start = ContinuousClock.now
        right += await withTaskGroup(of: Int.self) { group in
            for person in 0..<Self.people {
                group.addTask {
                    var right = 0
                    for index in 0..<each {
                        let turn = IntegrationTurn(pair, person: person, index: 2 * alone + index)
                        if await turn.run(assistant, .hurried).isRight { right += 1 }
                    }
                    return right
                }
            }
            return await group.reduce(0, +)
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        report["\(pair.rawValue)_per_s"] = Double(each * Self.people) / seconds
        report["\(pair.rawValue)_reliability_share"] = Double(right) / Double(2 * alone + each * Self.people)
        // What is left to learn must not run beside the next.
        await assistant.parts.memory?.settled()
    }
}
