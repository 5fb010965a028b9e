import Dialogue
import Testing
import Tools
import Wire

/// What becomes of calls that were interrupted while the tool went on.
struct LeftCallTests {
    /// A tool that writes and pays no heed to being cancelled: each run ends when it is let go.
    private final class Writer: Sendable {
        let began = Commitment.pending()
        let go = Commitment.pending()
        let runs = Count()

        func tool(_ fails: Bool = false) -> StubTool {
            StubTool("list.add", risk: .write, isIdempotent: false) { [self] _, _ throws(ToolFailure) in
                let number = runs.add()
                guard number == 1 else { return ToolOutput(.integer(number)) }
                began.settle(true)
                await withCheckedContinuation { continuation in
                    Task {
                        _ = await go.value
                        continuation.resume()
                    }
                }
                if fails { throw .failed("The disk is full.") }
                return ToolOutput(.integer(number))
            }
        }
    }

    private func interrupted(_ executor: ToolExecutor, _ writer: Writer, x: String = "milk") async {
        let first = Task { await executor.call(ToolCall("list.add", .value(["x": .string(x)])), ExecutorTests.context) }
        _ = await writer.began.value
        first.cancel()
        #expect(await first.value.failure == .cancelled)
    }

    @Test("what an interrupted call has done is not done again when the same is wanted once more", arguments: [true, false])
    func repeated(endsBefore: Bool) async {
        let writer = Writer()
        let executor = ToolExecutor(ToolRegistry([writer.tool()]))
        await interrupted(executor, writer)
        if endsBefore { writer.go.settle(true) }
        let again = Task { await executor.call(ToolCall("list.add", .value(["x": "milk"])), ExecutorTests.context) }
        writer.go.settle(true)
        #expect(await again.value.output?.value == 1)
        #expect(writer.runs.value == 1)
        let third = await executor.call(ToolCall("list.add", .value(["x": "milk"])), ExecutorTests.context)
        #expect(third.output?.value == 2, "once it was told, the same words are another wish")
    }

    @Test("an interrupted call that failed is made again")
    func repeatedAfterFailure() async {
        let writer = Writer()
        let executor = ToolExecutor(ToolRegistry([writer.tool(true)]))
        await interrupted(executor, writer)
        writer.go.settle(true)
        let again = await executor.call(ToolCall("list.add", .value(["x": "milk"])), ExecutorTests.context)
        #expect(again.output?.value == 2)
    }

    @Test(
        "another session, other arguments, or another change in between: the call is made", arguments: ["session", "arguments", "change"])
    func notRepeated(difference: String) async {
        let writer = Writer()
        let executor = ToolExecutor(ToolRegistry([writer.tool()]))
        await interrupted(executor, writer)
        writer.go.settle(true)
        var context = ExecutorTests.context
        if difference == "session" { context.session = "other" }
        var runs = 2
        if difference == "change" {
            runs = 3
            _ = await executor.call(ToolCall("list.add", .value(["x": "tea"])), context)
        }
        let item = difference == "arguments" ? "bread" : "milk"
        let again = await executor.call(ToolCall("list.add", .value(["x": .string(item)])), context)
        #expect(again.output?.value == .integer(runs))
    }
}
