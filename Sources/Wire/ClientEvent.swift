internal import FoundationEssentials

/// What a Realtime client may say. Source: the OpenAI Realtime API's client events.
package enum ClientEvent: Sendable, Equatable {
    case updateSession(JSONValue)
    /// Raw sound in the session's input format.
    case appendAudio([UInt8])
    case commitAudio
    case clearAudio
    /// A message typed, or put into the conversation by the client; `role` is user, assistant or system.
    case createItem(id: String?, role: String, text: String)
    case createResponse(instructions: String?, speaks: Bool?, metadata: JSONValue?)
    case cancelResponse(id: String?)
}

/// A client event with the client's own name for it.
package struct ClientMessage: Sendable, Equatable {
    package var eventID: String?
    package var event: Result<ClientEvent, WireError>

    /// The one message that comes 50 times a second is decoded without building a document.
    private struct Append: Decodable {
        var type: String
        var event_id: String?
        var audio: String?
    }

    /// Bytes of an event other than `append`: documents cost far more to take apart than sound.
    private static let largestDocument = 128 << 10
    /// Bytes of text in one item.
    private static let largestText = 32 << 10

    /// Parses one text message. Never throws: a refusal keeps the event's id, which the client needs to place it.
    package init(parsing bytes: [UInt8]) {
        if let append = try? JSONDecoder().decode(Append.self, from: Data(bytes)), append.type == "input_audio_buffer.append" {
            eventID = append.event_id
            event = Self.append(append.audio)
            return
        }
        guard bytes.count <= Self.largestDocument else {
            let message = "An event may have \(Self.largestDocument >> 10) KiB, and sound belongs into input_audio_buffer.append."
            event = .failure(WireError(code: "event_too_large", message: message))
            return
        }
        do {
            let message = try JSONValue.parse(bytes)
            eventID = message["event_id"]?.string
            event = Result { () throws(WireError) in try Self.event(message) }
        } catch {
            event = .failure(error)
        }
    }

    private static func append(_ audio: String?) -> Result<ClientEvent, WireError> {
        guard let audio else {
            return .failure(WireError(code: "missing_required_parameter", message: "The 'audio' field is missing.", parameter: "audio"))
        }
        guard let data = Data(base64Encoded: audio) else {
            return .failure(WireError(code: "invalid_value", message: "The 'audio' field is not valid base64.", parameter: "audio"))
        }
        return .success(.appendAudio([UInt8](data)))
    }

    private static func event(_ message: JSONValue) throws(WireError) -> ClientEvent {
        guard case .object = message else {
            throw WireError(code: "invalid_event", message: "An event must be a JSON object with a 'type'.")
        }
        guard let type = message["type"]?.string else {
            throw WireError(code: "invalid_event", message: "The 'type' field is missing.", parameter: "type")
        }
        switch type {
        case "session.update":
            guard let session = message["session"], case .object = session else { throw missing("session") }
            return .updateSession(session)
        case "input_audio_buffer.append": return try append(nil).get()
        case "input_audio_buffer.commit": return .commitAudio
        case "input_audio_buffer.clear": return .clearAudio
        case "conversation.item.create":
            guard let item = message["item"] else { throw missing("item") }
            return try createItem(item)
        case "response.create": return try createResponse(message["response"] ?? [:])
        case "response.cancel": return .cancelResponse(id: message["response_id"]?.string)
        default:
            throw WireError(
                code: "unknown_event", message: "This server does not know events of this type; see docs/protocol.md.", parameter: "type")
        }
    }

    private static func missing(_ name: String) -> WireError {
        WireError(code: "missing_required_parameter", message: "The '\(name)' field is missing.", parameter: name)
    }

    private static func createItem(_ item: JSONValue) throws(WireError) -> ClientEvent {
        let fields = JSONFields(item, path: "item")
        guard item["type"]?.string == "message" else { throw fields.refusal("type", "Only items of type \"message\" are served so far.") }
        guard let role = item["role"]?.string, ["user", "assistant", "system"].contains(role) else {
            throw fields.refusal("role", "Use user, assistant or system.")
        }
        guard let content = item["content"]?.array, !content.isEmpty else { throw missing("item.content") }
        var texts: [String] = []
        for part in content {
            switch part["type"]?.string {
            case "input_text", "output_text", "text": texts.append(part["text"]?.string ?? "")
            default: throw fields.refusal("content", "Only text parts are served so far; send sound through input_audio_buffer.append.")
            }
        }
        let text = texts.joined(separator: " ")
        guard text.utf8.count <= largestText else { throw fields.refusal("content", "one item may have \(largestText >> 10) KiB of text.") }
        return .createItem(id: item["id"]?.string, role: role, text: text)
    }

    private static func createResponse(_ response: JSONValue) throws(WireError) -> ClientEvent {
        let fields = JSONFields(response, path: "response")
        var instructions: String?
        try fields.string("instructions") { instructions = $0 }
        var speaks: Bool?
        switch response["output_modalities"] {
        case nil, .null?: break
        case ["audio"]?: speaks = true
        case ["text"]?: speaks = false
        default: throw fields.refusal("output_modalities", "Use [\"audio\"] or [\"text\"].")
        }
        if response["conversation"]?.string == "none" || response["input"] != nil {
            throw fields.refusal("conversation", "Responses out of the conversation, with an input of their own, are not served so far.")
        }
        return .createResponse(instructions: instructions, speaks: speaks, metadata: response["metadata"])
    }
}
