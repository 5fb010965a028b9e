internal import Wire

/// Reads an amount as people and models write it: 12.5, "$1,204.50", "20 %", "45 EUR".
struct Amount {
    let value: BigRational
    /// Where a sign or a code stands beside it.
    let currency: Currency?

    init?(_ argument: JSONValue) {
        switch argument {
        case .integer(let number):
            value = BigRational(number)
            currency = nil
        case .number(let number):
            // The shortest text that is this number: what was written, up to fifteen digits.
            guard let read = Self.decimal("\(number)") else { return nil }
            value = read
            currency = nil
        case .string(let text):
            guard let read = Amount(text: text) else { return nil }
            self = read
        default: return nil
        }
    }

    private init?(text: String) {
        let text = Arguments.trimmed(text)
        guard text.utf8.count <= 60 else { return nil }
        guard let start = text.firstIndex(where: Self.isNumeric), let end = text.lastIndex(where: { Self.isNumeric($0) && $0 != "-" })
        else {
            return nil
        }
        guard start <= end else { return nil }
        // A sign of minus may stand before the currency's: -$5.
        let before = text[..<start]
        var digits = String(text[start...end])
        var beside = [Arguments.trimmed(String(before)), Arguments.trimmed(String(text[text.index(after: end)...]))].filter { !$0.isEmpty }
        beside.removeAll { $0 == "%" || $0.lowercased() == "percent" }
        if digits.hasPrefix("-"), let first = digits.dropFirst().first, !first.isNumber, first != "." {
            let sign = String(digits.dropFirst().prefix { !$0.isNumber && $0 != "." })
            digits = "-" + digits.dropFirst(1 + sign.count)
            beside.append(sign)
        }
        digits.removeAll { $0 == "," || $0 == "_" }
        guard beside.count <= 1, let value = Self.decimal(digits) else { return nil }
        if let name = beside.first {
            guard let named = Currency.named(name) else { return nil }
            currency = named
        } else {
            currency = nil
        }
        self.value = value
    }

    private static func isNumeric(_ character: Character) -> Bool {
        character.isASCII && (character.isNumber || character == "." || character == "-")
    }

    private static func decimal(_ text: String) -> BigRational? {
        let isNegative = text.hasPrefix("-")
        guard let value = BigRational(decimal: isNegative ? text.dropFirst() : text[...]), value.bitWidth <= 400 else { return nil }
        return isNegative ? value.negated : value
    }
}
