import Language
import TestSupport
import Testing
import Wire

/// The parts of the language-model client that are values.
@Suite struct ModelPartsTests {
    @Test(
        "a server is of this machine by its host alone",
        arguments: [
            ("http://localhost:8080/v1", true), ("http://127.0.0.1/v1", true), ("https://[::1]:1/v1", true), ("http://LOCALHOST", true),
            ("http://localhost.example.org/v1", false), ("http://127.example.org", false), ("http://[::2]/", false), ("127.0.0.1 x", false),
        ])
    func local(url: String, isLocal: Bool) { #expect(ModelEndpoint(name: "a", url: url, model: "b").isLocal == isLocal) }

    static func read(_ deltas: [String]) -> [ModelEvent] {
        var reader = CompletionReader()
        var events = deltas.flatMap { reader.read(Array(#"{"choices":[{"delta":\#($0)}]}"#.utf8)) }
        events += reader.read(Array("[DONE]".utf8))
        return events
    }

    @Test(
        "calls of many makes",
        arguments: [
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]}"#,
            ],
            [#"{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{"}}]}"#, #"{"tool_calls":[{"function":{"arguments":"}"}}]}"#],
            [#"{"tool_calls":[{"id":"a","function":{"name":"f"}}]}"#, #"{"tool_calls":[{"id":"a","function":{"arguments":"{}"}}]}"#],
            [#"{"tool_calls":[{"id":"a","function":{"name":"f","arguments":{}}}]}"#],
        ])
    func calls(deltas: [String]) {
        let events = Self.read(deltas)
        #expect(events.first == .callBegan(index: 0, id: "a", name: "f"))
        #expect(events.dropFirst().map { if case .callArguments(0, let piece) = $0 { piece } else { "?" } }.joined() == "{}")
    }

    @Test("parallel calls keep apart; ids that are missing are made; the legacy form is understood")
    func parallel() {
        let two = Self.read([
            #"{"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":"1"}},{"index":0,"function":{"name":"f","arguments":"2"}}]}"#,
            #"{"tool_calls":[{"index":1,"function":{"arguments":"3"}}]}"#,
        ])
        #expect(
            two == [
                .callBegan(index: 0, id: "b", name: "g"), .callArguments(index: 0, "1"), .callBegan(index: 1, id: "call_1", name: "f"),
                .callArguments(index: 1, "2"), .callArguments(index: 0, "3"),
            ])
        let legacy = Self.read([#"{"function_call":{"name":"f","arguments":"{"}}"#, #"{"function_call":{"arguments":"}"}}"#])
        #expect(legacy.first == .callBegan(index: 0, id: "call_0", name: "f") && legacy.count == 3)
    }

    @Test("thoughts are kept out of speech, however they are marked and cut")
    func thoughts() {
        #expect(Self.read([#"{"reasoning_content":"hm","content":null}"#, #"{"content":"Yes"}"#]) == [.reasoning("hm"), .text("Yes")])
        let text = "<think>if 1 < 2\n</think>\n\nIt is < 3 <b>."
        for size in 1...text.count {
            var splitter = ThoughtSplitter()
            var parts: [ThoughtSplitter.Part] = []
            var rest = text[...]
            while !rest.isEmpty {
                parts += splitter.push(String(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            parts += splitter.finish()
            let spoken = parts.map { if case .spoken(let text) = $0 { text } else { "" } }.joined()
            let thought = parts.map { if case .thought(let text) = $0 { text } else { "" } }.joined()
            #expect(spoken == "It is < 3 <b>." && thought == "if 1 < 2\n", "cut every \(size) characters")
        }
    }

    @Test(
        "why it stopped",
        arguments: [
            ("stop", ModelFinish.complete), ("length", .length), ("content_filter", .refused), ("tool_calls", .calls), ("eos", .complete),
        ])
    func finish(reason: String, expected: ModelFinish) {
        var reader = CompletionReader()
        _ = reader.read(Array(#"{"choices":[{"delta":{},"finish_reason":"\#(reason)"}]}"#.utf8))
        #expect(reader.finish == expected)
    }

    @Test("a refusal is spoken, and is one")
    func refusal() {
        var reader = CompletionReader()
        let events = reader.read(Array(#"{"choices":[{"delta":{"refusal":"No."},"finish_reason":"stop"}]}"#.utf8))
        #expect(events == [.text("No.")])
        #expect(reader.finish == .refused)
    }

    @Test("a longer history begins with the bytes of the shorter one")
    func prefix() throws {
        var prompt = ModelPrompt(
            messages: [.system("A"), .user("b")],
            functions: [.init(name: "z", summary: "", parameters: "{}"), .init(name: "a", summary: "", parameters: "not JSON")])
        let short = CompletionRequest.body(prompt, model: "m")
        prompt.messages += [
            .assistant(text: "c", calls: [.init(id: "1", name: "a", arguments: "")]), .result(id: "1", name: "a", output: "d"),
        ]
        prompt.functions.reverse()
        let long = CompletionRequest.body(prompt, model: "m")
        #expect(short["tools"] == long["tools"] && short["tools"]?.array?.first?["function"]?["name"] == "a")
        let messages = try #require(short["messages"]?.text.dropLast())
        #expect(try #require(long["messages"]?.text).hasPrefix(messages))
    }

    @Test("a history is cut to a budget: old results first, then old turns, and no call without its result")
    func budget() {
        let long = String(repeating: "word ", count: 100)
        let old: [ModelPrompt.Message] = [
            .user("one"), .assistant(text: "", calls: [.init(id: "1", name: "f", arguments: "{}")]),
            .result(id: "1", name: "f", output: long),
            .assistant(text: long, calls: []),
        ]
        let new: [ModelPrompt.Message] = [
            .user("two"), .assistant(text: "", calls: [.init(id: "2", name: "f", arguments: "{}")]),
            .result(id: "2", name: "f", output: long),
        ]
        let prompt = ModelPrompt(messages: [.system("S")] + old + new)
        #expect(prompt.compacted(to: 10_000) == prompt)
        let first = prompt.compacted(to: prompt.estimatedTokens - 1)
        #expect(first.messages[3] == .result(id: "1", name: "f", output: ModelPrompt.forgottenResult) && first.messages.count == 8)
        #expect(first.messages[7] == new[2])
        #expect(prompt.compacted(to: 10).messages == [.system("S")] + new)
    }

    @Test("a breaker opens after failures in a row, lets one request try, and waits longer each time")
    func breaker() {
        var breaker = CircuitBreaker()
        func tries(_ seconds: Int) -> Bool { breaker.mayTry(.seconds(seconds)) }
        for second in 0..<CircuitBreaker.threshold {
            #expect(tries(second))
            breaker.failed(.seconds(second))
        }
        #expect(!tries(3))
        #expect(!breaker.isOpen(.seconds(3)))
        #expect(tries(7))
        #expect(!tries(7), "one request is enough to try")
        breaker.failed(.seconds(7))
        #expect(!tries(16))
        #expect(tries(17))
        breaker.succeeded()
        #expect(tries(17))
        #expect(tries(17))
        breaker.failed(.seconds(17), retryAfter: .seconds(60))
        #expect(!tries(76))
        #expect(tries(77))
    }
}
