import Assistant
import Configuration
import Dialogue
import Language
import Synchronization
import TestSupport
import Testing
import Tools
import Wire

/// Nothing is done twice, nothing without a yes that was meant for it, and no answer of one person's goes to another.
@Suite struct CallSafetyTests {
    private static func delete() -> TestTool {
        TestTool("files.delete", risk: .destructive, parameters: ["type": "object", "properties": ["name": ["type": "string"]]]) {
            _ throws(ToolFailure) in
            ToolOutput(["deleted": true], speech: "It is gone.")
        }
    }

    @Test("a yes that comes after another turn was not meant for the question before it")
    func staleYes() async throws {
        let tool = Self.delete()
        let model = ScriptedModel([
            ScriptedModel.calls(("files_delete", "{}")), ScriptedModel.says("It may rain."), ScriptedModel.says("Good."),
        ])
        let desk = await Desk(model: model, tools: [tool])
        let question = try #require(await desk.answer(Desk.request("delete all of my files")).memo)
        let between = await desk.answer(Desk.request("will it rain over there", memo: question))
        #expect(between.text == "It may rain.")
        _ = await desk.answer(Desk.request("yes please do", memo: between.memo ?? question))
        #expect(tool.calls.isEmpty)
    }

    @Test("what is agreed to is what the model wrote, however loosely")
    func looseArguments() async throws {
        let tool = Self.delete()
        let model = ScriptedModel([ScriptedModel.calls(("files_delete", "{\"name\": \"old.txt\",}"))])
        let desk = await Desk(model: model, tools: [tool])
        let memo = try #require(await desk.answer(Desk.request("delete that old file there")).memo)
        let answer = await desk.answer(Desk.request("yes please do", memo: memo))
        #expect(answer.text == "It is gone.")
        #expect(tool.calls == [["name": "old.txt"]])
    }

    @Test("calls of one tool in two rounds are two calls")
    func keysOfRounds() async {
        let keys = Mutex<[String]>([])
        let tool = KeyedTool { key in keys.withLock { $0.append(key) } }
        let model = ScriptedModel([
            ScriptedModel.calls(("list_add", "{\"item\":\"tea\"}")), ScriptedModel.calls(("list_add", "{\"item\":\"milk\"}")),
            ScriptedModel.says("Both."),
        ])
        _ = await Desk(model: model, tools: [tool]).answer(Desk.request("put tea and milk on the list"))
        let seen = keys.withLock { $0 }
        #expect(seen.count == 2 && Set(seen).count == 2)
    }

    @Test("a model that fails after its calls leaves them at that: the intents do not make them again")
    func failedAfterCalls() async {
        let tool = TestTool("clock.now") { _ throws(ToolFailure) in ToolOutput(["time": "15:04"]) }
        let model = ScriptedModel([ScriptedModel.calls(("clock_now", "{}")), [.failed(ModelFailure(.serverError, "500"))]])
        let reply = await Desk(model: model, tools: [tool]).answer(Desk.request("what time is it"))
        #expect(!reply.text.contains("3:04") && !reply.text.isEmpty && reply.isFinished)
    }

    @Test("in its last round a model may call nothing more, and the person hears something")
    func lastRound() async {
        let tool = TestTool("clock.now") { _ throws(ToolFailure) in ToolOutput([:]) }
        let model = ScriptedModel(Array(repeating: ScriptedModel.calls(("clock_now", "{}")), count: 9))
        let desk = await Desk(model: model, tools: [tool]) { $0.settings.rounds = 3 }
        let reply = await desk.answer(Desk.request("go on forever and ever"))
        #expect(model.prompts.map(\.choice) == [.auto, .auto, .none])
        #expect(!reply.text.isEmpty && reply.isFinished)
    }

    @Test("an answer made for somebody who is known, or after other turns, is not kept for everybody")
    func personalCache() async {
        let model = ScriptedModel([ScriptedModel.says("Paris, Ada."), ScriptedModel.says("Rome."), ScriptedModel.says("Paris.")])
        let desk = await Desk(model: model)
        var named = Desk.request("what is the capital of France")
        named.personName = "Ada"
        _ = await desk.answer(named)
        var later = Desk.request("what is the capital of Italy")
        later.history = [Exchange(user: "hello", assistant: "Hello.")]
        _ = await desk.answer(later)
        #expect(await desk.answer(Desk.request("what is the capital of France")).text == "Paris.")
        #expect(model.prompts.count == 3)
    }

    @Test("what a call did that the person spoke into is not done again when they repeat themselves")
    func repeatedAfterBargeIn() async {
        let (began, go) = (Gate(), Gate())
        let parameters: JSONValue = [
            "type": "object", "properties": ["list": ["type": "string"], "items": ["type": "array", "items": ["type": "string"]]],
        ]
        let tool = TestTool("list.add", risk: .write, isIdempotent: false, parameters: parameters) { _ throws(ToolFailure) in
            began.open()
            // Pays no heed to being cancelled.
            await Task { await go.passed() }.value
            return ToolOutput(["added": true], speech: "It is on the list.")
        }
        let packs = await IntentStore.open(LayeredFolders([TestData.packageFolder + "/share/intents"])).store
        var parts = AssistantParts(intents: packs)
        parts.executor = ToolExecutor(ToolRegistry([tool]))
        let desk = Desk(Assistant(parts))
        var wish = Desk.request("put milk on my shopping list", mode: .direct)
        let job = desk.assistant.reply(to: wish) { _ in }
        await began.passed()
        job.cancel()
        go.open()
        wish.now.second += 3
        let again = await desk.answer(wish)
        #expect(tool.calls.count == 1)
        #expect(again.isFinished && !again.text.isEmpty)
        wish.now.second += 3
        _ = await desk.answer(wish)
        #expect(tool.calls.count == 2, "once they have heard of it, it is another wish")
    }

    @Test("a yes that turned out to be the beginning of a sentence can be said again")
    func withdrawnYes() async throws {
        let tool = Self.delete()
        let executor = ToolExecutor(ToolRegistry([tool]))
        let context = ToolContext(
            account: "a", session: "s", now: CivilTime(year: 2026, month: 11, day: 21, weekday: 6, hour: 15, minute: 4, second: 0),
            idempotencyKey: "k")
        let asked = await executor.call(ToolCall("files.delete", .value([:])), context)
        let token = try #require(asked.confirmation).token
        let turn = Commitment.pending()
        turn.settle(false)
        let early = await executor.call(ToolCall("files.delete", .value([:]), consent: token), context, commitment: turn)
        #expect(early.code == "withdrawn" && tool.calls.isEmpty)
        let late = await executor.call(ToolCall("files.delete", .value([:]), consent: token), context)
        #expect(late.output != nil && tool.calls.count == 1)
    }
}

/// Tells of the key each call comes with.
private struct KeyedTool: AssistantTool {
    let definition = ToolDefinition(
        name: "list.add", summary: "Adds to a list.", parameters: ["type": "object", "properties": ["item": ["type": "string"]]],
        risk: .write)
    let see: @Sendable (String) -> Void

    func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        see(context.idempotencyKey)
        return ToolOutput([:])
    }
}
