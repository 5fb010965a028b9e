import Audio
import Dialogue
import Testing

/// What a responder is told of earlier replies: its own memo, and the calls it made.
@Suite struct ReplyMemoryTests {
    private func world() -> World {
        var world = World()
        world.answer = nil
        world.synthesizes = false
        return world
    }

    private static let call = ToolResult(name: "list.add", arguments: "{\"item\":\"tea\"}", output: "{\"count\":1}")

    /// Types a question and asks for an answer; gives the response's name.
    private func ask(_ text: String, _ world: inout World, speaks: Bool = false) throws -> ResponseID {
        world.type(text)
        world.perform(.respond(ResponseOptions(speaks: speaks), request: nil))
        return try #require(world.log.compactMap { if case .think(let id, _) = $0 { id } else { nil } }.last)
    }

    private func answer(_ id: ResponseID, _ events: [ReplyEvent], _ world: inout World) {
        for event in events { world.perform(.reply(id, event)) }
    }

    @Test("a memo comes back with the next request, and the calls with the turn they were made for")
    func kept() throws {
        var world = world()
        let first = try ask("add tea", &world)
        answer(first, [.used(Self.call), .memo("one"), .text("Done."), .finished], &world)
        _ = try ask("and milk", &world)
        let request = try #require(world.requests.last)
        #expect(world.requests.first?.memo == "")
        #expect(request.memo == "one")
        #expect(request.history == [Exchange(user: "add tea", assistant: "Done.", calls: [Self.call])])
        #expect(request.calls.isEmpty)
    }

    @Test("of a reply that nobody heard the memo is forgotten, and what was called is told again with the question")
    func unheard() throws {
        var world = world()
        let first = try ask("add tea", &world, speaks: true)
        answer(first, [.used(Self.call), .memo("one"), .text("It is on the list now.")], &world)
        // Spoken to before any sound of it left.
        world.hear("ssss")
        #expect(world.notices.contains { if case .responseDone(first, .cancelled(.turnDetected), _, _) = $0 { true } else { false } })
        world.hear("______________")
        let request = try #require(world.requests.last)
        #expect(world.requests.count > 1 && request.memo == "")
        #expect(request.text == "add tea hello")
        #expect(request.calls == [Self.call])
    }

    @Test("a call that the client made belongs to its turn as one that the responder made does")
    func clientCall() throws {
        var world = world()
        let first = try ask("what is the weather", &world)
        answer(first, [.call(name: "weather"), .callArguments("{}"), .finished], &world)
        let name = try #require(
            world.notices.compactMap { notice -> String? in
                if case .outputDone(_, let item) = notice, case .call(let call) = item.content { call.callID } else { nil }
            }.first)
        world.perform(.addItem(.callOutput(callID: name, output: "rain"), role: .user, .end, request: nil))
        world.perform(.respond(ResponseOptions(speaks: false), request: nil))
        let second = try #require(world.log.compactMap { if case .think(let id, _) = $0 { id } else { nil } }.last)
        #expect(world.requests.last?.results == [ToolResult(name: "weather", arguments: "{}", output: "rain")])
        // The server's own, for what the client's gave back, belongs there too.
        answer(second, [.used(Self.call), .text("Rain."), .finished], &world)
        _ = try ask("thanks", &world)
        #expect(world.requests.last?.history.last?.calls == [ToolResult(name: "weather", arguments: "{}", output: "rain"), Self.call])
    }

    @Test("tokens that the responder counted are told instead of estimates")
    func usage() throws {
        var world = world()
        let id = try ask("hello", &world)
        answer(id, [.usage(input: 100, output: 7), .text("Hi."), .usage(input: 20, output: 3), .finished], &world)
        let usage = try #require(world.notices.compactMap { if case .responseDone(_, _, let usage, _) = $0 { usage } else { nil } }.last)
        #expect(usage.inputText == 120 && usage.outputText == 10)
    }

    @Test("a reply still being made learns that its turn was the one, and that it may change things now")
    func committed() throws {
        var world = World()
        world.answer = nil
        world.hear("__ssss____________")
        let begun = try #require(world.log.firstIndex { if case .think = $0 { true } else { false } })
        #expect(world.requests.first?.isSpeculative == true)
        let wanted = try #require(world.log.firstIndex { if case .commitThinking = $0 { true } else { false } })
        let stopped = try #require(world.log.firstIndex { if case .notify(.speechStopped) = $0 { true } else { false } })
        #expect(begun < stopped && stopped < wanted)
        #expect(world.log.count { if case .commitThinking = $0 { true } else { false } } == 1)
    }

    @Test("history is forgotten a quarter at a time, so that what is kept begins alike for several turns")
    func forgotten() throws {
        var settings = ConversationSettings()
        settings.historyTurns = 8
        var world = World(settings)
        world.answer = nil
        var firsts: [String] = []
        for turn in 1...14 {
            answer(try ask("question \(turn)", &world), [.text("Yes."), .finished], &world)
            let history = try #require(world.requests.last?.history)
            #expect(history.count <= 8)
            if let first = history.first { firsts.append(first.user) }
        }
        #expect(Set(firsts) == ["question 1", "question 3", "question 5", "question 7"])
    }

    @Test("what comes before a pause is spoken without waiting for what follows")
    func pause() throws {
        var world = World()
        world.answer = nil
        let id = try ask("why", &world, speaks: true)
        answer(id, [.text("Let me see. ")], &world)
        #expect(world.spoken.isEmpty)
        answer(id, [.pause], &world)
        #expect(world.spoken == ["Let me see."])
        answer(id, [.text("It is the moon."), .finished], &world)
        world.hear("________________________________")
        #expect(world.spoken == ["Let me see.", "It is the moon."])
        let done = world.notices.compactMap { if case .responseDone(_, _, _, let output) = $0 { output.first?.text } else { nil } }
        #expect(done == ["Let me see. It is the moon."])
    }

    @Test("a reminder waits for silence, and is said once")
    func announcement() {
        var world = World()
        world.hear("ss")
        world.perform(.announce("The tea is ready."))
        #expect(world.spoken.isEmpty)
        world.hear("________________________________")
        #expect(world.spoken.count { $0 == "The tea is ready." } == 1)
    }
}
