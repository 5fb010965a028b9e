internal import Wire

extension ArgumentRepair {
    /// The value as one of the types wanted; as it was where none is plainly meant.
    mutating func converted(_ value: JSONValue, to types: [SchemaType], _ schema: JSONValue, at path: String) -> JSONValue {
        for type in types {
            guard let made = Self.made(value, type, schema, check) else { continue }
            note(path, "\(SchemaCheck.shown(value)) became \(SchemaCheck.shown(made))")
            return made
        }
        return value
    }

    private static func made(_ value: JSONValue, _ type: SchemaType, _ schema: JSONValue, _ check: SchemaCheck) -> JSONValue? {
        switch (type, value) {
        case (.integer, .string(let text)):
            guard let number = DecimalText.value(trimmed(text)), case .integer = number else { return nil }
            return number
        case (.number, .string(let text)): return DecimalText.value(trimmed(text))
        case (.boolean, .string(let text)): return truth(text)
        case (.boolean, .integer(let bit)) where bit == 0 || bit == 1: return .bool(bit == 1)
        case (.string, .integer), (.string, .number): return .string(value.text)
        case (.null, .string(let text)) where ["null", "none"].contains(trimmed(text).lowercased()): return .null
        case (.object, .string(let text)), (.array, .string(let text)):
            if let parsed = parsed(text), type.takes(parsed) { return parsed }
            return type == .array ? listed(value, schema, check) : member(value, schema, check)
        case (.array, .integer), (.array, .number), (.array, .bool), (.array, .object): return listed(value, schema, check)
        case (.object, .integer), (.object, .number), (.object, .bool): return member(value, schema, check)
        case (.string, .array(let one)), (.integer, .array(let one)), (.number, .array(let one)), (.boolean, .array(let one)):
            return one.count == 1 && type.takes(one[0]) ? one[0] : nil
        default: return nil
        }
    }

    /// A list of one, where its items take the value. Words with a comma may be one item or several: those are left alone.
    private static func listed(_ value: JSONValue, _ schema: JSONValue, _ check: SchemaCheck) -> JSONValue? {
        if case .string(let text) = value, text.contains(",") || text.contains(";") || text.hasPrefix("[") { return nil }
        guard let items = schema["items"] else { return .array([value]) }
        if check.accepts(value, items) { return .array([value]) }
        var attempt = ArgumentRepair(check: check)
        let mended = attempt.mended(value, items, at: "", depth: 1)
        return check.accepts(mended, items) ? .array([mended]) : nil
    }

    /// The only argument there is, given bare.
    private static func member(_ value: JSONValue, _ schema: JSONValue, _ check: SchemaCheck) -> JSONValue? {
        let properties = properties(of: schema)
        guard properties.count == 1, let (name, wanted) = properties.first, check.accepts(value, wanted) else { return nil }
        return .object([name: value])
    }

    private static func truth(_ text: String) -> JSONValue? {
        switch trimmed(text).lowercased() {
        case "true", "yes", "on": .bool(true)
        case "false", "no", "off": .bool(false)
        default: nil
        }
    }

    static func trimmed(_ text: String) -> Substring {
        var text = text[...].drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
