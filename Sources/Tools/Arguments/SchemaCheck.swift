internal import Configuration
internal import Wire

/// Holds values against the part of JSON Schema that tools use.
///
/// An object whose schema names properties and says nothing of others takes no others: an argument that a tool does not know is a mistake of the
/// caller's. A `pattern` outside `SafePattern`'s grammar, and a `format` that is not known here, are not checked.
struct SchemaCheck {
    let root: JSONValue

    /// Levels of schema; one that refers to itself ends here.
    private static let deepest = 48
    private static let mostMistakes = 12

    func mistakes(_ value: JSONValue, _ schema: JSONValue, at path: String, closesObjects: Bool, depth: Int = 0) -> [ArgumentMistake] {
        guard depth < Self.deepest else { return [ArgumentMistake(path: path, problem: "is nested too deeply")] }
        let schema = resolved(schema)
        switch schema {
        case .bool(true): return []
        case .bool(false): return [ArgumentMistake(path: path, problem: "is not allowed here")]
        default: break
        }
        let types = SchemaType.wanted(schema)
        guard types.isEmpty || types.contains(where: { $0.takes(value) }) || (value == .null && schema["nullable"]?.bool == true) else {
            let wanted = types.map(\.article).joined(separator: " or ")
            return [ArgumentMistake(path: path, problem: "is \(Self.shown(value)); wanted \(wanted)\(choices(schema))")]
        }
        if value == .null, schema["nullable"]?.bool == true { return [] }
        var found = enumerated(value, schema, at: path)
        switch value {
        case .object(let members): found += object(members, schema, at: path, closes: closesObjects, depth: depth)
        case .array(let elements): found += array(elements, schema, at: path, closes: closesObjects, depth: depth)
        case .string(let text): found += string(text, schema, at: path)
        case .integer, .number: found += number(value, schema, at: path)
        default: break
        }
        found += combined(value, schema, at: path, closes: closesObjects, depth: depth)
        return Array(found.prefix(Self.mostMistakes))
    }

    func accepts(_ value: JSONValue, _ schema: JSONValue, depth: Int = 0) -> Bool {
        mistakes(value, schema, at: "", closesObjects: true, depth: depth).isEmpty
    }

    /// Follows `$ref` into this document; a reference elsewhere takes anything.
    func resolved(_ schema: JSONValue) -> JSONValue {
        var schema = schema
        for _ in 0..<8 {
            guard let reference = schema["$ref"]?.string else { return schema }
            guard reference.hasPrefix("#") else { return .bool(true) }
            var target: JSONValue? = root
            for part in reference.dropFirst().split(separator: "/") {
                target = target?[Self.unescaped(part)]
            }
            guard let target else { return .bool(true) }
            schema = target
        }
        return schema
    }

    private static func unescaped(_ part: Substring) -> String {
        var text = ""
        var rest = part
        while let character = rest.popFirst() {
            guard character == "~", let next = rest.first, next == "0" || next == "1" else {
                text.append(character)
                continue
            }
            rest.removeFirst()
            text.append(next == "0" ? "~" : "/")
        }
        return text
    }

    // MARK: One keyword after the other

    private func enumerated(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [ArgumentMistake] {
        if let constant = schema["const"], !Self.equal(constant, value) {
            return [ArgumentMistake(path: path, problem: "is \(Self.shown(value)); must be \(Self.shown(constant))")]
        }
        guard let allowed = schema["enum"]?.array, !allowed.contains(where: { Self.equal($0, value) }) else { return [] }
        var problem = "is \(Self.shown(value)); must be one of \(allowed.prefix(20).map(Self.shown).joined(separator: ", "))"
        if let text = value.string, let nearest = Spelling.nearest(to: text, among: allowed.compactMap(\.string), limit: 3) {
            problem += "; nearest is \"\(nearest)\""
        }
        return [ArgumentMistake(path: path, problem: problem)]
    }

    private func object(
        _ members: [String: JSONValue], _ schema: JSONValue, at path: String, closes: Bool, depth: Int
    ) -> [ArgumentMistake] {
        var found: [ArgumentMistake] = []
        let properties = ArgumentRepair.properties(of: schema)
        for case .string(let name) in schema["required"]?.array ?? [] where members[name] == nil {
            let wanted = SchemaType.wanted(resolved(properties[name] ?? [:])).map(\.article).joined(separator: " or ")
            let hint = properties[name].map { choices(resolved($0)) } ?? ""
            found.append(
                ArgumentMistake(path: Self.join(path, name), problem: "is missing; wanted \(wanted.isEmpty ? "a value" : wanted)\(hint)"))
        }
        let others = schema["additionalProperties"]
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if let property = properties[name] {
                // What the schema itself gives as default is right, whatever else it says.
                if let preset = resolved(property)["default"], Self.equal(preset, value) { continue }
                found += mistakes(value, property, at: Self.join(path, name), closesObjects: closes, depth: depth + 1)
            } else if let others, others != .bool(true), others != .bool(false) {
                found += mistakes(value, others, at: Self.join(path, name), closesObjects: closes, depth: depth + 1)
            } else if others == .bool(false) || (others == nil && closes && !isOpen(schema, properties)) {
                let missing = properties.keys.filter { members[$0] == nil }.sorted()
                let nearest = Spelling.nearest(to: name, among: missing, limit: 3).map { "; nearest is \"\($0)\"" } ?? ""
                let known = properties.isEmpty ? "it takes no arguments" : "known are \(properties.keys.sorted().joined(separator: ", "))"
                found.append(ArgumentMistake(path: Self.join(path, name), problem: "is not an argument; \(known)\(nearest)"))
            }
        }
        if let least = schema["minProperties"]?.integer, members.count < least {
            found.append(ArgumentMistake(path: path, problem: "has \(members.count) members; at least \(least) are wanted"))
        }
        if let most = schema["maxProperties"]?.integer, members.count > most {
            found.append(ArgumentMistake(path: path, problem: "has \(members.count) members; at most \(most) are allowed"))
        }
        return found
    }

