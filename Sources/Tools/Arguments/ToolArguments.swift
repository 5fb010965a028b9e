package import Wire

/// Arguments of a call, held against the tool's schema and mended where it is plain what was meant.
package struct ToolArguments: Sendable, Equatable {
    /// They keep to the schema, and its defaults are filled in.
    package let value: JSONValue
    /// What was changed, a line each; empty where they were right as given.
    package let changes: [String]

    /// Bytes of arguments given as text; more is nobody's call.
    static let longestText = 256 << 10

    /// - Throws: `invalidArguments`, with a line for each thing that is wrong and cannot be mended without guessing.
    package init(_ given: JSONValue, schema: JSONValue) throws(ToolFailure) {
        try self.init(given, schema: schema, changes: [])
    }

    /// Reads JSON as a model writes it: in a fence, with single quotes, with commas too many.
    package init(text: String, schema: JSONValue) throws(ToolFailure) {
        guard text.utf8.count <= Self.longestText else {
            throw .invalidArguments(["The arguments are longer than \(Self.longestText) bytes."])
        }
        let bytes = Array(text.utf8)
        if bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
            try self.init([:], schema: schema)
        } else if let value = try? JSONValue.parse(bytes) {
            try self.init(value, schema: schema)
        } else if let value = LooseJSON.read(text) {
            try self.init(value, schema: schema, changes: ["the text was made valid JSON"])
        } else {
            throw .invalidArguments(["The arguments are not JSON. Give one JSON object, such as \(Self.example(schema))."])
        }
    }

    private init(_ given: JSONValue, schema: JSONValue, changes: [String]) throws(ToolFailure) {
        let check = SchemaCheck(root: schema)
        var repair = ArgumentRepair(check: check)
        let value = repair.arguments(given)
        let mistakes = check.mistakes(value, schema, at: "", closesObjects: true)
        guard mistakes.isEmpty else { throw .invalidArguments(mistakes.map(\.text)) }
        self.value = value
        self.changes = changes + repair.changes
    }

    /// What is wrong with arguments as they stand.
    package static func mistakes(_ given: JSONValue, schema: JSONValue) -> [ArgumentMistake] {
        SchemaCheck(root: schema).mistakes(given, schema, at: "", closesObjects: true)
    }

    /// An object with the required arguments, each with a word for its type.
    private static func example(_ schema: JSONValue) -> String {
        let members = (schema["required"]?.array ?? []).compactMap(\.string).prefix(6).map { name in
            "\"\(name)\": <\(SchemaType.wanted(schema["properties"]?[name] ?? [:]).map(\.rawValue).joined(separator: " or "))>"
        }
        return "{" + members.joined(separator: ", ") + "}"
    }
}

/// One thing that is wrong with arguments.
package struct ArgumentMistake: Sendable, Equatable {
    /// Such as `days[2].from`; empty for the whole.
    package let path: String
    /// What was given and what is wanted.
    package let problem: String

    /// A line that a language model can mend its call by.
    package var text: String { path.isEmpty ? "arguments: \(problem)" : "\(path): \(problem)" }
}
