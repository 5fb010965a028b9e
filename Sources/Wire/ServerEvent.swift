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

/// Where in a response an event belongs. A message has one part.
package struct OutputPlace: Sendable, Equatable {
    package var response: String
    package var item: String
    package var index: Int

    package init(response: String, item: String, index: Int) {
        self.response = response
        self.item = item
        self.index = index
    }

    fileprivate var itemMembers: [String: JSONValue] {
        ["response_id": .string(response), "item_id": .string(item), "output_index": .integer(index)]
    }

    fileprivate var members: [String: JSONValue] { itemMembers.merging(["content_index": 0]) { $1 } }

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

    /// Nobody spoke for as long as `idle_timeout_ms`; the offsets are those of the silence.
    package static func timeoutTriggered(item: String, from start: Int, to end: Int) -> Self {
        Self(
            "input_audio_buffer.timeout_triggered",
            ["item_id": .string(item), "audio_start_ms": .integer(start), "audio_end_ms": .integer(end)])
    }

    // MARK: Items

    package static func itemRetrieved(_ item: JSONValue) -> Self { Self("conversation.item.retrieved", ["item": item]) }
    package static func itemDeleted(_ item: String) -> Self { Self("conversation.item.deleted", ["item_id": .string(item)]) }

    package static func itemTruncated(_ item: String, milliseconds: Int) -> Self {
        Self(
            "conversation.item.truncated",
            ["item_id": .string(item), "content_index": 0, "audio_end_ms": .integer(milliseconds)])
    }

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

    package static func outputItemAdded(_ place: OutputPlace, item: JSONValue) -> Self {
        Self(
            "response.output_item.added",
            ["response_id": .string(place.response), "output_index": .integer(place.index), "item": item])
    }

    package static func outputItemDone(_ place: OutputPlace, item: JSONValue) -> Self {
        Self(
            "response.output_item.done",
            ["response_id": .string(place.response), "output_index": .integer(place.index), "item": item])
    }

    package static func argumentsDelta(_ place: OutputPlace, call: String, text: String) -> Self {
        Self(
            "response.function_call_arguments.delta",
            place.itemMembers.merging(["call_id": .string(call), "delta": .string(text)]) { $1 })
    }

    package static func argumentsDone(_ place: OutputPlace, call: String, name: String, arguments: String) -> Self {
        Self(
            "response.function_call_arguments.done",
            place.itemMembers.merging(["call_id": .string(call), "name": .string(name), "arguments": .string(arguments)]) { $1 })
    }

    package static func outputCleared(response: String) -> Self { Self("output_audio_buffer.cleared", ["response_id": .string(response)]) }

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
