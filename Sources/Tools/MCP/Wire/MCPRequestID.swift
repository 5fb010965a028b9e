package import Wire

/// What ties an answer to its request: text or a whole number, as whoever asked chose.
package enum MCPRequestID: Sendable, Hashable {
    case number(Int)
    case text(String)

    package init?(_ value: JSONValue?) {
        switch value {
        case .integer(let number): self = .number(number)
        case .string(let text): self = .text(text)
        default: return nil
        }
    }

    package var json: JSONValue {
        switch self {
        case .number(let number): .integer(number)
        case .text(let text): .string(text)
        }
    }
}
