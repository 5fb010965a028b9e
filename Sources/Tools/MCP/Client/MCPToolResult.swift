package import Wire

/// What a `tools/call` answered, as our own tools give it back.
package enum MCPToolResult {
    /// Bytes of a result; what is longer is cut, and says so.
    package static let largest = 64 << 10
    private static let longestError = 2_000
    private static let mostBlocks = 64

    package static func output(_ result: JSONValue) throws(ToolFailure) -> ToolOutput {
        if result["resultType"]?.string == "input_required" {
            throw .failed("The tool wants to ask the person something, which Coda does not pass on.")
        }
        let blocks = (result["content"]?.array ?? []).prefix(mostBlocks).map(block)
        if result["isError"]?.bool == true {
            let texts = blocks.compactMap(\.string)
            let message = texts.isEmpty ? "The tool failed and did not say why." : texts.joined(separator: "\n")
            throw .failed(MCPText.block(message, limit: longestError))
        }
        if let structured = result["structuredContent"], structured != .null { return ToolOutput(bounded(structured)) }
        switch blocks.count {
        case 0: return ToolOutput(["done": true])
        case 1: return ToolOutput(bounded(blocks[0]))
        default: return ToolOutput(bounded(.array(Array(blocks))))
        }
    }

    private static func bounded(_ value: JSONValue) -> JSONValue {
        if case .string(let text) = value { return .string(MCPText.cut(text, limit: largest)) }
        let text = value.text
        return text.utf8.count <= largest ? value : .string(MCPText.cut(text, limit: largest))
    }

    /// Text as text; of what is no text, what it is and how large.
    private static func block(_ block: JSONValue) -> JSONValue {
        switch block["type"]?.string {
        case "text": return .string(block["text"]?.string ?? "")
        case "image", "audio": return described(block, as: block["type"]?.string ?? "", data: block["data"])
        case "resource":
            let resource = block["resource"] ?? [:]
            if let text = resource["text"]?.string { return .string(text) }
            return described(resource, as: "resource", data: resource["blob"])
        case "resource_link": return described(block, as: "resource_link", data: nil)
        default: return ["type": .string(MCPText.line(block["type"]?.string ?? "unknown", limit: 64))]
        }
    }

    private static func described(_ block: JSONValue, as kind: String, data: JSONValue?) -> JSONValue {
        let texts = ["uri", "name", "title", "description", "mimeType"].map { key in
            (key, block[key]?.string.map { JSONValue.string(MCPText.line($0)) })
        }
        return (["type": .string(kind)] as JSONValue).merging(Dictionary(uniqueKeysWithValues: texts))
            .merging(["bytes": data?.string.map { .integer($0.utf8.count / 4 * 3) }])
    }
}
