import Testing
import Tools

struct ToolDefinitionTests {
    @Test("a tool is read-only, never cached and never speculated unless it says otherwise")
    func defaults() {
        let tool = ToolDefinition(name: "clock", summary: "Tells the time.")
        #expect(tool.risk == .read)
        #expect(tool.cache == .never)
        #expect(!tool.maySpeculate)
    }
}
