internal import Wire

/// What the doctor found about one thing.
struct Check {
    enum Level: String {
        case ok
        /// Works, but could be better, or is not needed by everyone.
        case note
        case fault
    }

    let name: String
    let level: Level
    let detail: String
    /// What to do; empty where all is well.
    let cure: String

    static func ok(_ name: String, _ detail: String) -> Check { Check(name: name, level: .ok, detail: detail, cure: "") }
    static func note(_ name: String, _ detail: String, cure: String) -> Check {
        Check(name: name, level: .note, detail: detail, cure: cure)
    }
    static func fault(_ name: String, _ detail: String, cure: String) -> Check {
        Check(name: name, level: .fault, detail: detail, cure: cure)
    }

    var object: JSONValue {
        [
            "name": .string(name), "ok": .bool(level != .fault), "level": .string(level.rawValue), "detail": .string(detail),
            "cure": cure.isEmpty ? .null : .string(cure),
        ]
    }

    /// For a person: two lines at most, wrapped.
    var text: String {
        let (word, style): (String, Terminal.Style) =
            switch level {
            case .ok: ("ok", .green)
            case .note: ("note", .yellow)
            case .fault: ("FAULT", .red)
            }
        let lead = word.padded(to: 6) + name.padded(to: 15) + " "
        var lines = HelpText.wrap(detail, after: lead, indent: lead.count)
        lines = Terminal.styled(word, style) + lines.dropFirst(word.count)
        guard !cure.isEmpty else { return lines }
        return lines + "\n" + HelpText.wrap(cure, after: String(repeating: " ", count: lead.count) + "cure: ", indent: lead.count + 6)
    }
}
