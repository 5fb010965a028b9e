/// Bold and colour, only where standard output is a terminal that shows them and the person did not refuse them.
extension Terminal {
    enum Style: Int {
        case bold = 1
        case red = 31
        case green = 32
        case yellow = 33
    }

    private static let outputIsStyled = outputIsTerminal && environment("TERM") != "dumb" && environment("NO_COLOR") == nil

    static func styled(_ text: String, _ style: Style) -> String {
        outputIsStyled ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Prints a help text with its headings in bold.
    static func print(help: String) {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.hasSuffix(":"), !line.hasPrefix(" ") { return styled(String(line), .bold) }
            if line.hasPrefix("Usage:") { return styled("Usage:", .bold) + line.dropFirst(6) }
            return String(line)
        }
        print(lines.joined(separator: "\n"))
    }
}
