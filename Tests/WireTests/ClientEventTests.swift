import Audio
import TestSupport
import Testing
import Wire

@Suite struct ClientEventTests {
    private static func draft(_ change: (inout ResponseDraft) -> Void) -> ResponseDraft {
        var draft = ResponseDraft()
        change(&draft)
        return draft
    }

    private static func item(role: String, _ content: String) -> String {
        #"{"type":"conversation.item.create","item":{"type":"message","role":""# + role + #"","content":"# + content + "}}"
    }

    private func parse(_ text: String) -> ClientMessage { ClientMessage(parsing: Array(text.utf8)) }

    @Test(
        "what a client may say is understood",
        arguments: [
            (#"{"type":"input_audio_buffer.append","audio":"AAEC/w=="}"#, ClientEvent.appendAudio([0, 1, 2, 255])),
            (#"{"type":"input_audio_buffer.commit"}"#, .commitAudio),
            (#"{"type":"input_audio_buffer.clear"}"#, .clearAudio),
            (#"{"type":"response.create"}"#, .createResponse(ResponseDraft())),
            (
                #"{"type":"response.create","response":{"instructions":"be brief","output_modalities":["text"],"conversation":"none"}}"#,
                .createResponse(Self.draft { ($0.instructions, $0.speaks, $0.isInConversation) = ("be brief", false, false) })
            ),
            (
                #"{"type":"response.create","response":{"max_output_tokens":7,"input":[{"type":"item_reference","id":"item_1"}]}}"#,
                .createResponse(Self.draft { ($0.maximumTokens, $0.input) = (.some(7), [ItemDraft(id: "item_1", content: .reference)]) })
            ),
            (
                #"{"type":"response.create","response":{"audio":{"output":{"format":{"type":"audio/pcmu"},"voice":"rms"}}}}"#,
                .createResponse(Self.draft { ($0.format, $0.voice) = (.g711(.muLaw), "rms") })
            ),
            (#"{"type":"response.cancel"}"#, .cancelResponse(id: nil)),
            (#"{"type":"response.cancel","response_id":"resp_1"}"#, .cancelResponse(id: "resp_1")),
            (#"{"type":"output_audio_buffer.clear"}"#, .clearOutput),
            (#"{"type":"conversation.item.retrieve","item_id":"item_3"}"#, .retrieveItem(id: "item_3")),
            (#"{"type":"conversation.item.delete","item_id":"item_3"}"#, .deleteItem(id: "item_3")),
            (
                #"{"type":"conversation.item.truncate","item_id":"item_3","content_index":0,"audio_end_ms":1500}"#,
                .truncateItem(id: "item_3", milliseconds: 1_500)
            ),
            (#"{"type":"coda.output.played","item_id":"item_3","audio_ms":250}"#, .outputPlayed(id: "item_3", milliseconds: 250)),
            (
                #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}}"#,
                .createItem(ItemDraft(id: nil, content: .message(role: "user", text: "hi")), after: .end)
            ),
            (
                #"{"type":"conversation.item.create","previous_item_id":"root","item":{"type":"message","role":"user","content":[{"type":"input_audio","audio":"AAEC/w=="}]}}"#,
                .createItem(ItemDraft(id: nil, content: .sound([0, 1, 2, 255])), after: .start)
            ),
            (
                #"{"type":"conversation.item.create","previous_item_id":"a","item":{"id":"b","type":"function_call_output","call_id":"c","output":"d"}}"#,
                .createItem(ItemDraft(id: "b", content: .callOutput(callID: "c", output: "d")), after: .named("a"))
            ),
        ])
    func understood(text: String, expected: ClientEvent) { #expect(parse(text).event == .success(expected)) }

    @Test(
        "what is wrong is refused with its code, and placed by the client's own event id",
        arguments: [
            ("", "invalid_json"),
            ("not json", "invalid_json"),
            ("{\"type\":", "invalid_json"),
            ("[1]", "invalid_event"),
            ("42", "invalid_event"),
            ("{}", "invalid_event"),
            (#"{"type":7}"#, "invalid_event"),
            (#"{"type":"no.such.event"}"#, "unknown_event"),
            (#"{"type":"input_audio_buffer.append"}"#, "missing_required_parameter"),
            (#"{"type":"input_audio_buffer.append","audio":7}"#, "missing_required_parameter"),
            (#"{"type":"input_audio_buffer.append","audio":"***"}"#, "invalid_value"),
            (#"{"type":"session.update"}"#, "missing_required_parameter"),
            (#"{"type":"session.update","session":3}"#, "missing_required_parameter"),
            (#"{"type":"conversation.item.create"}"#, "missing_required_parameter"),
            (#"{"type":"conversation.item.create","item":{"type":"message","role":"robot","content":[]}}"#, "invalid_value"),
            (#"{"type":"response.create","response":7}"#, "invalid_value"),
            (#"{"type":"response.create","response":{"audio":[]}}"#, "invalid_value"),
            (#"{"type":"response.create","response":{"output_modalities":["smell"]}}"#, "invalid_value"),
            (#"{"type":"response.create","response":{"conversation":"other"}}"#, "invalid_value"),
            (#"{"type":"response.create","response":{"max_output_tokens":0}}"#, "invalid_value"),
            (#"{"type":"response.create","response":{"metadata":{"a":1}}}"#, "invalid_value"),
            (#"{"type":"response.create","response":{"tools":[{"type":"mcp","server_label":"x"}]}}"#, "invalid_value"),
            (#"{"type":"response.create","response":{"tools":[{"type":"function","name":"no spaces"}]}}"#, "invalid_value"),
            (#"{"type":"response.create","response":{"tool_choice":"sometimes"}}"#, "invalid_value"),
            (#"{"type":"conversation.item.retrieve"}"#, "missing_required_parameter"),
            (#"{"type":"coda.output.played","item_id":"a"}"#, "missing_required_parameter"),
            (#"{"type":"coda.output.played","item_id":"a","audio_ms":-1}"#, "invalid_value"),
            (#"{"type":"conversation.item.truncate","item_id":"a","content_index":0}"#, "missing_required_parameter"),
            (#"{"type":"conversation.item.truncate","item_id":"a","content_index":1,"audio_end_ms":1}"#, "invalid_value"),
            (#"{"type":"conversation.item.truncate","item_id":"a","content_index":0,"audio_end_ms":1e300}"#, "invalid_value"),
            (Self.item(role: "user", #"[{"type":"input_audio","audio":"*"}]"#), "invalid_value"),
            (Self.item(role: "user", #"[{"type":"input_image"}]"#), "invalid_value"),
            (Self.item(role: "system", #"[{"type":"output_text","text":"x"}]"#), "invalid_value"),
            (#"{"type":"conversation.item.create","item":{"type":"function_call","name":"x"}}"#, "missing_required_parameter"),
        ])
    func refused(text: String, code: String) {
        guard case .failure(let error) = parse(text).event else {
            Issue.record("must be refused")
            return
        }
        #expect(error.code == code)
        #expect(!error.message.isEmpty)
    }

    @Test("a refusal keeps the client's event id")
    func eventID() {
        #expect(parse(#"{"type":"no.such.event","event_id":"e7"}"#).eventID == "e7")
        #expect(parse(#"{"type":"input_audio_buffer.append","event_id":"e8","audio":"*"}"#).eventID == "e8")
    }

    @Test("random bytes are refused, never worse", arguments: 0..<50 as Range<UInt64>)
    func randomBytes(seed: UInt64) {
        var state = seed &+ 1
        let bytes = (0..<10_000).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state)
        }
        guard case .failure = ClientMessage(parsing: bytes).event else {
            Issue.record("random bytes are no event")
            return
        }
    }

    @Test("what would cost far more to decode than it has bytes is refused at once", arguments: ["[", "{\"a\":"])
    func costly(opening: String) {
        // Deep: 500 levels. Wide and deep: many small arrays 30 levels down. Wide: a list longer than any event.
        let closing = opening == "[" ? "]" : "}"
        let deep = String(repeating: opening, count: 500) + "1" + String(repeating: closing, count: 500)
        let wide = String(repeating: "[", count: 30) + String(repeating: "[],", count: 20_000) + "1" + String(repeating: "]", count: 30)
        let long = "[" + String(repeating: "1,", count: 200_000) + "1]"
        for (text, code) in [(deep, "invalid_json"), (wide, "invalid_json"), (long, "event_too_large")] {
            guard case .failure(let error) = parse(#"{"type":"response.cancel","x":"# + text + "}").event else {
                Issue.record("must be refused")
                continue
            }
            #expect(error.code == code)
        }
        // Brackets in words are words.
        let words = String(repeating: "[{\\\"", count: 2_000)
        let event = parse(#"{"type":"response.cancel","response_id":""# + words + "\"}").event
        #expect(event == .success(.cancelResponse(id: words.replacing("\\", with: ""))))
    }

    @Test("deeply nested JSON is refused without exhausting the stack")
    func nesting() {
        let deep = String(repeating: "[", count: 60_000) + String(repeating: "]", count: 60_000)
        #expect(
            parse(deep).event
                == .failure(WireError(code: "invalid_json", message: "The message is nested too deeply, or has too many values.")))
    }

    @Test(
        "every client example of the protocol is understood or refused by name", .enabled(if: TestData.folder != nil, "\(TestData.absent)"))
    func examples() throws {
        let folder = try #require(TestData.folder)
        let lines = try #require(TextFile.lines(folder + "/protocol/openai_realtime/open/examples.jsonl"))
        var seen = 0
        for line in lines {
            let sample = try JSONValue.parse(Array(line.utf8))
            guard sample["side"]?.string == "client", let example = sample["example"] else { continue }
            seen += 1
            switch ClientMessage(parsing: example.bytes).event {
            case .success: break
            case .failure(let error):
                #expect(["unknown_event", "invalid_value", "missing_required_parameter"].contains(error.code), "\(example.text)")
            }
        }
        #expect(seen > 0)
    }
}
