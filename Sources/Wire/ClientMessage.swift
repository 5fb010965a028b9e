internal import FoundationEssentials

/// A client event with the client's own name for it.
package struct ClientMessage: Sendable, Equatable {
    package var eventID: String?
    package var event: Result<ClientEvent, WireError>

    /// The messages that carry sound are decoded without building a document where they may be long.
    private struct Sound: Decodable {
        struct Item: Decodable {
            struct Part: Decodable {
                var type: String
                var audio: String?

                init?(_ part: JSONValue) {
                    guard let type = part["type"]?.string, let audio = part.text("audio") else { return nil }
                    self.type = type
                    self.audio = audio
                }
            }

            var id: String?
            var type: String
            var role: String?
            var content: [Part]?

            init?(_ item: JSONValue) {
                guard let type = item["type"]?.string, let id = item.text("id"), let role = item.text("role") else { return nil }
                self.id = id
                self.type = type
                self.role = role
                guard let content = item["content"], content != .null else { return }
                guard let parts = content.array?.map({ Part($0) }), !parts.contains(where: { $0 == nil }) else { return nil }
                self.content = parts.compactMap { $0 }
            }
        }

        var type: String
        var event_id: String?
        var audio: String?
        var previous_item_id: String?
        var item: Item?

        /// `nil` for other documents.
        init?(_ message: JSONValue) {
            guard let type = message["type"]?.string, let event = message.text("event_id"), let audio = message.text("audio"),
                let previous = message.text("previous_item_id")
            else { return nil }
            self.type = type
            event_id = event
            self.audio = audio
            previous_item_id = previous
            guard let item = message["item"], item != .null else { return }
            guard let decoded = Item(item) else { return nil }
            self.item = decoded
        }
    }

    /// Bytes of an event without sound: documents cost far more to take apart than sound.
    private static let largestDocument = 128 << 10

    /// Commas and brackets of an event with sound; others of its length would take far more memory than they have bytes.
    private static let mostMarks = 256

    private static var tooLarge: WireError {
        let message = "An event may have \(largestDocument >> 10) KiB, and sound belongs into input_audio_buffer.append."
        return WireError(code: "event_too_large", message: message)
    }

    /// Parses one text message. Never throws: a refusal keeps the event's id, which the client needs to place it.
    package init(parsing bytes: [UInt8]) {
        if let appended = AppendedSound(bytes.span) {
            self.init(eventID: appended.eventID, event: .success(.appendAudio(appended.sound)))
        } else {
            self.init(decoding: bytes)
        }
    }

    /// The sound of an `input_audio_buffer.append` of the usual form; `nil` for everything else.
    package static func sound(appendedBy bytes: [UInt8]) -> [UInt8]? { AppendedSound(bytes.span)?.sound }

    /// The same for any text, by decoding a document.
    package init(decoding bytes: [UInt8]) {
        guard bytes.count <= Self.largestDocument else {
            self.init(long: bytes)
            return
        }
        do {
            let message = try JSONValue.parse(bytes)
            let event = Sound(message).flatMap { Self.event($0) } ?? Result { () throws(WireError) in try Self.event(message) }
            self.init(eventID: message["event_id"]?.string, event: event)
        } catch {
            self.init(eventID: nil, event: .failure(error))
        }
    }

    private init(eventID: String?, event: Result<ClientEvent, WireError>) {
        self.eventID = eventID
        self.event = event
    }

    /// Longer than any event without sound.
    private init(long bytes: [UInt8]) {
        let sound = JSONShape(bytes).marks <= Self.mostMarks ? try? JSONDecoder().decode(Sound.self, from: Data(bytes)) : nil
        self.init(eventID: sound?.event_id, event: sound.flatMap { Self.event($0) } ?? .failure(Self.tooLarge))
    }

    /// `nil` for events that carry no sound.
    private static func event(_ sound: Sound) -> Result<ClientEvent, WireError>? {
        if sound.type == "input_audio_buffer.append" {
            return decode(sound.audio, "audio").map { .appendAudio($0) }
        }
        guard sound.type == "conversation.item.create", let item = sound.item, item.type == "message", item.role == "user",
            let content = item.content, content.count == 1, content[0].type == "input_audio"
        else { return nil }
        return decode(content[0].audio, "item.content[0].audio").map {
            .createItem(ItemDraft(id: item.id, content: .sound($0)), after: PreviousItem(sound.previous_item_id))
        }
    }

    private static func decode(_ audio: String?, _ path: String) -> Result<[UInt8], WireError> {
        guard let audio else { return .failure(.missing(path)) }
        guard let data = Data(base64Encoded: audio) else {
            return .failure(WireError(code: "invalid_value", message: "The '\(path)' field is not valid base64.", parameter: path))
        }
        return .success([UInt8](data))
    }

    private static func event(_ message: JSONValue) throws(WireError) -> ClientEvent {
        guard case .object = message else {
            throw WireError(code: "invalid_event", message: "An event must be a JSON object with a 'type'.")
        }
        guard let type = message["type"]?.string else {
            throw WireError(code: "invalid_event", message: "The 'type' field is missing.", parameter: "type")
        }
        let fields = JSONFields(message, path: "")
        switch type {
        case "session.update":
            guard let session = message["session"], case .object = session else { throw .missing("session") }
            return .updateSession(session)
        case "input_audio_buffer.append": throw .missing("audio")
        case "input_audio_buffer.commit": return .commitAudio
        case "input_audio_buffer.clear": return .clearAudio
        case "conversation.item.create":
            guard let item = message["item"] else { throw .missing("item") }
            return .createItem(try ItemDraft(item, path: "item"), after: PreviousItem(try fields.string("previous_item_id")))
        case "conversation.item.retrieve": return .retrieveItem(id: try fields.required("item_id"))
        case "conversation.item.delete": return .deleteItem(id: try fields.required("item_id"))
        case "conversation.item.truncate": return try truncation(fields)
        case "coda.output.played":
            let id = try fields.required("item_id")
            guard let milliseconds = try fields.integer("audio_ms", in: 0...86_400_000) else { throw .missing("audio_ms") }
            return .outputPlayed(id: id, milliseconds: milliseconds)
        case "response.create":
            guard let response = try fields.object("response") else { return .createResponse(ResponseDraft()) }
            return .createResponse(try ResponseDraft(response))
        case "response.cancel": return .cancelResponse(id: try fields.string("response_id"))
        case "output_audio_buffer.clear": return .clearOutput
        default:
            throw WireError(
                code: "unknown_event", message: "This server does not know events of this type; see docs/protocol.md.", parameter: "type")
        }
    }

    private static func truncation(_ fields: JSONFields) throws(WireError) -> ClientEvent {
        let id = try fields.required("item_id")
        guard try fields.integer("content_index", in: 0...0) != nil else { throw .missing("content_index") }
        guard let milliseconds = try fields.integer("audio_end_ms", in: 0...86_400_000) else { throw .missing("audio_end_ms") }
        return .truncateItem(id: id, milliseconds: milliseconds)
    }
}

extension JSONValue {
    /// A member that is a string, or absent; `nil` where it is something else.
    fileprivate func text(_ key: String) -> String?? {
        switch self[key] {
        case nil, .null?: .some(nil)
        case .string(let text)?: .some(text)
        default: nil
        }
    }
}
