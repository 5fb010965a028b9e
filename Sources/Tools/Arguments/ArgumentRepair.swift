internal import Wire

/// Mends arguments where it is plain what was meant, and says what it did. It never makes up a value: it turns one into the type that is wanted,
/// finds the choice or the name that was misspelt, and fills in what the schema itself gives as default.
struct ArgumentRepair {
    let check: SchemaCheck
    private(set) var changes: [String] = []

    private static let deepest = 32

    init(check: SchemaCheck) { self.check = check }

    mutating func arguments(_ given: JSONValue) -> JSONValue {
        var value = given
        if case .string(let text) = value, let inner = Self.parsed(text) {
            note("", "JSON given as text was read")
            value = inner
        }
        return mended(unwrapped(value), check.root, at: "", depth: 0)
    }

    mutating func note(_ path: String, _ change: String) { changes.append(path.isEmpty ? change : "\(path): \(change)") }

    /// Takes arguments out of the call they came in.
    private mutating func unwrapped(_ value: JSONValue) -> JSONValue {
        guard case .object(let members) = value else { return value }
        let own = Set(Self.properties(of: check.root).keys)
        for wrapper in ["arguments", "parameters", "args", "input", "params"] {
            guard let inner = members[wrapper], !own.contains(wrapper) else { continue }
            // Whatever stands beside it must be a part of the call, such as its name.
            guard
                members.keys.allSatisfy({ $0 == wrapper || ["name", "function", "tool", "type", "id"].contains($0) && !own.contains($0) })
            else {
                continue
            }
            if case .object = inner {
                note("", "taken out of \"\(wrapper)\"")
                return inner
            }
            if case .string(let text) = inner, let parsed = Self.parsed(text), case .object = parsed {
                note("", "taken out of \"\(wrapper)\", where they were text")
                return parsed
            }
        }
        return value
    }

    mutating func mended(_ value: JSONValue, _ schema: JSONValue, at path: String, depth: Int) -> JSONValue {
        guard depth < Self.deepest else { return value }
        let schema = check.resolved(schema)
        guard case .object = schema else { return value }
        if let options = schema["anyOf"]?.array ?? schema["oneOf"]?.array, !options.isEmpty {
            return mendedOption(value, options, schema, at: path, depth: depth)
        }
        let types = SchemaType.wanted(schema)
        var result = value
        if !types.isEmpty, !types.contains(where: { $0.takes(value) }), !(value == .null && schema["nullable"]?.bool == true) {
            result = converted(value, to: types, schema, at: path)
        }
        switch result {
        case .object(let members): result = object(members, schema, at: path, depth: depth)
        case .array(let elements): result = array(elements, schema, at: path, depth: depth)
        case .number(let number) where types.contains(.integer) && !types.contains(.number):
            if let whole = Int(exactly: number) { result = .integer(whole) }
        default: break
        }
        for part in schema["allOf"]?.array ?? [] { result = mended(result, part, at: path, depth: depth + 1) }
        return chosen(result, schema, at: path)
    }

    /// Mends for the one option for which that can be done; leaves alone what fits already or could become several things.
    private mutating func mendedOption(
        _ value: JSONValue, _ options: [JSONValue], _ schema: JSONValue, at path: String, depth: Int
    ) -> JSONValue {
        if options.contains(where: { check.accepts(value, $0, depth: depth) }) { return value }
        var found: [(JSONValue, [String])] = []
        for option in options {
            var attempt = ArgumentRepair(check: check)
            let mended = attempt.mended(value, option, at: path, depth: depth + 1)
            if check.accepts(mended, option, depth: depth), !found.contains(where: { $0.0 == mended }) {
                found.append((mended, attempt.changes))
            }
        }
        guard found.count == 1, let only = found.first else { return value }
        changes += only.1
        return only.0
    }

    private mutating func array(_ elements: [JSONValue], _ schema: JSONValue, at path: String, depth: Int) -> JSONValue {
        guard let wanted = schema["items"], case .object = wanted else { return .array(elements) }
        var mendedElements: [JSONValue] = []
        for (index, element) in elements.enumerated() {
            mendedElements.append(mended(element, wanted, at: "\(path)[\(index)]", depth: depth + 1))
        }
        return .array(mendedElements)
    }

    static func properties(of schema: JSONValue) -> [String: JSONValue] {
        schema["properties"]?.object ?? [:]
    }

    static func parsed(_ text: String) -> JSONValue? {
        guard text.utf8.count <= ToolArguments.longestText, let first = text.first(where: { !$0.isWhitespace }), "{[`'\"".contains(first)
        else { return nil }
        return (try? JSONValue.parse(Array(text.utf8))) ?? LooseJSON.read(text)
    }
}
