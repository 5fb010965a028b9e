internal import FoundationEssentials

/// What a Realtime server says: a type and the members that go with it. Source: the OpenAI Realtime API's server events.
package struct ServerEvent: Sendable, Equatable {
    package var type: String
    package var members: [String: JSONValue]

    package init(_ type: String, _ members: [String: JSONValue]) {
        self.type = type
        self.members = members
    }

    /// The event as a client receives it.
    package func bytes(id: String) -> [UInt8] {
        var members = members
        members["type"] = .string(type)
        members["event_id"] = .string(id)
        return JSONValue.object(members).bytes
    }
}

/// Where in a response an event belongs. Coda's responses have one item with one part.
package struct OutputPlace: Sendable, Equatable {
    package var response: String
    package var item: String

    package init(response: String, item: String) {
        self.response = response
        self.item = item
    }

    fileprivate var members: [String: JSONValue] {
        ["response_id": .string(response), "item_id": .string(item), "output_index": 0, "content_index": 0]
    }

    fileprivate func with(_ more: [String: JSONValue]) -> [String: JSONValue] { members.merging(more) { $1 } }
}

extension ServerEvent {
    // MARK: Session

    package static func sessionCreated(_ session: JSONValue) -> Self { Self("session.created", ["session": session]) }
    package static func sessionUpdated(_ session: JSONValue) -> Self { Self("session.updated", ["session": session]) }

    /// - Parameter eventID: the client's own name for what is refused.
    package static func error(_ error: WireError, type: String = "invalid_request_error", eventID: String?) -> Self {
        Self(
            "error",
            [
                "error": [
                    "type": .string(type), "code": .string(error.code), "message": .string(error.message),
                    "param": error.parameter.map { .string($0) } ?? .null, "event_id": eventID.map { .string($0) } ?? .null,
                ]
            ])
    }

    // MARK: Input

    package static func speechStarted(item: String, milliseconds: Int) -> Self {
        Self("input_audio_buffer.speech_started", ["item_id": .string(item), "audio_start_ms": .integer(milliseconds)])
    }

    package static func speechStopped(item: String, milliseconds: Int) -> Self {
        Self("input_audio_buffer.speech_stopped", ["item_id": .string(item), "audio_end_ms": .integer(milliseconds)])
    }

    package static func committed(item: String, previous: String?) -> Self {
        Self("input_audio_buffer.committed", ["item_id": .string(item), "previous_item_id": previous.map { .string($0) } ?? .null])
    }

    package static let cleared = Self("input_audio_buffer.cleared", [:])

    // MARK: Items

    package static func itemAdded(_ item: JSONValue, previous: String?) -> Self {
        Self("conversation.item.added", ["item": item, "previous_item_id": previous.map { .string($0) } ?? .null])
    }

    package static func itemDone(_ item: JSONValue, previous: String?) -> Self {
        Self("conversation.item.done", ["item": item, "previous_item_id": previous.map { .string($0) } ?? .null])
    }

    package static func transcriptDelta(item: String, text: String) -> Self {
        Self("conversation.item.input_audio_transcription.delta", ["item_id": .string(item), "content_index": 0, "delta": .string(text)])
    }

    /// - Parameter seconds: length of the sound transcribed.
    package static func transcriptCompleted(item: String, text: String, seconds: Double) -> Self {
        Self(
            "conversation.item.input_audio_transcription.completed",
            [
                "item_id": .string(item), "content_index": 0, "transcript": .string(text),
                "usage": ["type": "duration", "seconds": .number(seconds)],
            ])
    }

    package static func transcriptFailed(item: String, code: String, message: String) -> Self {
        Self(
            "conversation.item.input_audio_transcription.failed",
            [
                "item_id": .string(item), "content_index": 0,
                "error": ["type": "transcription_error", "code": .string(code), "message": .string(message)],
            ])
    }

    // MARK: Responses

    package static func responseCreated(_ response: JSONValue) -> Self { Self("response.created", ["response": response]) }
    package static func responseDone(_ response: JSONValue) -> Self { Self("response.done", ["response": response]) }

    package static func outputItemAdded(response: String, item: JSONValue) -> Self {
        Self("response.output_item.added", ["response_id": .string(response), "output_index": 0, "item": item])
    }

    package static func outputItemDone(response: String, item: JSONValue) -> Self {
        Self("response.output_item.done", ["response_id": .string(response), "output_index": 0, "item": item])
    }

    package static func partAdded(_ place: OutputPlace, speaks: Bool) -> Self {
        Self("response.content_part.added", place.with(["part": part(speaks: speaks, text: "")]))
    }

    package static func partDone(_ place: OutputPlace, speaks: Bool, text: String) -> Self {
        Self("response.content_part.done", place.with(["part": part(speaks: speaks, text: text)]))
    }

    private static func part(speaks: Bool, text: String) -> JSONValue {
        speaks ? ["type": "audio", "transcript": .string(text)] : ["type": "text", "text": .string(text)]
    }

    package static func textDelta(_ place: OutputPlace, speaks: Bool, text: String) -> Self {
        Self(speaks ? "response.output_audio_transcript.delta" : "response.output_text.delta", place.with(["delta": .string(text)]))
    }

    package static func textDone(_ place: OutputPlace, speaks: Bool, text: String) -> Self {
        Self(
            speaks ? "response.output_audio_transcript.done" : "response.output_text.done",
            place.with([speaks ? "transcript" : "text": .string(text)]))
    }

    /// - Parameter sound: in the session's output format.
    package static func audioDelta(_ place: OutputPlace, sound: [UInt8]) -> Self {
        Self("response.output_audio.delta", place.with(["delta": .string(Data(sound).base64EncodedString())]))
    }

    package static func audioDone(_ place: OutputPlace) -> Self { Self("response.output_audio.done", place.members) }
}