    /// Whether an object may have members its schema does not name: one that names none, or is put together from others.
    private func isOpen(_ schema: JSONValue, _ properties: [String: JSONValue]) -> Bool {
        if schema["anyOf"] != nil || schema["oneOf"] != nil || schema["allOf"] != nil || schema["patternProperties"] != nil { return true }
        return properties.isEmpty && schema != root
    }

    private func array(_ elements: [JSONValue], _ schema: JSONValue, at path: String, closes: Bool, depth: Int) -> [ArgumentMistake] {
        var found: [ArgumentMistake] = []
        if let least = schema["minItems"]?.integer, elements.count < least {
            found.append(ArgumentMistake(path: path, problem: "has \(elements.count) items; at least \(least) are wanted"))
        }
        if let most = schema["maxItems"]?.integer, elements.count > most {
            found.append(ArgumentMistake(path: path, problem: "has \(elements.count) items; at most \(most) are allowed"))
        }
        if schema["uniqueItems"]?.bool == true, Set(elements.map(\.text)).count < elements.count {
            found.append(ArgumentMistake(path: path, problem: "has an item twice"))
        }
        for (index, element) in elements.enumerated() where found.count < Self.mostMistakes {
            // A tuple has a schema for each place.
            let places = schema["prefixItems"]?.array ?? schema["items"]?.array
            guard let wanted = places.flatMap({ index < $0.count ? $0[index] : nil }) ?? (places == nil ? schema["items"] : nil) else {
                continue
            }
            found += mistakes(element, wanted, at: "\(path)[\(index)]", closesObjects: closes, depth: depth + 1)
        }
        return found
    }

    private func string(_ text: String, _ schema: JSONValue, at path: String) -> [ArgumentMistake] {
        var found: [ArgumentMistake] = []
        if let least = schema["minLength"]?.integer, text.unicodeScalars.count < least {
            found.append(ArgumentMistake(path: path, problem: "is too short; at least \(least) characters are wanted"))
        }
        if let most = schema["maxLength"]?.integer, text.unicodeScalars.count > most {
            found.append(ArgumentMistake(path: path, problem: "is too long; at most \(most) characters are allowed"))
        }
        if let pattern = schema["pattern"]?.string, SafePattern(pattern)?.matches(text) == false {
            found.append(ArgumentMistake(path: path, problem: "is \(Self.shown(.string(text))); must match the pattern \(pattern)"))
        }
        if let name = schema["format"]?.string, let format = ArgumentFormat(rawValue: name), !format.takes(text) {
            found.append(ArgumentMistake(path: path, problem: "is \(Self.shown(.string(text))); wanted \(format.wanted)"))
        }
        return found
    }

    private func number(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [ArgumentMistake] {
        guard let number = value.number else { return [] }
        let bounds: [(keyword: String, words: String, holds: (Double) -> Bool)] = [
            ("minimum", "must be at least", { number >= $0 }), ("maximum", "must be at most", { number <= $0 }),
            ("exclusiveMinimum", "must be more than", { number > $0 }), ("exclusiveMaximum", "must be less than", { number < $0 }),
            (
                "multipleOf", "must be a multiple of",
                { $0 <= 0 || abs((number / $0).rounded() * $0 - number) <= abs(number) * 1e-12 }
            ),
        ]
        return bounds.compactMap { bound in
            guard let limit = schema[bound.keyword], let edge = limit.number, !bound.holds(edge) else { return nil }
            return ArgumentMistake(path: path, problem: "is \(value.text); \(bound.words) \(limit.text)")
        }
    }

    private func combined(
        _ value: JSONValue, _ schema: JSONValue, at path: String, closes: Bool, depth: Int
    ) -> [ArgumentMistake] {
        var found: [ArgumentMistake] = []
        for part in schema["allOf"]?.array ?? [] { found += mistakes(value, part, at: path, closesObjects: false, depth: depth + 1) }
        if let options = schema["anyOf"]?.array ?? schema["oneOf"]?.array, !options.isEmpty {
            let each = options.map { mistakes(value, $0, at: path, closesObjects: closes, depth: depth + 1) }
            let fitting = each.count { $0.isEmpty }
            if fitting == 0 {
                // The option that fits best says most of what to mend.
                found += each.min { $0.count < $1.count } ?? []
            } else if fitting > 1, schema["anyOf"] == nil {
                found.append(ArgumentMistake(path: path, problem: "fits several of the forms of which it must have one"))
            }
        }
        return found
    }

    // MARK: Words

    /// `, one of "a", "b"` for a schema with a few choices.
    private func choices(_ schema: JSONValue) -> String {
        guard let allowed = schema["enum"]?.array, !allowed.isEmpty else { return "" }
        return ", one of \(allowed.prefix(20).map(Self.shown).joined(separator: ", "))"
    }

    static func shown(_ value: JSONValue) -> String {
        let text = value.text
        return text.count <= 60 ? text : text.prefix(57) + "..."
    }

    private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// Equal as JSON Schema has it: 1 and 1.0 are one number.
    static func equal(_ a: JSONValue, _ b: JSONValue) -> Bool {
        if a == b { return true }
        if let a = a.number, let b = b.number { return a == b }
        return false
    }
}
