import Audio
import Dialogue
import Testing

/// What clients do to the list of items, and what replies make of it.
@Suite struct ItemTests {
    private func added(_ world: World) -> [(id: ItemID, previous: ItemID?)] {
        world.notices.compactMap { if case .itemAdded(let item, let previous) = $0 { (item.id, previous) } else { nil } }
    }

    private func refusals(_ world: World) -> [RefusalCode] {
        world.notices.compactMap { if case .refused(let code, _, _) = $0 { code } else { nil } }
    }

    @Test("an item goes where it is put: at the end, at the start, or after another")
    func placement() throws {
        var world = World()
        world.type("one")
        world.type("two")
        world.type("zero", at: .start)
        let one = try #require(added(world).first?.id)
        world.type("one and a half", at: .after(one))
        world.perform(.respond(ResponseOptions(), request: nil))
        #expect(world.questions == ["zero one one and a half two"])
        world.type("nowhere", at: .after(ItemID(999)))
        #expect(refusals(world) == [.noSuchItem])
    }

    @Test("what stands before something the assistant said is history, not a question")
    func seededHistory() throws {
        var world = World()
        world.type("who are you")
        world.type("I am Coda.", as: .assistant)
        world.type("and now")
        world.perform(.respond(ResponseOptions(), request: nil))
        let request = try #require(world.requests.last)
        #expect(request.text == "and now")
        #expect(request.history == [Exchange(user: "who are you", assistant: "I am Coda.")])
    }

    @Test("a deleted item is forgotten by replies, and by name")
    func deletion() throws {
        var world = World()
        world.type("secret")
        world.type("public")
        let secret = try #require(added(world).first?.id)
        world.perform(.deleteItem(secret, request: nil))
        world.perform(.respond(ResponseOptions(), request: nil))
        #expect(world.questions == ["public"])
        world.perform(.retrieveItem(secret, request: nil))
        world.perform(.deleteItem(secret, request: nil))
        #expect(refusals(world) == [.noSuchItem, .noSuchItem])
    }

    @Test("a spoken item is cut where the client says the ear left off, and no later than its sound")
    func truncation() throws {
        var world = World()
        world.answer = "One two three four. Five six seven eight."
        world.type("count")
        world.perform(.respond(ResponseOptions(), request: nil))
        world.hear(String(repeating: "_", count: 40))
        let item = try #require(added(world).last?.id)
        world.perform(.truncateItem(item, milliseconds: 1_500, request: nil))
        world.perform(.retrieveItem(item, request: nil))
        guard case .itemRetrieved(let kept)? = world.notices.last else {
            Issue.record("the item must be there")
            return
        }
        // One clause is one second: all of the first, half of the second.
        #expect(kept.text == "One two three four. Five six")
        world.perform(.truncateItem(item, milliseconds: 60_000, request: nil))
        #expect(refusals(world) == [.invalidValue])
    }

    @Test("an item put first into a full conversation stays, and the oldest of the others goes")
    func fullConversation() throws {
        var world = World()
        for number in 0..<400 { world.type("\(number)") }
        let oldest = try #require(world.conversation.itemOrder.first)
        world.type("first", at: .start)
        let fresh = try #require(added(world).last?.id)
        #expect(world.conversation.itemOrder.first == fresh)
        #expect(world.log.contains(.forget(oldest)) && !world.log.contains(.forget(fresh)))
    }

    @Test("truncating what is being spoken stops it, and is told once; what cannot be truncated stops nothing")
    func liveTruncation() throws {
        var world = World()
        world.answer = "One two three four five six."
        world.clauseSamples = 96_000
        world.type("count")
        world.perform(.respond(ResponseOptions(), request: nil))
        world.hear(String(repeating: "_", count: 20))
        let item = try #require(added(world).last?.id)
        world.perform(.truncateItem(item, milliseconds: 60_000, request: nil))
        #expect(refusals(world) == [.invalidValue])
        #expect(!world.notices.contains { if case .responseDone = $0 { true } else { false } })
        world.perform(.truncateItem(item, milliseconds: 1_000, request: nil))
        #expect(world.notices.count { if case .itemTruncated = $0 { true } else { false } } == 1)
        #expect(world.notices.contains { if case .responseDone(_, .cancelled(.clientCancelled), _, _) = $0 { true } else { false } })
    }

    @Test("sound may be cleared after a cancel too; before anything was spoken it is refused")
    func clearedOutput() throws {
        var world = World()
        world.clauseSamples = 96_000
        world.perform(.clearOutput(request: nil))
        #expect(refusals(world) == [.noActiveResponse])
        world.type("speak")
        world.perform(.respond(ResponseOptions(), request: nil))
        world.perform(.cancelResponse(nil, request: nil))
        world.perform(.clearOutput(request: nil))
        #expect(world.notices.contains { if case .outputCleared = $0 { true } else { false } })
        #expect(refusals(world) == [.noActiveResponse])
    }

