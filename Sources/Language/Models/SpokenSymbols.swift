/// Signs that have a name, and signs that are seen and not said.
enum SpokenSymbols {
    static let words: [Unicode.Scalar: String] = [
        "→": " to ", "⇒": ", so ", "←": " from ", "≈": " about ", "≠": " is not ", "≤": " at most ", "≥": " at least ", "×": " times ",
        "÷": " divided by ", "±": " plus or minus ", "√": " the square root of ", "∞": " infinity ", "²": " squared", "³": " cubed",
        "•": ",", "·": " ", "§": " section ", "©": "", "®": "", "™": "", "—": ", ", "π": " pi ", "∑": " the sum of ", "#": "",
        "{": "", "}": "", "^": "", "|": ",", ">": " more than ",
    ]

    /// Emoji, what joins and colours them, and marks without a width.
    static func isSilent(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF, 0x20E3, 0xE0000...0xE007F: true
        case 0..<0x20, 0x7F..<0xA0, 0xE000...0xF8FF, 0xFFFD: true
        case 0x2190...0x21FF, 0x2300...0x27BF, 0x2900...0x297F, 0x2B00...0x2BFF: true
        case 0x1F000...0x1FAFF: true
        default: false
        }
    }
}
