/// A web address of which enough is read to decide about it; the HTTP client reads the whole of it again, and decides alike.
struct WebAddress {
    let text: String
    /// In lower case, without port and brackets.
    let host: String

    /// `nil` for other schemes, names and passwords, blanks, and what two readers might understand differently.
    init?(_ text: String) {
        guard text.utf8.count <= 4_000, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else { return nil }
        let lowered = text.prefix(8).lowercased()
        let schemeLength = lowered.hasPrefix("https://") ? 8 : lowered.hasPrefix("http://") ? 7 : 0
        guard schemeLength > 0 else { return nil }
        let authority = text.dropFirst(schemeLength).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.isEmpty, !authority.contains("@"), !authority.contains("%"), authority.allSatisfy(\.isASCII) else { return nil }
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            guard Self.isPort(authority[authority.index(after: end)...]) else { return nil }
        } else {
            host = authority.prefix { $0 != ":" }
            guard Self.isPort(authority.dropFirst(host.count)) else { return nil }
        }
        guard !host.isEmpty else { return nil }
        self.text = text
        self.host = host.lowercased()
    }

    /// Empty, or `:` and digits.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || text.hasPrefix(":") && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// Everything but letters, digits, `-`, `.`, `_` and `~` as `%XX`.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return escaped
    }
}
