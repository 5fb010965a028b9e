/// Turns a page's bytes into UTF-8.
enum HTMLCharset {
    private static let latin: Set<String> = ["iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"]

    /// - Parameter named: the character set of the answer's head; a byte order mark comes before it, the page's own word after it.
    static func utf8(_ bytes: [UInt8], named: String?) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return wide(bytes.dropFirst(2)) { $0 | $1 << 8 } }
        if bytes.starts(with: [0xFE, 0xFF]) { return wide(bytes.dropFirst(2)) { $0 << 8 | $1 } }
        let name = (named ?? inPage(bytes))?.lowercased()
        if let name, latin.contains(name) { return latin1(bytes) }
        // Without a word about it, what is not UTF-8 is Latin-1, of which all bytes have a meaning.
        if name == nil, (try? UTF8Span(validating: bytes.span)) == nil { return latin1(bytes) }
        return bytes
    }

    /// The character set that a `Content-Type` names.
    static func name(in contentType: String?) -> String? {
        guard let contentType else { return nil }
        for part in contentType.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map { Arguments.trimmed(String($0)) }
            if pair.count == 2, pair[0].lowercased() == "charset" { return pair[1].filter { $0 != "\"" && $0 != "'" } }
        }
        return nil
    }

    /// What a `meta` among the first 1024 bytes says.
    private static func inPage(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(1_024).map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self).lowercased()
        var rest = head[...]
        while let meta = rest.firstRange(of: "<meta") {
            rest = rest[meta.upperBound...]
            let tag = rest.prefix { $0 != ">" }
            guard let word = tag.firstRange(of: "charset=") else { continue }
            let name = tag[word.upperBound...].drop { $0 == "\"" || $0 == "'" }.prefix {
                $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
            }
            if !name.isEmpty { return String(name) }
        }
        return nil
    }

    private static func latin1(_ bytes: [UInt8]) -> [UInt8] {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(HTMLEntities.windows(byte)) }
        return Array(String(text).utf8)
    }

    private static func wide(_ bytes: ArraySlice<UInt8>, _ join: (UInt16, UInt16) -> UInt16) -> [UInt8] {
        var units: [UInt16] = []
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            units.append(join(UInt16(bytes[index]), UInt16(bytes[index + 1])))
            index += 2
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
