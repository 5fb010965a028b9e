import Glibc
import Testing
import Tools
import Wire

struct AuditFileTests {
    @Test("the audit file has a line for each call, and never grows beyond two bounds")
    func bounded() async {
        let place = Playground()
        let path = place.root + "/audit"
        let file = ToolAuditFile(path: path, mostBytes: 1_000)
        let executor = ToolExecutor(ToolRegistry([StubTool { _, _ in ToolOutput("a secret") }]), audit: file)
        for _ in 0..<40 { _ = await executor.call(ToolCall("stub", .value(["x": "secret"])), ExecutorTests.context) }
        // Written on another thread: both files are there once the second has begun.
        let end = ContinuousClock.now + .seconds(20)
        while place.read("/audit.1") == nil || place.read("/audit") == nil, ContinuousClock.now < end { await Task.yield() }
        let text = (place.read("/audit.1") ?? "") + (place.read("/audit") ?? "")
        #expect(!text.contains("secret"))
        #expect((place.read("/audit.1")?.utf8.count ?? .max) <= 1_000)
        #expect((try? JSONValue.parse(Array(text.prefix { $0 != "\n" }.utf8)))?["tool"] == "stub")
        #expect(file.lostEntries == 0)
    }

    @Test("where the full file cannot be put aside, entries are lost and counted")
    func stuck() async {
        let place = Playground()
        let path = place.root + "/audit"
        unsafe mkdir(path + ".1", 0o755)
        place.write("/audit", String(repeating: "x", count: 100))
        let file = ToolAuditFile(path: path, mostBytes: 100)
        let executor = ToolExecutor(ToolRegistry([StubTool { _, _ in ToolOutput("x") }]), audit: file)
        _ = await executor.call(ToolCall("stub", .value([:])), ExecutorTests.context)
        let end = ContinuousClock.now + .seconds(20)
        while file.lostEntries == 0, ContinuousClock.now < end { await Task.yield() }
        #expect(file.lostEntries == 1)
        #expect(place.read("/audit")?.count == 100)
    }
}
