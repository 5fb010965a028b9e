/// Parts of sentences.
enum Spoken {
    /// "a", "a and b", "a, b, and c".
    static func list(_ parts: [String]) -> String {
        switch parts.count {
        case 0: ""
        case 1: parts[0]
        case 2: "\(parts[0]) and \(parts[1])"
        default: parts.dropLast().joined(separator: ", ") + ", and " + parts[parts.count - 1]
        }
    }

    /// The first `most`, and how many more there are.
    static func list(_ parts: [String], most: Int) -> String {
        parts.count <= most ? list(parts) : parts.prefix(most).joined(separator: ", ") + ", and \(parts.count - most) more"
    }

    /// The first `most`, with semicolons between, for parts that may have commas in them; and how many more there are.
    static func enumeration(_ parts: [String], most: Int = 5) -> String {
        let shown = parts.prefix(most).joined(separator: "; ")
        return parts.count > most ? "\(shown); and \(parts.count - most) more" : shown
    }

    /// "1 note", "3 notes".
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    static func ordinal(_ number: Int) -> String {
        let suffix =
            switch (number % 10, number % 100) {
            case (_, 11...13): "th"
            case (1, _): "st"
            case (2, _): "nd"
            case (3, _): "rd"
            default: "th"
            }
        return "\(number)\(suffix)"
    }

    static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// With one full stop at its end.
    static func sentence(_ text: String) -> String {
        let ends: Set<Character> = [".", "!", "?"]
        return text.last.map(ends.contains) == true ? text : text + "."
    }
}
