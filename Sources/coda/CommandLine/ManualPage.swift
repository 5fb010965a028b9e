/// The man page of the whole program, in the man macros of roff.
struct ManualPage {
    let commands: [any Command.Type]

    var text: String {
        var lines = [
            ".TH CODA 1 \(Version.date) \(Self.quoted("coda \(Version.number)")) \(Self.quoted("User commands"))",
            ".SH NAME", Self.escaped("coda - \(ProgramGuide.title)"),
            ".SH SYNOPSIS", ".B coda", ".I COMMAND", "[options] [files]", ".br", ".B coda", Self.escaped("--help | --version"),
            ".SH DESCRIPTION",
        ]
        lines += Self.filled(ProgramGuide.description)
        lines.append(".SH EXAMPLES")
        lines += ProgramGuide.examples.flatMap(Self.item)
        lines.append(".SH COMMANDS")
        lines += commands.flatMap(section)
        lines.append(".SH EXIT STATUS")
        lines += ProgramGuide.exits.flatMap(Self.item)
        lines.append(".SH ENVIRONMENT")
        lines += ProgramGuide.environment.flatMap(Self.item)
        return lines.joined(separator: "\n")
    }

    private func section(_ command: any Command.Type) -> [String] {
        var lines = [".SS \(Self.quoted(Self.escaped("coda \(command.name)")))"]
        guard let guide = command.guide else { return lines + Self.verbatim(command.help) }
        lines += Self.filled(HelpText.sentence(command.summary)) + [".PP"]
        lines += Self.verbatim(
            guide.usage.map { $0.isEmpty ? "coda \(command.name)" : "coda \(command.name) \($0)" }.joined(separator: "\n"))
        lines += command.allOptions.flatMap { Self.item(Guide.Entry($0.form, $0.description)) }
        for note in guide.notes {
            switch note {
            case .text(let text): lines += [".PP"] + Self.filled(text)
            case .list(let heading, let entries): lines += [".PP", Self.escaped("\(heading):")] + entries.flatMap(Self.item)
            }
        }
        if !guide.examples.isEmpty { lines += [".PP", "Examples:"] + guide.examples.flatMap(Self.item) }
        return lines
    }

    private static func item(_ entry: Guide.Entry) -> [String] {
        [".TP", "\\fB\(escaped(entry.term))\\fR"] + (entry.text.isEmpty ? ["\\&"] : filled(entry.text))
    }

    /// Lines that are not to be filled.
    private static func verbatim(_ text: String) -> [String] {
        [".nf"] + text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "\\&" : escaped(String($0)) } + [".fi"]
    }

    /// A paragraph in short lines.
    private static func filled(_ text: String) -> [String] {
        HelpText.wrap(text, width: 70).split(separator: "\n").map { escaped(String($0)) }
    }

    /// Backslashes, hyphens that must stay hyphens, and the characters that begin a request.
    private static func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }

    private static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\\(dq") + "\"" }
}
