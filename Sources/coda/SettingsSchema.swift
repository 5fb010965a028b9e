internal import Configuration
internal import Wire

/// The catalogue as a JSON Schema, for editors that check and complete settings files.
enum SettingsSchema {
    static var object: JSONValue {
        object(of: "").merging([
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Coda settings",
            "description": "Written by coda config schema.",
        ])
    }

    private static func object(of section: String) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for known in Catalogue.sections {
            if known.name == section { for setting in known.settings { properties[setting.name] = schema(of: setting) } }
            if let name = name(of: known.name, directlyIn: section) {
                // A section whose settings are all commented out has no value.
                properties[name] = object(of: known.name).merging(["type": ["object", "null"], "description": .string(known.summary)])
            }
        }
        return ["type": "object", "additionalProperties": false, "properties": .object(properties)]
    }

    private static func name(of path: String, directlyIn section: String) -> String? {
        let prefix = section.isEmpty ? "" : section + "."
        guard !path.isEmpty, path.hasPrefix(prefix), path != section else { return nil }
        let name = path.dropFirst(prefix.count)
        return name.contains(".") ? nil : String(name)
    }

    private static func schema(of setting: Setting) -> JSONValue {
        let reload = setting.reload == .restart ? "Needs a restart." : "Reload: new sessions."
        return type(of: setting.kind).merging([
            "description": .string("\(setting.reason) \(reload)"), "default": setting.standard.json,
        ])
    }

    private static func type(of kind: SettingKind) -> JSONValue {
        switch kind {
        case .integer(let range):
            ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .oneOf(let numbers): ["type": "integer", "enum": .array(numbers.map { .integer($0) })]
        case .number(let range): ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
        case .flag: ["type": "boolean"]
        case .text(let limit): ["type": "string", "maxLength": .integer(limit)]
        case .choice(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .list(let count):
            ["type": "array", "maxItems": .integer(count), "items": ["type": "string", "maxLength": .integer(SettingKind.listedBytes)]]
        }
    }
}

extension SettingValue {
    var json: JSONValue {
        switch self {
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .flag(let value): .bool(value)
        case .text(let value): .string(value)
        case .list(let values): .array(values.map { .string($0) })
        }
    }
}