    @Test("what a client asks for takes the place of the automatic answer, and a second wish is refused")
    func wishes() throws {
        var world = World()
        world.transcript = ""
        var options = ResponseOptions(instructions: "be brief")
        options.attachment = "mine"
        // While the person speaks, an answer must wait.
        world.hear("_ssss")
        world.perform(.respond(options, request: nil))
        world.perform(.respond(ResponseOptions(), request: nil))
        #expect(refusals(world) == [.activeResponse])
        world.transcript = "hello"
        world.hear("______")
        let formats = world.notices.compactMap { if case .responseCreated(_, let format) = $0 { format.attachment } else { nil } }
        #expect(formats == ["mine"])
        #expect(world.requests.map(\.instructions) == ["be brief"])
    }

    @Test("a long session keeps a bounded number of items, and says which are forgotten")
    func bound() {
        var world = World()
        for number in 0..<500 { world.type("\(number)") }
        #expect(world.conversation.itemOrder.count == 400)
        let forgotten = world.log.compactMap { if case .forget(let id) = $0 { id } else { nil } }
        #expect(forgotten == added(world).prefix(100).map(\.id))
    }

    @Test("a response beside the conversation leaves it as it was, and does not wait for the one that speaks")
    func outOfBand() throws {
        var world = World()
        world.answer = "A rather long reply to speak."
        world.clauseSamples = 64_000
        world.type("tell me")
        world.perform(.respond(ResponseOptions(), request: nil))
        let items = world.conversation.itemOrder
        var aside = ResponseOptions(speaks: false)
        aside.isInConversation = false
        aside.input = [.item(.inputText("classify this"), role: .user)]
        world.perform(.respond(aside, request: nil))
        #expect(world.questions == ["tell me", "classify this"])
        let done = world.notices.compactMap {
            if case .responseDone(_, let status, _, let output) = $0 { (status, output.map(\.text)) } else { nil }
        }
        #expect(done.count == 1 && done[0] == (.completed, ["A rather long reply to speak."]))
        #expect(world.conversation.itemOrder == items)
    }

    @Test("a reply that reaches its limit of tokens is incomplete, and keeps what fits")
    func tokenLimit() throws {
        var world = World()
        world.answer = "abcd efgh ijkl"
        world.type("go")
        var options = ResponseOptions(speaks: false)
        options.maximumTokens = 2
        world.perform(.respond(options, request: nil))
        guard case .responseDone(_, .cutShort, let usage, let output)? = world.notices.last else {
            Issue.record("the reply must be cut short")
            return
        }
        #expect(output.map(\.text) == ["abcd efg"] && output.map(\.status) == [.incomplete])
        #expect(usage.outputText == 2)
    }

    @Test("a call's arguments are streamed, and its output goes to the next reply")
    func calls() throws {
        var world = World()
        world.call = ("weather", [#"{"city":"#, #""Rome"}"#])
        world.answer = nil
        world.type("weather in rome")
        var options = ResponseOptions()
        options.tools = [Tool(name: "weather", description: "", parameters: "{}")]
        world.perform(.respond(options, request: nil))
        guard case .responseDone(_, .completed, _, let output)? = world.notices.last, case .call(let call)? = output.first?.content else {
            Issue.record("the response must end with the call")
            return
        }
        #expect(call.name == "weather" && call.arguments == #"{"city":"Rome"}"#)
        world.call = nil
        world.answer = "Sunny."
        world.perform(.addItem(.callOutput(callID: call.callID, output: "sunny"), role: .user, .end, request: nil))
        world.perform(.respond(ResponseOptions(), request: nil))
        let request = try #require(world.requests.last)
        #expect(request.results == [ToolResult(name: "weather", arguments: #"{"city":"Rome"}"#, output: "sunny")])
        #expect(request.text == "")
    }

    @Test("after a reply, silence as long as the client set is spoken to, once")
    func idleTimeout() throws {
        var settings = ConversationSettings()
        settings.turnDetection = .silence(.milliseconds(200))
        settings.idleTimeout = .seconds(5)
        var world = World(settings)
        world.clauseSamples = 16_000
        world.hear("_ssss" + String(repeating: "_", count: 30))
        #expect(world.questions == ["hello"])
        // One second of reply and five of silence; a character is 96 ms.
        world.answer = nil
        world.hear(String(repeating: "_", count: 80))
        #expect(world.requests.map(\.isNudge) == [false, true])
        #expect(world.notices.contains { if case .idleTimeout(_, let from, let to) = $0 { to - from >= 80_000 } else { false } })
    }

    @Test("while the client is away nothing is sent, and what it did not get is not counted as heard")
    func detached() throws {
        var world = World()
        world.answer = "One two three four five six seven eight nine ten."
        world.clauseSamples = 160_000
        world.type("count")
        world.perform(.respond(ResponseOptions(), request: nil))
        world.hear("____________________")
        let sent = world.audioSent
        world.perform(.detached)
        world.hear("..............................")
        #expect(world.audioSent == sent)
        world.perform(.attached(unheard: 16_000))
        world.hear(".")
        // A second of sound is still on its way to the ear: the lead is used up for that long.
        #expect(world.audioSent == sent)
        world.hear("............")
        #expect(world.audioSent > sent)
    }
}
