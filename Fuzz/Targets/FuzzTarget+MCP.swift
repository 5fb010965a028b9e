internal import Network
internal import Tools
internal import Wire

extension FuzzTarget {
    /// The Model Context Protocol: a stream of events and one of lines, the same however cut, and each message to a server and a client.
    static let mcp = FuzzTarget(name: "mcp") { bytes in
        let ways = Splits.all(of: bytes)
        let events = readEvents(ways[0])
        let lines = readLines(ways[0])
        for pieces in ways.dropFirst() {
            precondition(readEvents(pieces) == events, "the pieces make a difference to events")
            precondition(readLines(pieces) == lines, "the pieces make a difference to lines")
        }
        for line in lines { checkMCP(line) }
        _ = try? MCPServersFile.parse(bytes, environment: ["HOME": "h"])
        _ = MCPApprovals(bytes)
    }

    private struct Events: Equatable {
        var events: [EventStreamParser.Event] = []
        var lastID: String?
        var retry: Duration?
    }

    private static func readEvents(_ pieces: [ArraySlice<UInt8>]) -> Events {
        var parser = EventStreamParser(limit: 1 << 20)
        let events = pieces.flatMap { parser.push($0) }
        return Events(events: events, lastID: parser.lastID, retry: parser.retry)
    }

    private static func readLines(_ pieces: [ArraySlice<UInt8>]) -> [[UInt8]] {
        var reader = MCPLines(limit: 1 << 20)
        return pieces.flatMap { (try? reader.push($0)) ?? [] }
    }

    private static func checkMCP(_ line: [UInt8]) {
        guard let value = try? JSONValue.parse(line) else { return }
        if let message = try? MCPMessage(value) {
            precondition((try? MCPMessage(message.json)) == message, "what is written is not what was read")
        }
        var session = MCPServerSession(identity: MCPIdentity(version: "1"), revision: .november2025)
        for step in session.receive(value, tools: [ToolDefinition(name: "t", summary: "A tool.")]) {
            switch step {
            case .send(let answer): precondition((try? MCPMessage(answer.json)) == answer, "an answer is no message")
            case .call(let call): precondition(session.finish(call.id, .success(ToolOutput("x"))) != nil, "a call has no answer")
            case .cancel: break
            }
        }
        for revision in MCPRevision.allCases { _ = MCPToolOffer(value, revision: revision) }
        if let output = try? MCPToolResult.output(value) {
            precondition(output.value.bytes.count < 7 * MCPToolResult.largest, "a result is too long")
        }
    }
}
