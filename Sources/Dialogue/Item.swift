/// One entry of the conversation, as clients see it.
package struct Item: Sendable, Equatable, Codable {
    package enum Status: String, Sendable, Equatable, Codable {
        case inProgress = "in_progress"
        case completed
        case incomplete
    }

    package enum Content: Sendable, Equatable, Codable {
        case none
        /// What a person said; `nil` until it is recognised.
        case inputAudio(transcript: String?)
        case inputText(String)
        case outputAudio(transcript: String)
        case outputText(String)
        case call(FunctionCall)
        /// What the client's function gave back.
        case callOutput(callID: String, output: String)
    }

    package var id: ItemID
    /// Meaningless for calls and their outputs, which have none on the wire.
    package var role: Role
    package var status: Status
    package var content: Content

    package init(id: ItemID, role: Role, status: Status, content: Content) {
        self.id = id
        self.role = role
        self.status = status
        self.content = content
    }

    /// The words of a message; empty for everything else.
    package var text: String {
        switch content {
        case .none, .inputAudio(transcript: nil), .call, .callOutput: ""
        case .inputAudio(let text?), .inputText(let text), .outputAudio(let text), .outputText(let text): text
        }
    }
}

/// Who an item is from.
package enum Role: String, Sendable, Equatable, Codable {
    case user, assistant, system
}

/// A function the responder wants the client to call.
package struct FunctionCall: Sendable, Equatable, Codable {
    package var callID: String
    package var name: String
    /// A JSON object, perhaps still growing.
    package var arguments: String

    package init(callID: String, name: String, arguments: String) {
        self.callID = callID
        self.name = name
        self.arguments = arguments
    }
}

/// Where a new item goes.
package enum ItemPlacement: Sendable, Equatable, Codable {
    case end
    case start
    case after(ItemID)
}
