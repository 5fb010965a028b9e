import Assistant
import Dialogue
import Language
import Memory
import Synchronization
import TestSupport
import Testing

/// Facts that only a language model finds in what people said, drawn after the conversation.
@Suite struct ModelFactsTests {
    private static let answer = """
        {"facts":[{"attribute":"home.city","value":"Leeds","sentence":"They live in Leeds.","standing":"holds","confidence":0.9},
        {"attribute":"job.title","value":"astronaut","sentence":"They are an astronaut.","standing":"holds","confidence":0.9}]}
        """
    private static let remark = "the thing about Leeds is that it has been home for us ever since the flood"

    private static func said(_ text: String, mode: AnswerMode = .llm) -> ReplyRequest {
        var request = Desk.request(text, mode: mode)
        request.caller.person = "ann"
        return request
    }

    private func run(
        _ model: ScriptedModel, say: @escaping @Sendable (String) -> Void = { _ in },
        _ body: (Desk, PersonalMemory, SQLiteMemoryStore) async throws -> Void
    ) async throws {
        let folder = TemporaryFolder("facts")
        let store = try await SQLiteMemoryStore.open(path: folder.file("memory.db"))
        var options = PersonalMemory.Options()
        options.model = model
        let memory = PersonalMemory(store: store, embedder: nil, options: options, say: say)
        let task = Task { await memory.run() }
        let talker = ScriptedModel(Array(repeating: ScriptedModel.says("I see."), count: 40))
        let desk = await Desk(model: talker) { $0.memory = memory }
        try await body(desk, memory, store)
        task.cancel()
        await store.close()
        folder.end()
    }

    @Test("a conversation that has paused is asked about once; what nobody said is not believed")
    func drawn() async throws {
        let model = ScriptedModel([ScriptedModel.says(Self.answer)])
        try await run(model) { desk, memory, store in
            _ = await desk.answer(Self.said(Self.remark))
            await memory.settled()
            await memory.drawFacts(at: .now)
            #expect(model.prompts.isEmpty)
            await memory.drawFacts(at: .now + .seconds(31))
            await memory.drawFacts(at: .now + .seconds(62))
            #expect(model.prompts.count == 1 && "\(model.prompts[0].messages)".contains("ever since the flood"))
            var filter = MemoryFilter()
            filter.kinds = [.fact]
            let facts = try await store.list(filter, of: MemoryOwner(account: "local", person: "ann"), limit: 9, before: nil)
            #expect(facts.map(\.content.text) == ["They live in Leeds."])
            #expect(facts.first?.content.source.origin == .model)
        }
    }

    @Test("what is understood on this machine, asked, or said without a model is nobody else's business")
    func notAsked() async throws {
        let model = ScriptedModel([ScriptedModel.says(Self.answer)])
        try await run(model) { desk, memory, _ in
            _ = await desk.answer(Self.said("I live in Leeds"))
            _ = await desk.answer(Self.said("what is there to see in Leeds on a rainy day"))
            _ = await desk.answer(Self.said(Self.remark, mode: .direct))
            await memory.settled()
            await memory.drawFacts(at: .now + .seconds(120))
            #expect(model.prompts.isEmpty)
        }
    }

    @Test("a model that fails is left alone for a while, and nothing wrong is kept")
    func failing() async throws {
        let gone: [ModelEvent] = [.failed(ModelFailure(.unreachable, "gone"))]
        let model = ScriptedModel([gone, gone, ScriptedModel.says("I cannot do that."), gone])
        let said = Mutex<[String]>([])
        try await run(model, say: { line in said.withLock { $0.append(line) } }) { desk, memory, store in
            for (seconds, lines) in [(31, 1), (62, 1), (400, 1), (800, 1), (1_200, 2)] {
                _ = await desk.answer(Self.said(Self.remark))
                await memory.settled()
                await memory.drawFacts(at: .now + .seconds(seconds))
                #expect(said.withLock { $0.count } == lines, "after \(seconds) seconds: it is said once until it works again")
            }
            #expect(model.prompts.count == 4)
            #expect(said.withLock { $0 }.allSatisfy { $0.contains("unreachable") && !$0.contains("Leeds") })
            var filter = MemoryFilter()
            filter.kinds = [.fact]
            let facts = try await store.list(filter, of: MemoryOwner(account: "local", person: "ann"), limit: 9, before: nil)
            #expect(facts.isEmpty)
        }
    }
}
