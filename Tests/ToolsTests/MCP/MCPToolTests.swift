import Testing
import Tools
import Wire

struct MCPToolTests {
    private static func definition(_ annotations: JSONValue, trusted: Bool = false, risks: [String: ToolRisk] = [:]) throws
        -> ToolDefinition
    {
        var entry = MCPServerEntry(name: "desk", place: .url("http://localhost", headers: [:]))
        entry.isTrusted = trusted
        entry.risks = risks
        let offer = try #require(MCPToolOffer(ScriptedMCPPeer.tool("drop_table", annotations: annotations), revision: .november2025))
        return offer.definition(of: entry)
    }

    @Test(
        "what a server says of its tool raises the risk; only its owner's trust lets it lower it",
        arguments: [
            ([:], false, .network), (["readOnlyHint": true], false, .network), (["destructiveHint": true], false, .destructive),
            (["readOnlyHint": true, "destructiveHint": true], false, .destructive), (["readOnlyHint": true], true, .read),
            (["destructiveHint": false], true, .write), (["destructiveHint": true], true, .destructive), ([:], true, .network),
        ] as [(JSONValue, Bool, ToolRisk)])
    func risks(annotations: JSONValue, isTrusted: Bool, risk: ToolRisk) throws {
        let definition = try Self.definition(annotations, trusted: isTrusted)
        #expect(definition.risk == risk)
        #expect(definition.isIdempotent == (risk == .read))
        #expect(!definition.maySpeculate)
    }

    @Test("the owner's word on a tool is the last, and the longest pattern counts")
    func owner() throws {
        let risks: [String: ToolRisk] = ["*": .read, "drop_*": .destructive]
        #expect(try Self.definition(["readOnlyHint": true], trusted: true, risks: risks).risk == .destructive)
        #expect(try Self.definition(["destructiveHint": true], risks: ["drop_table": .write]).risk == .write)
    }

    @Test("a tool is bounded, and hidden characters are no part of what it says")
    func bounds() throws {
        let long = String(repeating: "x", count: 5_000)
        let offer = try #require(
            MCPToolOffer(ScriptedMCPPeer.tool("a b/c", "Reads.\u{202E}\u{E0041}\u{1B}[2J" + long), revision: .november2025))
        #expect(offer.summary.hasPrefix("Reads.[2Jxxx"))
        #expect(offer.summary.utf8.count < 1_100)
        #expect(offer.definition(of: MCPServerEntry(name: "s", place: .url("http://x", headers: [:]))).name == "s.a_b_c")
        #expect(MCPToolOffer(["name": "a", "inputSchema": ["type": "array"]], revision: .november2025) == nil)
        #expect(
            MCPToolOffer(["name": "a", "inputSchema": ["title": .string(String(repeating: "x", count: 20_000))]], revision: .november2025)
                == nil)
        #expect(MCPToolOffer(["name": "", "inputSchema": [:]], revision: .november2025) == nil)
    }

    @Test(
        "each kind of content becomes a value",
        arguments: [
            (["content": [["type": "text", "text": "hi"]]], "hi"), (["content": []], ["done": true]),
            (["content": [["type": "text", "text": "{}"]], "structuredContent": ["n": 1]], ["n": 1]),
            (["content": [["type": "text", "text": "a"], ["type": "text", "text": "b"]]], ["a", "b"]),
            (
                ["content": [["type": "image", "data": "AAAA", "mimeType": "image/png"]]],
                ["type": "image", "mimeType": "image/png", "bytes": 3]
            ),
            (
                ["content": [["type": "audio", "data": "AAAA", "mimeType": "audio/wav"]]],
                ["type": "audio", "mimeType": "audio/wav", "bytes": 3]
            ),
            (["content": [["type": "resource", "resource": ["uri": "a:b", "text": "t"]]]], "t"),
            (["content": [["type": "resource_link", "uri": "a:b", "name": "n"]]], ["type": "resource_link", "uri": "a:b", "name": "n"]),
        ] as [(JSONValue, JSONValue)])
    func content(result: JSONValue, value: JSONValue) throws {
        #expect(try MCPToolResult.output(result) == ToolOutput(value))
    }

    @Test("a failure keeps its words, a result that is too long is cut, and a tool that wants to ask is refused")
    func failures() throws {
        #expect(throws: ToolFailure.failed("no")) {
            try MCPToolResult.output(["isError": true, "content": [["type": "text", "text": "no"]]])
        }
        let long = String(repeating: "é", count: MCPToolResult.largest)
        let cut = try MCPToolResult.output(["content": [["type": "text", "text": .string(long)]]]).value.string
        #expect(cut?.hasSuffix("é [cut: 65536 of 131072 bytes]") == true)
        #expect(throws: ToolFailure.self) { try MCPToolResult.output(["resultType": "input_required"]) }
    }

    @Test("approvals survive their file, and a tool that changed is seen")
    func approvals() throws {
        var approvals = MCPApprovals()
        let offer = try #require(MCPToolOffer(ScriptedMCPPeer.tool("a"), revision: .november2025))
        let other = try #require(MCPToolOffer(ScriptedMCPPeer.tool("a", "Another."), revision: .november2025))
        #expect(approvals.judge(offer, of: "s") == .new)
        var read = try #require(MCPApprovals(approvals.bytes))
        #expect(read.judge(offer, of: "s") == .same)
        #expect(read.judge(other, of: "s") == .changed)
        #expect(read.judge(other, of: "t") == .new)
        let wasKnown = read.forget("s")
        #expect(wasKnown)
        #expect(read.judge(other, of: "s") == .new)
        #expect(MCPApprovals(Array("[]".utf8)) == nil)
        // A tool whose entry is damaged would be new, and approved by that.
        #expect(MCPApprovals(Array(#"{"servers":{"s":{"a":1}}}"#.utf8)) == nil)
    }
}
