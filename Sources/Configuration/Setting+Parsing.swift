/// From written values to checked ones.
extension Setting {
    /// The value a file gives. The error's message is a whole sentence, its place the value's.
    func value(of node: YAMLNode) throws(YAMLFault) -> SettingValue {
        func refusal(_ shown: String) -> YAMLFault { YAMLFault(place: node.place, message: self.refusal(shown)) }
        switch node.content {
        case .refused: throw refusal("an alias")
        case .mapping: throw refusal("a section")
        case .sequence(let nodes):
            guard case .list = kind else { throw refusal("a list") }
            var texts: [String] = []
            for item in nodes {
                guard case .scalar(let text, let isPlain) = item.content, !(isPlain && text.isEmpty) else {
                    throw YAMLFault(place: item.place, message: "each of \(path) must be text.")
                }
                texts.append(text)
            }
            return try checked(.list(texts), "these", node.place)
        case .scalar(let text, let isPlain):
            if isPlain, ["", "~", "null"].contains(text) { throw refusal("nothing") }
            guard isPlain || takesText else { throw refusal("text in quotes") }
            guard let value = value(written: text), !isList else { throw refusal(quoted(text)) }
            return try checked(value, text, node.place)
        }
    }

    /// The value an environment variable or a command's option gives; `nil` where it does not fit.
    package func value(_ text: String) -> SettingValue? {
        guard let value = value(written: text), kind.allows(value) else { return nil }
        return value
    }

    /// Why a value is not taken; what a person wrote for Coda alone is not repeated.
    package func refusal(_ shown: String) -> String {
        let given = isPrivate ? "this" : shown
        return "\(path) must be \(kind.expectation(unit)), not \(given)."
    }

    private func checked(_ value: SettingValue, _ text: String, _ place: TextPlace) throws(YAMLFault) -> SettingValue {
        guard kind.allows(value) else {
            throw YAMLFault(place: place, message: refusal(isNumeric ? text : takesText ? quoted(text) : text))
        }
        return value
    }

    private var isList: Bool { if case .list = kind { true } else { false } }

    private var takesText: Bool {
        switch kind {
        case .text, .choice: true
        default: false
        }
    }

    private var isNumeric: Bool {
        switch kind {
        case .integer, .oneOf, .number: true
        default: false
        }
    }

    /// `nil` where the text is of another type.
    private func value(written text: String) -> SettingValue? {
        switch kind {
        case .integer, .oneOf: Int(text).map { .integer($0) }
        case .number: Self.number(text).map { .number($0) }
        case .flag: text == "true" ? .flag(true) : text == "false" ? .flag(false) : nil
        case .text, .choice: .text(text)
        // One line: texts between commas.
        case .list: .list(text.split(separator: ",").map { $0.filter { $0 != " " } })
        }
    }

    /// Decimal, with or without an exponent; `Double` alone would take "nan" and hexadecimal too.
    private static func number(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-.eE".utf8.contains($0) }) else {
            return nil
        }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
}
