import Assistant
import Dialogue
import Inference
import Language
import Memory
import Personality
import TestSupport
import Testing
import Tools

/// What people tell Coda of themselves is there in later conversations, and goes when they want it gone.
@Suite struct PersonalTests {
    /// An assistant over a store in a folder of its own, which goes with it.
    private final class Home {
        private let folder = TemporaryFolder("personal")
        let store: SQLiteMemoryStore
        let memory: PersonalMemory
        let manners: PersonalManners
        private let tasks: [Task<Void, Never>]

        init() async throws {
            store = try await SQLiteMemoryStore.open(path: folder.file("memory.db"))
            let (memory, manners) = (PersonalMemory(store: store, embedder: nil), PersonalManners(store: store))
            self.memory = memory
            self.manners = manners
            tasks = [Task { await memory.run() }, Task { await manners.run() }]
        }

        func desk(model: ScriptedModel? = nil) async -> Desk {
            await Desk(model: model) { [memory, manners] parts in
                parts.memory = memory
                parts.manners = manners
                parts.executor = ToolExecutor(ToolRegistry(MemoryTools.all(memory)))
            }
        }

        func count() async throws -> Int { try await store.statistics(of: nil).memories }

        func end() async {
            for task in tasks { task.cancel() }
            await store.close()
            folder.end()
        }
    }

    private static func said(_ text: String, by person: String = "ann", mode: AnswerMode = .direct, memo: String = "") -> ReplyRequest {
        var request = Desk.request(text, mode: mode, memo: memo)
        request.caller.person = person
        return request
    }

    @Test("what somebody says of themselves answers them later, and nobody else")
    func remembered() async throws {
        let home = try await Home()
        let desk = await home.desk()
        _ = await desk.answer(Self.said("I live in Leeds"))
        await home.memory.settled()
        #expect(await desk.answer(Self.said("where do I live")).text == "You live in Leeds.")
        #expect(!(await desk.answer(Self.said("where do I live", by: "ben")).text.contains("Leeds")))
        _ = await desk.answer(Self.said("I moved to York"))
        await home.memory.settled()
        let now = await desk.answer(Self.said("where do I live")).text
        #expect(now.contains("York") && !now.contains("Leeds"))
        #expect(await desk.answer(Self.said("what do you know about me")).text.contains("York"))
        await home.end()
    }

    @Test("a turn that is not over teaches nothing, and one that is teaches once")
    func speculation() async throws {
        let home = try await Home()
        let desk = await home.desk()
        var request = Self.said("I live in Leeds")
        request.isSpeculative = true
        let withdrawn = desk.assistant.reply(to: request) { _ in }
        withdrawn.cancel()
        await home.memory.settled()
        #expect(try await home.count() == 0)
        let counted = desk.assistant.reply(to: request) { _ in }
        counted.commit()
        counted.commit()
        await home.memory.settled()
        #expect(try await home.count() == 1)
        await home.end()
    }

    @Test("everything is forgotten only after a yes, and what was said last at once")
    func forgotten() async throws {
        let home = try await Home()
        let desk = await home.desk()
        _ = await desk.answer(Self.said("remember that my locker is number nine"))
        _ = await desk.answer(Self.said("remember that I am vegetarian"))
        #expect(try await home.count() == 2)
        _ = await desk.answer(Self.said("forget that"))
        #expect(try await home.count() == 1)
        let question = await desk.answer(Self.said("forget everything about me"))
        #expect(question.text.contains("?"))
        #expect(try await home.count() == 1)
        let answer = await desk.answer(Self.said("yes", memo: question.memo ?? ""))
        #expect(answer.text.contains("forgotten"))
        #expect(try await home.count() == 0)
        await home.end()
    }

    @Test("a language model is told what is remembered, and how the person likes to be spoken to")
    func prompted() async throws {
        let home = try await Home()
        let model = ScriptedModel([ScriptedModel.says("Try the tapas place."), ScriptedModel.says("Fine.")])
        let desk = await home.desk(model: model)
        _ = await desk.answer(Self.said("remember that I am allergic to nuts"))
        await home.manners.run(untilHeard: Self.said("please always answer very briefly"), desk)
        _ = await desk.answer(Self.said("which restaurant is good for somebody allergic to nuts", mode: .llm))
        let told = model.prompts.last.map { "\($0.messages)" } ?? ""
        #expect(told.contains("allergic to nuts") && told.contains("Answer in one"))
        await home.end()
    }

    @Test("how many memories a reply had to go by is told, where any were looked for, and none of their words")
    func counted() async throws {
        let home = try await Home()
        let model = ScriptedModel([ScriptedModel.says("Try the tapas place."), ScriptedModel.says("It is green.")])
        let desk = await home.desk(model: model)
        _ = await desk.answer(Self.said("I live in Leeds"))
        await home.memory.settled()
        #expect(await desk.answer(Self.said("where do I live")).notes("memory.used") == ["{\"count\":1}"])
        #expect(await desk.answer(Self.said("what is 6 times 7")).notes("memory.used").isEmpty)
        let found = await desk.answer(Self.said("which restaurant is good in Leeds where I live", mode: .llm))
        #expect(found.notes("memory.used") == ["{\"count\":1}"])
        let none = await desk.answer(Self.said("which colour has grass", by: "ben", mode: .llm))
        #expect(none.notes("memory.used") == ["{\"count\":0}"])
        await home.end()
        let forgetful = await Desk(model: ScriptedModel([ScriptedModel.says("It is green.")]))
        #expect(await forgetful.answer(Self.said("which colour has grass", mode: .llm)).notes("memory.used").isEmpty)
    }

    @Test("a wish about the manner is acknowledged without a model, and can be explained")
    func manner() async throws {
        let home = try await Home()
        let desk = await home.desk()
        let answer = await desk.answer(Self.said("shorter please"))
        #expect(!answer.text.isEmpty && answer.isFinished)
        #expect(await desk.answer(Self.said("why are you so brief with me")).isFinished)
        await home.end()
    }
}

extension PersonalManners {
    /// Waits until what somebody says has changed what is known of them.
    fileprivate func run(untilHeard request: ReplyRequest, _ desk: Desk) async {
        let owner = MemoryOwner(account: request.caller.account, person: request.caller.person ?? "")
        let before = await personality(of: owner)
        _ = await desk.answer(request)
        let deadline = ContinuousClock.now + .seconds(20)
        while await personality(of: owner) == before, ContinuousClock.now < deadline { await Task.yield() }
    }
}
