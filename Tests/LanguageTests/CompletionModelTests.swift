import Language
import TestSupport
import Testing
import Wire

/// One at a time: each test blocks a thread of the pool that the model's timers run on.
@Suite(.serialized) struct CompletionModelTests {
    struct Heard {
        var events: [ModelEvent] = []

        var text: String {
            events.map { if case .text(let text) = $0 { text } else { "" } }.joined()
        }
        var finish: ModelFinish? {
            for case .finished(let reason) in events { return reason }
            return nil
        }
        var failure: ModelFailure? {
            for case .failed(let failure) in events { return failure }
            return nil
        }
        var switches: [String] { events.compactMap { if case .switchedEndpoint(let name, _) = $0 { name } else { nil } } }
        var usage: ModelUsage? {
            for case .usage(let usage) in events { return usage }
            return nil
        }
        var isOver: Bool { finish != nil || failure != nil }
    }

    static let prompt = ModelPrompt(messages: [.system("Be brief."), .user("Say something.")])

    static func endpoint(_ server: ScriptedModelServer, _ name: String = "first") -> ModelEndpoint {
        ModelEndpoint(
            name: name, url: server.url, model: "scripted", key: "hush", prices: ModelEndpoint.Prices(input: 1, cachedInput: 0.5, output: 2)
        )
    }

    static func model(_ endpoints: [ModelEndpoint], attempts: Int = 3) -> CompletionModel {
        var patience = CompletionModel.Patience()
        patience.attempts = attempts
        patience.pause = .milliseconds(1)
        return CompletionModel(endpoints, patience: patience)
    }

    static func listen(_ model: CompletionModel, _ prompt: ModelPrompt = Self.prompt) -> (any ModelJob, Latch<Heard>) {
        let heard = Latch(Heard())
        let job = model.stream(prompt) { event in heard.update { $0.events.append(event) } }
        return (job, heard)
    }

    static func answer(_ model: CompletionModel, _ prompt: ModelPrompt = Self.prompt) -> Heard {
        listen(model, prompt).1.wait { $0.isOver }
    }

    @Test("an answer comes piece by piece, with its tokens, their price and its end")
    func plain() throws {
        let server = try ScriptedModelServer([
            .stream([
                .raw(": hello\n\n"), .say("It "), .gate(1), .say("is "), .say("five."), .finish("stop"),
                .usage(input: 10, output: 3, cached: 4), .done,
            ])
        ])
        defer { server.stop() }
        let model = Self.model([Self.endpoint(server)])
        let (_, heard) = Self.listen(model)
        #expect(heard.wait { $0.text == "It " }.text == "It ")
        server.open(1)
        let end = heard.wait { $0.isOver }
        #expect(end.text == "It is five." && end.finish == .complete)
        // 6 fresh tokens at 1, 4 known ones at 0.5, 3 written at 2.
        let cost = 14 / 1e6
        #expect(end.usage == ModelUsage(input: 10, cachedInput: 4, output: 3, cost: cost))
        let request = try #require(server.requests.first)
        #expect(request.target == "/v1/chat/completions" && request.headers["authorization"] == "Bearer hush")
        let body = try JSONValue.parse(request.body)
        #expect(body["model"] == "scripted" && body["stream"] == true && body["messages"]?.array?.count == 2)
        #expect(model.standing.firstWord != nil && model.standing.isLocal && model.standing.cost == cost)
    }

    @Test("tokens are estimated where the server counts none")
    func estimated() throws {
        let server = try ScriptedModelServer([.stream([.say("twelve chars"), .finish("stop"), .done])])
        defer { server.stop() }
        let usage = try #require(Self.answer(Self.model([Self.endpoint(server)])).usage)
        #expect(usage.isEstimated && usage.output == 3 && usage.input == Self.prompt.estimatedTokens)
    }

    @Test("cancelling closes the connection at once, and nothing more is delivered")
    func cancelling() throws {
        let server = try ScriptedModelServer([.stream([.say("one "), .hang])])
        defer { server.stop() }
        let model = Self.model([Self.endpoint(server)])
        let (job, heard) = Self.listen(model)
        #expect(heard.wait { !$0.text.isEmpty }.text == "one ")
        job.cancel()
        job.cancel()
        #expect(server.hungUp.wait { $0 == 1 } == 1)
        #expect(heard.update { $0.events } == [.text("one ")])
        #expect(model.standing.isAvailable)
    }

