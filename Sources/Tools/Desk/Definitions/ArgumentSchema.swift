internal import Wire

/// Writes the JSON Schema of a tool's arguments.
enum ArgumentSchema {
    static func object(_ properties: [String: JSONValue], required: [String] = []) -> JSONValue {
        var schema: JSONValue = ["type": "object", "properties": .object(properties), "additionalProperties": false]
        if !required.isEmpty { schema = schema.merging(["required": .array(required.map { .string($0) })]) }
        return schema
    }

    static func text(_ description: String, maximum: Int = 200) -> JSONValue {
        ["type": "string", "minLength": 1, "maxLength": .integer(maximum), "description": .string(description)]
    }

    static func texts(_ description: String, maximum: Int = 50) -> JSONValue {
        [
            "type": "array", "items": ["type": "string", "minLength": 1, "maxLength": 200], "minItems": 1,
            "maxItems": .integer(maximum), "description": .string(description),
        ]
    }

    static func choice(_ words: [String], _ description: String) -> JSONValue {
        ["type": "string", "enum": .array(words.map { .string($0) }), "description": .string(description)]
    }

    static func integer(_ range: ClosedRange<Int>, _ description: String) -> JSONValue {
        [
            "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
            "description": .string(description),
        ]
    }

    static func flag(_ description: String) -> JSONValue { ["type": "boolean", "description": .string(description)] }

    /// A decimal number, as text where every digit counts.
    static func decimal(_ description: String) -> JSONValue { ["type": ["string", "number"], "description": .string(description)] }

    static let identifier = integer(1...Int(Int32.max), "Its id, as the tools that add and list give it.")
    static let time = text(
        "Local date and time such as 2026-11-21T18:30; a date alone means 09:00, a time alone the next time it is that late.", maximum: 30)
    static let seconds = integer(1...31_622_400, "Instead of at: so many seconds from now.")
    static let repetition = choice(
        ["none", "daily", "weekdays", "weekly", "monthly"], "How often it comes back; weekdays are Monday to Friday.")
    static let weekdays: JSONValue = [
        "type": "array", "items": ["type": "string", "enum": .array(Repetition.dayNames.map { .string($0) })], "minItems": 1, "maxItems": 7,
        "description": "The days of a weekly one, such as [\"monday\", \"thursday\"]; without them the day of its first time.",
    ]
}
