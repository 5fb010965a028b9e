import TestSupport
import Testing
import Wire

@Suite struct ClientEventTests {
    private func parse(_ text: String) -> ClientMessage { ClientMessage(parsing: Array(text.utf8)) }

    @Test(
        "what a client may say is understood",
        arguments: [
            (#"{"type":"input_audio_buffer.append","audio":"AAEC/w=="}"#, ClientEvent.appendAudio([0, 1, 2, 255])),
            (#"{"type":"input_audio_buffer.commit"}"#, .commitAudio),
            (#"{"type":"input_audio_buffer.clear"}"#, .clearAudio),
            (#"{"type":"response.create"}"#, .createResponse(instructions: nil, speaks: nil, metadata: nil)),
            (
                #"{"type":"response.create","response":{"instructions":"be brief","output_modalities":["text"]}}"#,
                .createResponse(instructions: "be brief", speaks: false, metadata: nil)
            ),
            (#"{"type":"response.cancel"}"#, .cancelResponse(id: nil)),
            (#"{"type":"response.cancel","response_id":"resp_1"}"#, .cancelResponse(id: "resp_1")),
            (
                #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}}"#,
                .createItem(id: nil, role: "user", text: "hi")
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
            (#"{"type":"response.create","response":{"output_modalities":["smell"]}}"#, "invalid_value"),
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

    @Test("deeply nested JSON is refused without exhausting the stack")
    func nesting() {
        let deep = String(repeating: "[", count: 60_000) + String(repeating: "]", count: 60_000)
        #expect(parse(deep).event == .failure(WireError(code: "invalid_json", message: "The message is not valid JSON.")))
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
            case .failure(let error): #expect(["unknown_event", "invalid_value"].contains(error.code))
            }
        }
        #expect(seen > 0)
    }
}
