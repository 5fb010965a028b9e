package import Wire

/// Says a result where its tool does not.
package enum ToolSpeech {
    private static let longest = 600
    private static let mostEntries = 6
    private static let deepest = 3

    package static func text(_ value: JSONValue) -> String { ended(phrase(value, depth: 0)) }

    private static func phrase(_ value: JSONValue, depth: Int) -> String {
        switch value {
        case .null: return "nothing"
        case .bool(let value): return value ? "yes" : "no"
        case .integer(let value): return "\(value)"
        case .number(let value): return number(value)
        case .string(let text): return text.isEmpty ? "nothing" : text
        case .array(let entries):
            guard !entries.isEmpty else { return "none" }
            guard depth < deepest else { return "\(entries.count) entries" }
            let said = entries.prefix(mostEntries).map { phrase($0, depth: depth + 1) }
            return entries.count > mostEntries ? said.joined(separator: ", ") + " and \(entries.count - mostEntries) more" : joined(said)
        case .object(let members):
            guard !members.isEmpty else { return "done" }
            guard depth < deepest else { return "\(members.count) entries" }
            return joined(members.sorted { $0.key < $1.key }.prefix(mostEntries).map { named($0.key, $0.value, depth: depth + 1) })
        }
    }

    /// A member with its name; a unit at the name's end is said as one.
    private static func named(_ key: String, _ value: JSONValue, depth: Int) -> String {
        var words = key.split { $0 == "_" || $0 == "-" }.map(String.init)
        if let number = value.number, let unit = words.last, words.count > 1 {
            switch unit {
            case "seconds", "s": return "\(subject(words.dropLast())) \(duration(seconds: number))"
            case "ms": return "\(subject(words.dropLast())) \(duration(seconds: number / 1_000))"
            case "percent": return "\(subject(words.dropLast())) \(self.number(number)) percent"
            case "mb", "gb", "kb", "bytes":
                words.removeLast()
                return
                    "\(subject(words[...])) \(self.number(number)) \(["mb": "megabytes", "gb": "gigabytes", "kb": "kilobytes"][unit] ?? unit)"
            default: break
            }
        }
        return "\(subject(words[...])) \(phrase(value, depth: depth))"
    }

    private static func subject(_ words: ArraySlice<String>) -> String { "the \(words.joined(separator: " ")) is" }

    /// Such as "1 hour and 5 minutes"; the two largest units.
    package static func duration(seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "\(seconds) seconds" }
        guard abs(seconds) >= 1 else { return seconds == 0 ? "0 seconds" : "\(number((seconds * 1_000).rounded())) milliseconds" }
        var rest = Int(abs(seconds).rounded())
        var parts: [String] = []
        for (size, unit) in [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")] where rest >= size && parts.count < 2 {
            let count = rest / size
            rest %= size
            parts.append("\(count) \(unit)\(count == 1 ? "" : "s")")
        }
        return (seconds < 0 ? "minus " : "") + joined(parts)
    }

    /// A number with at most four places behind the point.
    package static func number(_ value: Double) -> String {
        if let whole = Int(exactly: value) { return "\(whole)" }
        guard abs(value) < 1e15, abs(value) >= 1e-4 else { return "\(value)" }
        let rounded = (value * 10_000).rounded() / 10_000
        return Int(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
    }

    static func joined(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func ended(_ text: String) -> String {
        let short = text.count > longest ? text.prefix(longest) + " and so on" : text[...]
        guard let first = short.first, let last = short.last else { return "It is done." }
        return first.uppercased() + short.dropFirst() + (".!?".contains(last) ? "" : ".")
    }
}
