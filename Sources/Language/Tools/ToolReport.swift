internal import Dialogue
internal import Wire

/// Says what functions gave back.
enum ToolReport {
    private static let longest = 600
    private static let mostEntries = 6

    static func text(_ results: [ToolResult]) -> String {
        results.map { sentence($0.output) }.joined(separator: " ")
    }

    private static func sentence(_ output: String) -> String {
        guard let value = try? JSONValue.parse(Array(output.utf8)) else { return ended(output) }
        return ended(phrase(value))
    }

    private static func phrase(_ value: JSONValue) -> String {
        switch value {
        case .null: return "Done"
        case .bool(let value): return value ? "Yes" : "No"
        case .integer(let value): return "\(value)"
        case .number(let value): return "\(value)"
        case .string(let text): return text
        case .array(let entries):
            let said = entries.prefix(mostEntries).map(phrase)
            return entries.count > mostEntries ? said.joined(separator: ", ") + ", and \(entries.count - mostEntries) more" : joined(said)
        case .object(let members):
            return joined(members.sorted { $0.key < $1.key }.prefix(mostEntries).map { "the \(name($0.key)) is \(phrase($0.value))" })
        }
    }

    private static func name(_ key: String) -> String { key.split { $0 == "_" || $0 == "-" }.joined(separator: " ") }

    private static func joined(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "Nothing" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func ended(_ text: String) -> String {
        let short = String(text.prefix(longest))
        guard let first = short.first, let last = short.last else { return "It is done." }
        return first.uppercased() + short.dropFirst() + (".!?".contains(last) ? "" : ".")
    }
}
