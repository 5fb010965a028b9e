import Dialogue
import Testing

/// Spoken replies that end after some sentences.
@Suite struct ShortReplyTests {
    private static func settings(_ longest: Int?) -> ConversationSettings {
        var settings = ConversationSettings()
        settings.longestReply = longest
        return settings
    }

    private static let long = "It is five past three. The sun is out, and it will stay so. Tomorrow there may be rain. Take a coat."

    /// What a reply became, and whether it was told to be shortened; its pieces are `size` characters long.
    private func reply(
        _ answer: String, _ longest: Int?, piece size: Int, speaks: Bool = true
    ) throws -> (text: String, isShortened: Bool) {
        var world = World(Self.settings(longest))
        world.answer = nil
        world.type("tell me")
        world.perform(.respond(ResponseOptions(speaks: speaks), request: nil))
        let id = try #require(world.log.compactMap { if case .think(let id, _) = $0 { id } else { nil } }.first)
        var rest = Substring(answer)
        while !rest.isEmpty {
            world.perform(.reply(id, .text(String(rest.prefix(size)))))
            rest = rest.dropFirst(size)
        }
        world.perform(.reply(id, .finished))
        world.hear(String(repeating: "_", count: 100))
        let done = world.notices.compactMap { if case .responseDone(_, let status, _, let output) = $0 { (status, output) } else { nil } }
        #expect(done.count == 1 && done.first?.0 == .completed)
        let text = done.first?.1.first?.text ?? ""
        let deltas = world.notices.compactMap { if case .textDelta(_, _, let text) = $0 { text } else { nil } }
        #expect(deltas.joined() == text, "the client is told what is kept")
        let spoken = world.log.compactMap { if case .speak(_, _, let text, _, _, _, _) = $0 { text } else { nil } }
        if speaks { #expect(spoken.joined(separator: " ") == text.split(separator: " ").joined(separator: " ")) }
        return (text, world.notices.contains { if case .replyShortened = $0 { true } else { false } })
    }

    @Test(
        "a reply ends with its last sentence, told and said and kept alike, however it comes in pieces",
        arguments: [
            (long, 2, "It is five past three. The sun is out, and it will stay so."), (long, 1, "It is five past three."), (long, 9, long),
            ("Just one.", 1, "Just one."), ("Is that so? \"Yes.\" He went away.", 1, "Is that so?"),
            ("Dr. Jones is in. He waits.", 1, "Dr. Jones is in."), ("no end to it", 1, "no end to it"),
        ], [1, 3, 1_000])
    func sentences(_ row: (answer: String, longest: Int, kept: String), size: Int) throws {
        let reply = try reply(row.answer, row.longest, piece: size)
        // A space may have been told before it was known that nothing follows.
        #expect(reply.text == row.kept || reply.text == row.kept + " ")
        #expect(reply.isShortened == (row.kept != row.answer))
    }

    @Test("without such a limit, and in writing, all of it comes")
    func whole() throws {
        #expect(try reply(Self.long, nil, piece: 5) == (Self.long, false))
        #expect(try reply(Self.long, 1, piece: 5, speaks: false) == (Self.long, false))
    }

    @Test("a reply under way is not cut when the limit comes, the next one is")
    func underWay() throws {
        var world = World()
        world.answer = nil
        world.type("tell me")
        world.perform(.respond(ResponseOptions(), request: nil))
        let id = try #require(world.log.compactMap { if case .think(let id, _) = $0 { id } else { nil } }.first)
        world.perform(.reply(id, .text("One it is. Two are more. ")))
        world.perform(.configure(Self.settings(1)))
        world.perform(.reply(id, .text("Three are many.")))
        world.perform(.reply(id, .finished))
        world.hear(String(repeating: "_", count: 60))
        world.answer = Self.long
        world.type("and now")
        world.perform(.respond(ResponseOptions(), request: nil))
        world.hear(String(repeating: "_", count: 60))
        let texts = world.notices.compactMap {
            if case .responseDone(_, .completed, _, let output) = $0 { output.first?.text } else { nil }
        }
        #expect(texts == ["One it is. Two are more. Three are many.", "It is five past three."])
        #expect(world.requests.last?.history.last?.assistant == texts.first)
    }

    @Test("what a responder calls after the end of what it may say is called all the same")
    func calls() throws {
        var world = World(Self.settings(1))
        world.answer = nil
        world.type("tell me")
        var options = ResponseOptions()
        options.tools = [Tool(name: "look", description: "", parameters: "{}")]
        world.perform(.respond(options, request: nil))
        let id = try #require(world.log.compactMap { if case .think(let id, _) = $0 { id } else { nil } }.first)
        for event in [ReplyEvent.text(Self.long), .text("And more."), .call(name: "look"), .callArguments("{}"), .finished] {
            world.perform(.reply(id, event))
        }
        world.hear(String(repeating: "_", count: 60))
        let done = world.notices.compactMap { if case .responseDone(_, .completed, _, let output) = $0 { output } else { nil } }
        let output = try #require(done.first)
        #expect(output.first?.text == "It is five past three.")
        guard case .call(let call)? = output.last?.content else {
            Issue.record("the call must be made")
            return
        }
        #expect(call.name == "look")
    }

    @Test("no reply is made ready that would be shortened")
    func speculation() {
        var world = World(Self.settings(1))
        world.answer = Self.long
        world.hear("__ssss______")
        #expect(world.conversation.speculations.begun == 0)
        #expect(world.row.contains("a"))
    }
}
