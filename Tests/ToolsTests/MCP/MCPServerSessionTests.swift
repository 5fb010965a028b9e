import Testing
import Tools
import Wire

struct MCPServerSessionTests {
    private static let clock = ToolDefinition(name: "clock", summary: "Tells the time.")
    private static let identity = MCPIdentity(version: "1")

    private static func session(_ revision: String) throws -> MCPServerSession {
        var session = MCPServerSession(identity: identity)
        let parameters: JSONValue = [
            "protocolVersion": .string(revision), "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
        ]
        _ = session.receive(.request(.number(0), method: "initialize", parameters: parameters), tools: [])
        return session
    }

    private static func error(_ steps: [MCPServerSession.Step]) -> Int? {
        if case .send(.failure(_, let error)) = steps.first { error.code } else { nil }
    }

    @Test(
        "the handshake gives the revision asked for, or the newest that has one",
        arguments: [("2025-03-26", "2025-03-26"), ("2025-11-25", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("nonsense", "2025-11-25")])
    func handshake(asked: String, given: String) throws {
        #expect(try Self.session(asked).revision?.rawValue == given)
    }

    @Test("before the handshake there is only a ping, and after it no second one")
    func order() throws {
        var session = MCPServerSession(identity: Self.identity)
        #expect(Self.error(session.receive(.request(.number(1), method: "tools/list", parameters: [:]), tools: [])) == -32_600)
        #expect(session.receive(.request(.number(2), method: "ping", parameters: [:]), tools: []) == [.send(.result(.number(2), [:]))])
        session = try Self.session("2025-06-18")
        let again: JSONValue = ["protocolVersion": "2025-06-18"]
        #expect(Self.error(session.receive(.request(.number(3), method: "initialize", parameters: again), tools: [])) == -32_600)
    }

    @Test("lists have pages, and every tool is on one")
    func pages() throws {
        let tools = (0..<(2 * MCPServerSession.pageSize + 1)).map { ToolDefinition(name: "tool\($0)", summary: "One of many.") }
        var session = try Self.session("2025-11-25")
        var names: [String] = []
        var cursor: JSONValue?
        var pages = 0
        repeat {
            let request = MCPMessage.request(.number(1), method: "tools/list", parameters: ([:] as JSONValue).merging(["cursor": cursor]))
            guard case .send(.result(_, let page)) = session.receive(request, tools: tools).first else { break }
            names += page["tools"]?.array?.compactMap { $0["name"]?.string } ?? []
            cursor = page["nextCursor"]
            pages += 1
        } while cursor != nil && pages < 10
        #expect(pages == 3)
        #expect(names == tools.map(\.name).sorted())
        let wrong = MCPMessage.request(.number(1), method: "tools/list", parameters: ["cursor": "zzz"])
        #expect(Self.error(session.receive(wrong, tools: tools)) == -32_602)
    }

    @Test("a result is structured where the revision knows that, and always text")
    func results() throws {
        for (revision, isStructured) in [("2025-03-26", false), ("2025-06-18", true)] {
            var session = try Self.session(revision)
            let call = MCPMessage.request(.text("c"), method: "tools/call", parameters: ["name": "clock"])
            guard case .call(let made) = session.receive(call, tools: [Self.clock]).first else {
                Issue.record("no call")
                continue
            }
            #expect(made.id == .text("c") && made.name == "clock" && made.arguments == [:])
            guard case .result(_, let result) = session.finish(.text("c"), .success(ToolOutput(["hour": 9], speech: "It is nine."))) else {
                Issue.record("no result")
                continue
            }
            #expect(result["content"]?.array?.first?["text"] == #"{"hour":9}"#)
            #expect(result["content"]?.array?.last?["text"] == "It is nine.")
            #expect((result["structuredContent"] != nil) == isStructured)
            #expect(result["resultType"] == nil)
        }
    }

    @Test("failures are for the model to read; a tool that is not there is the caller's mistake")
    func failures() throws {
        var session = try Self.session("2025-11-25")
        let call = MCPMessage.request(.number(1), method: "tools/call", parameters: ["name": "clock", "arguments": [:]])
        _ = session.receive(call, tools: [Self.clock])
        guard case .result(_, let result) = session.finish(.number(1), .failure(.invalidArguments(["zone: must be text"]))) else {
            Issue.record("no result")
            return
        }
        #expect(result["isError"] == true)
        #expect(result["content"]?.array?.first?["text"] == "zone: must be text")
        let other = MCPMessage.request(.number(2), method: "tools/call", parameters: ["name": "clok"])
        #expect(Self.error(session.receive(other, tools: [Self.clock])) == -32_602)
        #expect(Self.error(session.receive(.request(.number(3), method: "prompts/list", parameters: [:]), tools: [])) == -32_601)
    }

    @Test("a cancelled call has no answer, and its id stays taken until it has ended")
    func cancelled() throws {
        var session = try Self.session("2025-11-25")
        let call = MCPMessage.request(.number(1), method: "tools/call", parameters: ["name": "clock"])
        let cancel = MCPMessage.notification(method: "notifications/cancelled", parameters: ["requestId": 1])
        _ = session.receive(call, tools: [Self.clock])
        #expect(session.receive(cancel, tools: []) == [.cancel(.number(1))])
        #expect(session.receive(cancel, tools: []).isEmpty)
        #expect(Self.error(session.receive(call, tools: [Self.clock])) == -32_600)
        #expect(session.finish(.number(1), .success(ToolOutput("late"))) == nil)
        #expect(session.receive(call, tools: [Self.clock]).count == 1)
    }

    @Test("a stateless request needs no handshake, but must say what it is")
    func stateless() throws {
        var session = MCPServerSession(identity: Self.identity)
        func ask(_ meta: JSONValue) -> MCPMessage { .request(.number(1), method: "tools/list", parameters: ["_meta": meta]) }
        let key = "io.modelcontextprotocol/protocolVersion"
        let capabilities = "io.modelcontextprotocol/clientCapabilities"
        guard case .send(.result(_, let page)) = session.receive(ask([key: "2026-07-28", capabilities: [:]]), tools: [Self.clock]).first
        else {
            Issue.record("no list")
            return
        }
        #expect(page["resultType"] == "complete")
        #expect(page["ttlMs"]?.integer != nil)
        #expect(Self.error(session.receive(ask([key: "2026-07-28"]), tools: [])) == -32_602)
        #expect(Self.error(session.receive(ask([key: "2025-11-25", capabilities: [:]]), tools: [])) == -32_022)
        #expect(session.revision == nil)
    }

    @Test("tools of a risk that is not offered are not listed and not called")
    func limits() async {
        let host = MCPToolHost {
            [Self.clock, ToolDefinition(name: "wipe", summary: "Deletes all.", risk: .destructive)]
        } call: { name, _, _ in
            .success(ToolOutput(.string(name)))
        }
        let limited = host.limited(to: [.read])
        #expect(limited.tools().map(\.name) == ["clock"])
        let caller = MCPToolHost.Caller(account: "a", session: "s")
        #expect(await limited.call("clock", [:], caller) == .success(ToolOutput("clock")))
        #expect(await limited.call("wipe", [:], caller) == .failure(.unknownTool(name: "wipe", suggestions: [])))
    }

    @Test("messages that come together in the revision that has that are answered together")
    func batches() async throws {
        let host = MCPToolHost {
            [Self.clock]
        } call: { _, _, _ in
            .success(ToolOutput("nine"))
        }
        let conversation = MCPServerConversation(try Self.session("2025-03-26"), host: host, caller: .init(account: "a", session: "s"))
        let batch: JSONValue = [
            ["jsonrpc": "2.0", "id": 1, "method": "ping"],
            ["jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": ["name": "clock"]],
            ["jsonrpc": "2.0", "method": "notifications/initialized"],
        ]
        let answers = await withCheckedContinuation { continuation in
            conversation.receive(batch) { continuation.resume(returning: $0) }
        }
        #expect(answers?.array?.compactMap { $0["id"]?.integer }.sorted() == [1, 2])
        let newer = MCPServerConversation(try Self.session("2025-06-18"), host: host, caller: .init(account: "a", session: "s"))
        let refusal = await withCheckedContinuation { continuation in newer.receive(batch) { continuation.resume(returning: $0) } }
        #expect(refusal?["error"]?["code"] == -32_600)
        await conversation.finish()
    }
}
