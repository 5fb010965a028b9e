package import Audio

/// What a Realtime client may say. Source: the OpenAI Realtime API's client events.
package enum ClientEvent: Sendable, Equatable {
    case updateSession(JSONValue)
    /// Raw sound in the session's input format.
    case appendAudio([UInt8])
    case commitAudio
    case clearAudio
    case createItem(ItemDraft, after: PreviousItem)
    case retrieveItem(id: String)
    /// - Parameter milliseconds: how much of the item's sound was heard.
    case truncateItem(id: String, milliseconds: Int)
    /// How much of an item's sound the client has played. Coda's own.
    case outputPlayed(id: String, milliseconds: Int)
    case deleteItem(id: String)
    case createResponse(ResponseDraft)
    case cancelResponse(id: String?)
    /// Drops the sound that was not played yet.
    case clearOutput
}

/// Where a client wants an item to be.
package enum PreviousItem: Sendable, Equatable {
    case end
    case start
    case named(String)

    init(_ name: String?) {
        switch name {
        case nil: self = .end
        case "root"?: self = .start
        case let name?: self = .named(name)
        }
    }
}

/// An item as a client makes it.
package struct ItemDraft: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        /// `role` is user, assistant or system.
        case message(role: String, text: String)
        /// A user's words as raw sound in the session's input format.
        case sound([UInt8])
        /// What an assistant said aloud earlier.
        case spoken(transcript: String)
        case call(callID: String, name: String, arguments: String)
        case callOutput(callID: String, output: String)
        /// An item of the conversation; only in a response's input.
        case reference
    }

    package var id: String?
    package var content: Content

    package init(id: String?, content: Content) {
        self.id = id
        self.content = content
    }
}

/// What a client asks of one response.
package struct ResponseDraft: Sendable, Equatable {
    package var instructions: String?
    package var speaks: Bool?
    package var voice: String?
    package var format: AudioFormat?
    package var tools: ToolList?
    package var toolChoice: JSONValue?
    /// One of `SessionConfiguration.answerModes`.
    package var answerMode: String?
    /// `.some(nil)` is without limit.
    package var maximumTokens: Int??
    package var isInConversation = true
    package var input: [ItemDraft]?
    package var metadata: JSONValue?

    package init() {}
}
