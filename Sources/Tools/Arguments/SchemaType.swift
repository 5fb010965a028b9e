internal import Wire

/// The types of JSON Schema, and the names other dialects have for them.
enum SchemaType: String {
    case object
    case array
    case string
    case integer
    case number
    case boolean
    case null

    private static let names: [String: SchemaType] = [
        "object": .object, "dict": .object, "dictionary": .object, "hashmap": .object, "map": .object,
        "array": .array, "list": .array, "tuple": .array, "arraylist": .array,
        "string": .string, "str": .string, "char": .string,
        "integer": .integer, "int": .integer, "long": .integer, "short": .integer,
        "number": .number, "float": .number, "double": .number,
        "boolean": .boolean, "bool": .boolean,
        "null": .null, "none": .null,
    ]

    /// The types a schema asks for; none where it takes any. A type that nobody knows asks for nothing.
    static func wanted(_ schema: JSONValue) -> [SchemaType] {
        var types: [SchemaType]
        switch schema["type"] {
        case .string(let name)?:
            guard let type = names[name.lowercased()] else { return [] }
            types = [type]
        case .array(let all)?:
            types = all.compactMap { $0.string.flatMap { names[$0.lowercased()] } }
            guard types.count == all.count else { return [] }
        default: return []
        }
        if schema["nullable"]?.bool == true, !types.contains(.null) { types.append(.null) }
        return types
    }

    func takes(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.object, .object), (.array, .array), (.string, .string), (.integer, .integer), (.number, .integer), (.number, .number),
            (.boolean, .bool), (.null, .null):
            true
        case (.integer, .number(let number)): number.isFinite && number == number.rounded()
        default: false
        }
    }

    var article: String {
        switch self {
        case .object, .array, .integer: "an \(rawValue)"
        case .null: "null"
        default: "a \(rawValue)"
        }
    }
}
