internal import FoundationEssentials
package import Wire

/// The headers that say outside a message what it says inside, since revision 2026-07-28.
package enum MCPHeaders {
    package static let revision = "mcp-protocol-version"
    package static let session = "mcp-session-id"
    package static let method = "mcp-method"
    package static let name = "mcp-name"
    package static let lastEvent = "last-event-id"
    static let parameterPrefix = "mcp-param-"

    /// The headers of a request of a stateless revision.
    /// - Parameter schema: the called tool's parameters; those it marks with `x-mcp-header` are sent as headers too.
    package static func of(method: String, parameters: JSONValue, schema: JSONValue?) -> [(String, String)] {
        var headers = [(Self.method, method)]
        guard method == "tools/call", let name = parameters["name"]?.string else { return headers }
        headers.append((Self.name, encode(name)))
        for place in marked(in: schema ?? [:]) {
            var value: JSONValue? = parameters["arguments"]
            for key in place.path { value = value?[key] }
            guard let text = value.flatMap(text) else { continue }
            headers.append((parameterPrefix + place.header, encode(text)))
        }
        return headers
    }

    /// Why the headers of a stateless request do not fit its message; `nil` where they do.
    /// - Parameter headers: lower-case names.
    package static func mismatch(_ headers: [String: String], method: String, parameters: JSONValue) -> MCPError? {
        let meta = parameters["_meta"]
        guard let said = headers[revision], meta?[MCPEnvelope.revisionKey]?.string == said else {
            return MCPError(.headerMismatch, "MCP-Protocol-Version must say the same as _meta.")
        }
        guard headers[Self.method] == method else { return MCPError(.headerMismatch, "Mcp-Method must name the message's method.") }
        guard method == "tools/call", let name = parameters["name"]?.string else { return nil }
        guard headers[Self.name].flatMap(decode) == name else {
            return MCPError(.headerMismatch, "Mcp-Name must name the tool.")
        }
        return nil
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .bool(let isTrue): isTrue ? "true" : "false"
        default: nil
        }
    }

    // MARK: Values

    private static let mark = (begin: "=?base64?", end: "?=")

    /// Text that a header cannot carry as it is goes as base64, and says so.
    static func encode(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        let hasEdges = text.utf8.first == 0x20 || text.utf8.last == 0x20
        if isPlain, !hasEdges, !(text.hasPrefix(mark.begin) && text.hasSuffix(mark.end)) { return text }
        return mark.begin + Data(text.utf8).base64EncodedString() + mark.end
    }

    /// `nil` where what should be base64 is not.
    static func decode(_ value: String) -> String? {
        guard value.hasPrefix(mark.begin), value.hasSuffix(mark.end), value.utf8.count >= mark.begin.utf8.count + mark.end.utf8.count
        else { return value }
        let payload = value.dropFirst(mark.begin.count).dropLast(mark.end.count)
        guard let data = Data(base64Encoded: String(payload)), data.base64EncodedString() == payload else { return nil }
        return String(validating: data, as: UTF8.self)
    }

    // MARK: Marked parameters

    private struct Marked {
        var path: [String]
        var header: String
    }

    /// Whether the schema marks parameters in a way that no client may follow.
    static func areMarksWrong(in schema: JSONValue) -> Bool {
        let found = marked(in: schema)
        let names = Set(found.map { $0.header.lowercased() })
        return names.count != found.count || found.contains { !isToken($0.header) } || count(in: schema) != found.count
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// Marked text, whole numbers and truth values that are reached through `properties` alone.
    private static func marked(in schema: JSONValue, path: [String] = []) -> [Marked] {
        guard let properties = schema["properties"]?.object else { return [] }
        return properties.sorted { $0.key < $1.key }.flatMap { name, property in
            var found = marked(in: property, path: path + [name])
            if let header = property["x-mcp-header"]?.string, ["string", "integer", "boolean"].contains(property["type"]) {
                found.append(Marked(path: path + [name], header: header))
            }
            return found
        }
    }

    /// Every mark there is, wherever it stands but in data.
    private static func count(in value: JSONValue) -> Int {
        switch value {
        case .array(let values): values.reduce(0) { $0 + count(in: $1) }
        case .object(let members):
            members.reduce(0) { sum, member in
                switch member.key {
                case "x-mcp-header": sum + 1
                case "default", "examples", "const", "enum": sum
                default: sum + count(in: member.value)
                }
            }
        default: 0
        }
    }
}
