/// A command's help, made from its guide and options: at most 100 columns wide.
struct HelpText {
    let text: String

    private static let width = 100
    /// Terms longer than this have their text on the next line.
    private static let longestTerm = 44

    init(of command: any Command.Type) {
        let guide = command.guide ?? Guide(usage: [command.options.isEmpty ? "" : "[OPTIONS]"], examples: [])
        var sections = [Self.sentence(command.summary)]
        if !guide.examples.isEmpty { sections.append("Examples:\n" + Self.list(guide.examples)) }
        let forms = guide.usage.map { $0.isEmpty ? "coda \(command.name)" : "coda \(command.name) \($0)" }
        sections.append(Self.usage(forms))
        let options = command.allOptions.map { Guide.Entry($0.form, $0.description) }
        sections.append("Options:\n" + Self.list(options))
        for note in guide.notes {
            switch note {
            case .text(let text): sections.append(Self.wrap(text))
            case .list(let heading, let entries): sections.append("\(heading):\n" + Self.list(entries))
            }
        }
        text = sections.joined(separator: "\n\n")
    }

    static func sentence(_ summary: String) -> String { summary.prefix(1).uppercased() + summary.dropFirst() + "." }

    private static func usage(_ forms: [String]) -> String {
        forms.enumerated().map { wrap($1, after: $0 == 0 ? "Usage: " : "       ", indent: 9) }.joined(separator: "\n")
    }

    /// Terms in one column, what they mean beside them.
    static func list(_ entries: [Guide.Entry]) -> String {
        let column = 4 + min(longestTerm, entries.map(\.term.count).max() ?? 0)
        return entries.map { entry in
            let term = "  " + entry.term
            guard !entry.text.isEmpty else { return term }
            guard term.count + 2 > column else { return wrap(entry.text, after: term.padded(to: column), indent: column) }
            return term + "\n" + wrap(entry.text, after: String(repeating: " ", count: column), indent: column)
        }.joined(separator: "\n")
    }

    /// Breaks a text at spaces; `lead` begins the first line, spaces the others.
    static func wrap(_ text: String, after lead: String = "", indent: Int = 0, width: Int = width) -> String {
        var lines: [String] = []
        var line = lead
        var isFresh = true
        for word in text.split(separator: " ") {
            if !isFresh, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent)
                isFresh = true
            }
            line += (isFresh ? "" : " ") + word
            isFresh = false
        }
        return (lines + [line]).joined(separator: "\n")
    }
}

extension String {
    /// Spaces are added up to `width`.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
