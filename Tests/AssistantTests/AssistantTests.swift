import Assistant
import Dialogue
import Language
import Synchronization
import Testing
import Tools
import Wire

@Suite struct AssistantTests {
    /// Whether a memo holds an open question.
    static func question(in memo: String?) -> Bool {
        guard let memo, let value = try? JSONValue.parse(Array(memo.utf8)) else { return false }
        return value["question"] != nil
    }

    @Test("nothing with side effects is done for a turn that may not be over, and all of it once it is")
    func speculation() async {
        let tool = TestTool("list.add", risk: .write) { _ throws(ToolFailure) in ToolOutput(["count": 1]) }
        let model = ScriptedModel([ScriptedModel.calls(("list_add", "{}")), ScriptedModel.says("Added.")])
        let desk = await Desk(model: model, tools: [tool])
        var request = Desk.request("put tea on my shopping list now")
        request.isSpeculative = true
        let called = Gate()
        let (stream, continuation) = AsyncStream.makeStream(of: ReplyEvent.self)
        let job = desk.assistant.reply(to: request) { event in
            if case .note(let note) = event, note.kind == "tool.called" { called.open() }
            continuation.yield(event)
            if case .finished = event { continuation.finish() }
        }
        await called.passed()
        #expect(tool.calls.isEmpty)
        job.commit()
        var text = ""
        for await event in stream { if case .text(let piece) = event { text += piece } }
        #expect(tool.calls.count == 1 && text == "Added.")
    }

    @Test("a speculation that is withdrawn has done nothing, says nothing more, and lets go of the model")
    func withdrawn() async {
        let tool = TestTool("list.add", risk: .write) { _ throws(ToolFailure) in ToolOutput(["count": 1]) }
        let model = ScriptedModel([ScriptedModel.calls(("list_add", "{}")), ScriptedModel.says("Added.")])
        let desk = await Desk(model: model, tools: [tool])
        var request = Desk.request("put tea on my shopping list now")
        request.isSpeculative = true
        let called = Gate()
        let events = Mutex<[ReplyEvent]>([])
        let job = desk.assistant.reply(to: request) { event in
            events.withLock { $0.append(event) }
            if case .note(let note) = event, note.kind == "tool.called" { called.open() }
        }
        await called.passed()
        job.cancel()
        let before = events.withLock { $0.count }
        // Another reply runs from its begin to its end meanwhile.
        _ = await desk.answer(Desk.request("what time is it", mode: .direct))
        #expect(tool.calls.isEmpty)
        #expect(events.withLock { $0.count } == before && model.prompts.count == 1)
    }

    @Test("an interruption ends a call that is under way")
    func interrupted() async {
        let began = Gate()
        let ended = Gate()
        let tool = TestTool("slow") { _ throws(ToolFailure) in
            began.open()
            await withTaskCancellationHandler {
                await Gate().passed()
            } onCancel: {
                ended.open()
            }
            throw .cancelled
        }
        let model = ScriptedModel([ScriptedModel.calls(("slow", "{}"))])
        let job = await Desk(model: model, tools: [tool]).assistant.reply(to: Desk.request("take your time with this one")) { _ in }
        await began.passed()
        job.cancel()
        await ended.passed()
        #expect(tool.calls.count == 1)
    }

    @Test("the same words without a question are an ordinary turn")
    func noQuestion() async {
        let model = ScriptedModel([ScriptedModel.says("To what?")])
        let reply = await Desk(model: model).answer(Desk.request("yes"))
        #expect(reply.text == "To what?")
    }
}
