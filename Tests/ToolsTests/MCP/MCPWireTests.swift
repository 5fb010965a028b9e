import Testing
import Tools
import Wire

struct MCPWireTests {
    @Test(
        "what is no message is refused with the id that it had",
        arguments: [
            (#"[]"#, nil), (#"{"id":1,"method":"x"}"#, MCPRequestID.number(1)), (#"{"jsonrpc":"2.0","id":"a","method":7}"#, .text("a")),
            (#"{"jsonrpc":"2.0","id":null,"method":"x"}"#, nil), (#"{"jsonrpc":"2.0","id":2,"method":"x","params":[]}"#, .number(2)),
            (#"{"jsonrpc":"2.0","id":3}"#, .number(3)), (#"{"jsonrpc":"2.0","result":{}}"#, nil),
            (#"{"jsonrpc":"2.0","id":4,"error":{"code":"x"}}"#, .number(4)),
        ] as [(String, MCPRequestID?)])
    func malformed(text: String, id: MCPRequestID?) throws {
        let value = try JSONValue.parse(Array(text.utf8))
        let error = #expect(throws: MCPMessage.Malformed.self) { try MCPMessage(value) }
        #expect(error?.id == id)
        #expect(error?.error.code == -32_600)
    }

    @Test("lines are cut at their ends, and one that is too long is refused")
    func lines() throws {
        var lines = MCPLines(limit: 5)
        let none = try lines.push(Array("ab".utf8))
        #expect(none.isEmpty)
        let two = try lines.push(Array("c\r\n\nde\nf".utf8))
        #expect(two == [Array("abc".utf8), Array("de".utf8)])
        #expect(throws: MCPLines.TooLong.self) { try lines.push(Array("ghijk".utf8)) }
    }

    @Test(
        "a header carries any text, and says where it is not plain",
        arguments: [
            ("plain text", "plain text"), (" edge", "=?base64?IGVkZ2U=?="), ("é", "=?base64?w6k=?="),
            ("=?base64?x?=", "=?base64?PT9iYXNlNjQ/eD89?="),
        ])
    func headers(text: String, header: String) {
        let call: JSONValue = ["name": .string(text), "_meta": ["io.modelcontextprotocol/protocolVersion": "2026-07-28"]]
        let headers = MCPHeaders.of(method: "tools/call", parameters: call, schema: nil)
        #expect(headers.first { $0.0 == "mcp-name" }?.1 == header)
        let received = Dictionary(headers) { $1 }.merging(["mcp-protocol-version": "2026-07-28"]) { $1 }
        #expect(MCPHeaders.mismatch(received, method: "tools/call", parameters: call) == nil)
        #expect(
            MCPHeaders.mismatch(received.merging(["mcp-name": "other"]) { $1 }, method: "tools/call", parameters: call)?.code == -32_020)
    }

    @Test("parameters that a tool marks go as headers too")
    func markedParameters() {
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "region": ["type": "string", "x-mcp-header": "Region"],
                "deep": ["properties": ["n": ["type": "integer", "x-mcp-header": "N"]]],
            ],
        ]
        let call: JSONValue = ["name": "t", "arguments": ["region": "eu", "deep": ["n": 3]]]
        let headers = MCPHeaders.of(method: "tools/call", parameters: call, schema: schema)
        #expect(headers.map { "\($0.0): \($0.1)" } == ["mcp-method: tools/call", "mcp-name: t", "mcp-param-N: 3", "mcp-param-Region: eu"])
    }
}
