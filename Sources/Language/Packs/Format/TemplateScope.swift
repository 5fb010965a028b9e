internal import Wire

/// What a reply may speak of.
struct TemplateScope {
    var slots: [String: SlotValue] = [:]
    var result: JSONValue?
    var person: String?
    var failure: String?
    /// What the tool itself would say.
    var speech: String?

    /// Names that no slot may have.
    static let reserved = ["result", "person", "failure", "speech"]
    private static let mostEntries = 8

    /// As it is said; `nil` where there is nothing.
    func text(_ path: [String]) -> String? {
        if path.count == 1, let slot = slots[path[0]] { return slot.spoken }
        return value(path).flatMap(Self.said)
    }

    /// As data; `nil` where there is nothing.
    func value(_ path: [String]) -> JSONValue? {
        guard let first = path.first else { return nil }
        switch first {
        case "result": return result.flatMap { Self.member(of: $0, path.dropFirst()) }
        case "person": return person.map { .string($0) }
        case "failure": return failure.map { .string($0) }
        case "speech": return speech.map { .string($0) }
        default:
            guard let slot = slots[first] else { return nil }
            guard path.count > 1 else { return slot.json }
            return Self.member(of: .object(slot.parts), path.dropFirst())
        }
    }

    /// A member of an object, an entry of a list by its number, or that member of each entry; `count` of a list is its length.
    private static func member(of value: JSONValue, _ path: ArraySlice<String>) -> JSONValue? {
        guard let name = path.first else { return value }
        switch value {
        case .object(let members): return members[name].flatMap { member(of: $0, path.dropFirst()) }
        case .array(let entries):
            if name == "count" { return .integer(entries.count) }
            if let index = Int(name) {
                guard entries.indices.contains(index) else { return nil }
                return member(of: entries[index], path.dropFirst())
            }
            return .array(entries.compactMap { member(of: $0, path) })
        default: return nil
        }
    }

    static func said(_ value: JSONValue) -> String? {
        switch value {
        case .null: return nil
        case .bool(let value): return value ? "yes" : "no"
        case .integer(let value): return Quantity.exact(Rational(value)).operandText
        case .number(let value): return Quantity.approximate(value).operandText
        case .string(let text): return text
        case .array(let entries):
            let said = entries.prefix(mostEntries).compactMap(Self.said)
            guard entries.count <= mostEntries else { return said.joined(separator: ", ") + " and \(entries.count - mostEntries) more" }
            return SlotWording.joined(said)
        case .object(let members): return members["text"].flatMap(Self.said) ?? members["name"].flatMap(Self.said)
        }
    }
}
