package import Configuration
package import Wire

extension YAMLNode {
    /// What JSON can say of it: a plain `true`, `7` or `null` is more than a word.
    package var json: JSONValue {
        switch content {
        case .scalar(let text, let isPlain):
            guard isPlain else { return .string(text) }
            switch text {
            case "", "null": return .null
            case "true": return true
            case "false": return false
            default:
                if let integer = Int(text) { return .integer(integer) }
                return Double(text).flatMap { $0.isFinite ? .number($0) : nil } ?? .string(text)
            }
        case .sequence(let nodes): return .array(nodes.map(\.json))
        case .mapping(let entries): return .object(Dictionary(entries.map { ($0.key, $0.value.json) }) { $1 })
        case .refused: return .null
        }
    }
}
