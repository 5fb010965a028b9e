internal import Wire

/// Reads JSON as language models write it: fenced, single-quoted, with Python's words, bare names for keys and a comma too many.
///
/// Text that is cut off is not read: what is missing would have to be guessed.
struct LooseJSON {
    private var rest: Substring
    private static let deepest = 32

    static func read(_ text: String) -> JSONValue? {
        let body = body(of: text)
        // What is right inside its fence is read as what it says: an escaped letter beyond the basic plane is two marks there.
        if let value = try? JSONValue.parse(Array(body.utf8)) { return value }
        var reader = LooseJSON(rest: body)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipSpace()
        return reader.rest.isEmpty || reader.rest == ";" ? value : nil
    }

    /// What stands in a Markdown fence, or from the first brace on.
    private static func body(of text: String) -> Substring {
        var body = text[...].drop { $0.isWhitespace }
        while body.last?.isWhitespace == true { body.removeLast() }
        if let open = body.firstRange(of: "```") {
            let inside = body[open.upperBound...]
            guard let close = inside.firstRange(of: "```") else { return body }
            body = inside[..<close.lowerBound].drop { $0.isLetter || $0.isNumber }
        } else if let brace = body.firstIndex(of: "{"), body[..<brace].allSatisfy({ $0.isLetter || $0.isWhitespace || $0 == ":" }) {
            body = body[brace...]
        }
        return body
    }

    private mutating func skipSpace() { rest = rest.drop { $0.isWhitespace } }

    private mutating func take(_ character: Character) -> Bool {
        skipSpace()
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func value(depth: Int) -> JSONValue? {
        guard depth < Self.deepest else { return nil }
        skipSpace()
        switch rest.first {
        case "{": return object(depth: depth)
        case "[": return array(depth: depth, until: "]")
        case "(": return array(depth: depth, until: ")")
        case "\"", "'", "\u{201C}", "\u{2018}": return string().map { .string($0) }
        default: return word()
        }
    }

    private mutating func object(depth: Int) -> JSONValue? {
        rest.removeFirst()
        var members: [String: JSONValue] = [:]
        while !take("}") {
            skipSpace()
            guard let key = key(), take(":"), let value = value(depth: depth + 1), members[key] == nil else { return nil }
            members[key] = value
            if take(",") { continue }
            return take("}") ? .object(members) : nil
        }
        return .object(members)
    }

    private mutating func key() -> String? {
        if let first = rest.first, "\"'\u{201C}\u{2018}".contains(first) { return string() }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        rest = rest.dropFirst(name.count)
        return name.isEmpty ? nil : String(name)
    }

    private mutating func array(depth: Int, until end: Character) -> JSONValue? {
        rest.removeFirst()
        var elements: [JSONValue] = []
        while !take(end) {
            guard let value = value(depth: depth + 1) else { return nil }
            elements.append(value)
            if take(",") { continue }
            return take(end) ? .array(elements) : nil
        }
        return .array(elements)
    }

    private mutating func word() -> JSONValue? {
        let word = rest.prefix { $0.isLetter || $0.isNumber || "+-._".contains($0) }
        guard !word.isEmpty else { return nil }
        rest = rest.dropFirst(word.count)
        switch word {
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case "null", "None", "undefined": return .null
        default: return DecimalText.value(word)
        }
    }

    private mutating func string() -> String? {
        guard let open = rest.popFirst() else { return nil }
        let close: Character = open == "\u{201C}" ? "\u{201D}" : open == "\u{2018}" ? "\u{2019}" : open
        var text = ""
        while let character = rest.popFirst() {
            if character == close, !isInside(close) { return text }
            guard character == "\\" else {
                text.append(character)
                continue
            }
            guard let escaped = rest.popFirst() else { return nil }
            switch escaped {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            case "b", "f": break
            case "u":
                guard let code = UInt32(rest.prefix(4), radix: 16), let scalar = Unicode.Scalar(code) else { return nil }
                rest = rest.dropFirst(4)
                text.unicodeScalars.append(scalar)
            default: text.append(escaped)
            }
        }
        return nil
    }

    /// Whether a single quote is an apostrophe: a letter follows, and no string ends before one.
    private func isInside(_ quote: Character) -> Bool { quote == "'" && rest.first?.isLetter == true }
}

/// Numbers as people and models write them in plain digits.
enum DecimalText {
    /// The number a text is, as JSON has it; `nil` for anything beside digits, a sign, a point and an exponent.
    static func value(_ text: some StringProtocol) -> JSONValue? {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 40, let first = bytes.firstIndex(where: { isDigit($0) }), first <= 2,
            bytes.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }), let last = bytes.last, isDigit(last)
        else { return nil }
        let plain = bytes.first == UInt8(ascii: "+") ? String(text.dropFirst()) : String(text)
        if let whole = Int(plain) { return .integer(whole) }
        guard let number = Double(plain), number.isFinite else { return nil }
        if number == number.rounded(), abs(number) < 0x1p53, let whole = Int(exactly: number) { return .integer(whole) }
        return .number(number)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
