extension LogFormat {
    /// A whole line, without its end.
    package func line(_ level: LogLevel, _ event: StaticString, _ message: String, _ fields: [(name: String, value: LogValue)]) -> String {
        switch self {
        case .text: return Self.line("coda: " + message + fields.map { " \($0.name)=\(Self.plain($0.value))" }.joined())
        case .json:
            var line = #"{"time":"\#(Timestamp.now)","level":"\#(level.rawValue)","event":"\#(event)","message":\#(Self.quoted(message))"#
            for field in fields { line += ",\(Self.quoted(field.name)):\(Self.json(field.value))" }
            return line + "}"
        }
    }

    private static func plain(_ value: LogValue) -> String {
        switch value {
        case .text(let text): text
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        }
    }

    private static func json(_ value: LogValue) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .integer(let value): "\(value)"
        case .number(let value): value.isFinite ? "\(value)" : "null"
        }
    }

    /// What a foreign error holds must not begin a line of its own.
    private static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 32 }) else { return text }
        var line = ""
        line.unicodeScalars.append(contentsOf: text.unicodeScalars.map { $0.value < 32 ? " " : $0 })
        return line
    }

    /// A JSON string.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 32 || scalar.value == 127:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
