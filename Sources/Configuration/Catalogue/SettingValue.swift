/// A setting's value, whatever its type.
package enum SettingValue: Sendable, Equatable {
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case text(String)
    case list([String])

    /// As it is written in a settings file.
    package var yaml: String {
        switch self {
        case .integer(let value): "\(value)"
        // "25" rather than "25.0": people write it so.
        case .number(let value): Int(exactly: value).map { "\($0)" } ?? "\(value)"
        case .flag(let value): value ? "true" : "false"
        case .text(let value): Self.yaml(value)
        case .list(let values): "[" + values.map(Self.yaml).joined(separator: ", ") + "]"
        }
    }

    private static func yaml(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") }
        // "null" without quotes is no text.
        if plain, !text.isEmpty, !text.hasPrefix("-"), text != "null" { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(Character(scalar))
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            // YAML folds the first two as line breaks, and refuses the others outside an escape.
            case "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
                quoted += "\\u" + String(scalar.value, radix: 16, uppercase: true)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
