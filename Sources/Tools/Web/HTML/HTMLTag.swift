/// A start or end tag.
struct HTMLTag {
    /// In lower case.
    let name: String
    let isEnd: Bool
    /// Names in lower case; of a name that comes twice the first.
    private(set) var attributes: [String: String] = [:]

    private static let mostAttributes = 64

    /// Reads a tag that begins at `index`, where a `<` is.
    /// - Returns: `nil` where none begins there; the index of the first byte after it is left in `index`.
    init?(_ bytes: [UInt8], _ index: inout Int) {
        var next = index + 1
        let isEnd = next < bytes.count && bytes[next] == UInt8(ascii: "/")
        if isEnd { next += 1 }
        guard next < bytes.count, Self.isLetter(bytes[next]) else { return nil }
        let start = next
        while next < bytes.count, !Self.ends(bytes[next]) { next += 1 }
        name = Self.text(bytes[start..<min(next, start + 40)])
        self.isEnd = isEnd
        while next < bytes.count, bytes[next] != UInt8(ascii: ">") { readAttribute(bytes, &next) }
        index = min(next + 1, bytes.count)
    }

    private mutating func readAttribute(_ bytes: [UInt8], _ next: inout Int) {
        while next < bytes.count, Self.isBlank(bytes[next]) || bytes[next] == UInt8(ascii: "/") { next += 1 }
        let start = next
        while next < bytes.count, !Self.ends(bytes[next]), bytes[next] != UInt8(ascii: "=") || next == start { next += 1 }
        let name = start..<next
        while next < bytes.count, Self.isBlank(bytes[next]) { next += 1 }
        var value = next..<next
        if next < bytes.count, bytes[next] == UInt8(ascii: "="), !name.isEmpty {
            next += 1
            while next < bytes.count, Self.isBlank(bytes[next]) { next += 1 }
            value = Self.value(bytes, &next)
        }
        guard !name.isEmpty, attributes.count < Self.mostAttributes else { return }
        let key = Self.text(bytes[name.prefix(40)])
        if attributes[key] == nil { attributes[key] = String(decoding: bytes[value.prefix(400)], as: UTF8.self) }
    }

    private static func value(_ bytes: [UInt8], _ next: inout Int) -> Range<Int> {
        guard next < bytes.count else { return next..<next }
        let quote = bytes[next]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = next
            while next < bytes.count, !isBlank(bytes[next]), bytes[next] != UInt8(ascii: ">") { next += 1 }
            return start..<next
        }
        next += 1
        let start = next
        while next < bytes.count, bytes[next] != quote { next += 1 }
        defer { next = min(next + 1, bytes.count) }
        return start..<next
    }

    private static func ends(_ byte: UInt8) -> Bool { isBlank(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") }
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { byte < 0x80 && (0x61...0x7A).contains(byte | 0x20) }
    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self).lowercased() }
}
