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
        if plain, !text.isEmpty, !text.hasPrefix("-") { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(Character(scalar))
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