    @Test(
        "a first endpoint that fails before a word is replaced by the next, from the start",
        arguments: ["429", "500", "401", "404", "cut", "garbage", "error", "silent", "empty"])
    func failover(kind: String) throws {
        let broken: ScriptedModelServer.Answer =
            switch kind {
            case "cut": .stream([.delta(#"{"role":"assistant","content":""}"#), .cut])
            case "garbage": .stream([.data("<html>")])
            case "error": .stream([.data(#"{"error":{"message":"hush","type":"overloaded"}}"#)])
            case "silent": .stream([.hang])
            case "empty": .stream([])
            default: .status(Int(kind) ?? 500, headers: [("Retry-After", "30")], body: #"{"error":{"message":"hush","code":"busy"}}"#)
            }
        let first = try ScriptedModelServer([broken])
        let second = try ScriptedModelServer([.words("Here ", "I am.")])
        defer {
            first.stop()
            second.stop()
        }
        var endpoint = Self.endpoint(first)
        if kind == "silent" { endpoint.firstTokenTimeout = .milliseconds(30) }
        let heard = Self.answer(Self.model([endpoint, Self.endpoint(second, "second")]))
        #expect(heard.text == "Here I am." && heard.finish == .complete && heard.switches == ["second"])
        guard case .switchedEndpoint(_, let reason) = heard.events.first else {
            Issue.record("no switch was told")
            return
        }
        #expect(!reason.contains("hush") && !reason.isEmpty)
        #expect(second.requests.first?.body.count ?? 0 > 0)
    }

    @Test("a mute endpoint leaves the next its share of the time to the first word")
    func sharing() throws {
        let mute = try ScriptedModelServer([.stream([.hang])])
        let living = try ScriptedModelServer([.words("Here ", "I am.")])
        defer {
            mute.stop()
            living.stop()
        }
        var prompt = Self.prompt
        prompt.firstWordWithin = .seconds(3)
        let heard = Self.answer(Self.model([Self.endpoint(mute), Self.endpoint(living, "second")]), prompt)
        #expect(heard.text == "Here I am." && heard.switches == ["second"])
        #expect(mute.hungUp.wait { $0 == 1 } == 1)
    }

    @Test("the time to the first word is one for all requests, and letting it pass is a failure")
    func mute() throws {
        let server = try ScriptedModelServer([.stream([.hang])])
        defer { server.stop() }
        let model = Self.model([Self.endpoint(server)])
        var prompt = Self.prompt
        prompt.firstWordWithin = .milliseconds(30)
        for _ in 0..<CircuitBreaker.threshold { #expect(Self.answer(model, prompt).failure?.kind == .timedOut) }
        #expect(!model.standing.isAvailable)
    }

    @Test(
        "an endpoint that dies in the middle: the next goes on from the words said, without repeating",
        arguments: [
            "jumps over the dog.", "The quick brown fox jumps over the dog.", "brown fox jumps over the dog.",
        ])
    func continuing(rest: String) throws {
        let first = try ScriptedModelServer([.stream([.say("The quick "), .say("brown fox"), .cut])])
        let pieces = rest.split(separator: " ", omittingEmptySubsequences: false).enumerated().map {
            ScriptedModelServer.Step.say(($0.offset > 0 ? " " : "") + $0.element)
        }
        let second = try ScriptedModelServer([.stream(pieces + [.finish("stop"), .done])])
        defer {
            first.stop()
            second.stop()
        }
        let heard = Self.answer(Self.model([Self.endpoint(first), Self.endpoint(second, "second")]))
        #expect(heard.text == "The quick brown fox jumps over the dog." && heard.switches == ["second"])
        let body = try JSONValue.parse(try #require(second.requests.first).body)
        let messages = try #require(body["messages"]?.array)
        #expect(messages.count == 4 && messages[2]["role"] == "assistant" && messages[2]["content"] == "The quick brown fox")
    }

    @Test("one endpoint alone is tried again after a pause; what it will never do is not")
    func retrying() throws {
        let server = try ScriptedModelServer([
            .status(503, headers: [], body: ""), .status(429, headers: [("Retry-After", "0")], body: "{}"), .words("At last."),
        ])
        defer { server.stop() }
        #expect(Self.answer(Self.model([Self.endpoint(server)])).text == "At last.")
        for (status, kind) in [(400, ModelFailure.Kind.rejected), (401, .unauthorized)] {
            let other = try ScriptedModelServer([.status(status, headers: [], body: "{}")])
            #expect(Self.answer(Self.model([Self.endpoint(other)])).failure?.kind == kind)
            #expect(other.requests.count == 1)
            other.stop()
        }
    }

    @Test("an endpoint that wants to be left alone for long is left alone")
    func pausing() throws {
        let server = try ScriptedModelServer([.status(429, headers: [("Retry-After", "600")], body: "{}")])
        defer { server.stop() }
        let model = Self.model([Self.endpoint(server)])
        #expect(Self.answer(model).failure?.kind == .rateLimited)
        #expect(!model.standing.isAvailable)
        #expect(Self.answer(model).failure?.kind == .unreachable && server.requests.count == 1)
    }

    @Test("calls are whole when they are told; half a call of a lost connection is told by nobody")
    func calls() throws {
        let half: [ScriptedModelServer.Step] = [
            .delta(#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"old","arguments":"{\"x\":"}}]}"#), .cut,
        ]
        let whole: [ScriptedModelServer.Step] = [
            .delta(#"{"tool_calls":[{"index":0,"id":"b","function":{"name":"new","arguments":""}}]}"#),
            .delta(#"{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}"#), .finish("tool_calls"), .done,
        ]
        let server = try ScriptedModelServer([.stream(half), .stream(whole)])
        defer { server.stop() }
        let heard = Self.answer(Self.model([Self.endpoint(server)]))
        #expect(heard.finish == .calls)
        #expect(heard.events.prefix(2) == [.callBegan(index: 0, id: "b", name: "new"), .callArguments(index: 0, "{}")])
    }

    @Test("a server that does not stream is understood; one whose line never ends is given up")
    func odd() throws {
        let body =
            #"{"choices":[{"message":{"content":"Whole."},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}"#
        let server = try ScriptedModelServer([.status(200, headers: [("content-type", "application/json")], body: body)])
        #expect(Self.answer(Self.model([Self.endpoint(server)])).text == "Whole.")
        server.stop()
        let endless = try ScriptedHTTPServer { exchange in
            exchange.begin(headers: [("content-type", "text/event-stream")])
            while exchange.piece(String(repeating: "x", count: 60_000)) {}
        }
        let endpoint = ModelEndpoint(name: "endless", url: endless.url, model: "x")
        #expect(Self.answer(Self.model([endpoint], attempts: 1)).failure?.kind == .broken)
    }
}
