/// Gathers text, with blanks drawn together and lines where blocks end.
struct HTMLLines {
    private var scalars = String.UnicodeScalarView()
    private var isBlankPending = false
    private var isBreakPending = false
    /// Characters so far.
    private(set) var count = 0

    /// What a line begins with, once it has a character.
    private var prefix = ""

    var text: String { String(scalars) }
    /// As one line.
    var line: String { String(String.UnicodeScalarView(scalars.map { $0 == "\n" ? " " : $0 })) }

    mutating func breakLine(prefix: String = "") {
        isBreakPending = true
        isBlankPending = false
        self.prefix = prefix
    }

    /// - Parameter isPreformatted: whether blanks and ends of lines stay.
    mutating func append(_ scalar: Unicode.Scalar, isPreformatted: Bool = false) {
        if isPreformatted, scalar == "\n" { return breakLine() }
        if Self.isBlank(scalar), !(isPreformatted && (scalar == " " || scalar == "\t")) {
            isBlankPending = true
            return
        }
        guard Self.isSeen(scalar) else { return }
        if isBreakPending, count > 0 { put("\n") } else if isBlankPending, count > 0 { put(" ") }
        (isBreakPending, isBlankPending) = (false, false)
        if !prefix.isEmpty {
            for scalar in prefix.unicodeScalars { put(scalar) }
            prefix = ""
        }
        put(scalar)
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        scalars.append(scalar)
        count += 1
    }

    // Properties are looked up in tables: too slow for every letter of a page.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80 ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\t" }
        return switch scalar.properties.generalCategory {
        // A joiner within an emoji is the only one of them that is seen.
        case .format: scalar == "\u{200D}"
        case .control, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }
}
