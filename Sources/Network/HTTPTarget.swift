/// A request target, decoded: "/a%20b?c=d", or the same after "http://host".
package struct HTTPTarget: Equatable {
    package var path: String
    package var query: [String: String] = [:]

    package init?(_ bytes: ArraySlice<UInt8>) {
        var bytes = bytes
        if bytes.first != UInt8(ascii: "/") {
            // The absolute form, which a server must understand (RFC 9112 section 3.2.2).
            let text = String(decoding: bytes.prefix(8), as: UTF8.self).lowercased()
            guard text.hasPrefix("http://") || text == "https://" else { return nil }
            let authority = bytes.dropFirst(text == "https://" ? 8 : 7)
            guard let slash = authority.firstIndex(of: UInt8(ascii: "/")) else { return nil }
            bytes = authority[slash...]
        }
        bytes = bytes.prefix { $0 != UInt8(ascii: "#") }
        let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        guard let path = Self.decode(bytes[..<mark], plusIsSpace: false) else { return nil }
        self.path = path
        for pair in bytes[mark...].dropFirst().split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = Self.decode(pair[..<equals], plusIsSpace: true),
                let value = Self.decode(pair[equals...].dropFirst(), plusIsSpace: true)
            else { return nil }
            query[name] = value
        }
    }

    /// `nil` where an escape is broken, or hides a NUL or something that is not UTF-8.
    private static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst().flatMap(hexadecimalDigit), let low = rest.popFirst().flatMap(hexadecimalDigit),
                    high + low > 0
                else { return nil }
                decoded.append(UInt8(high << 4 | low))
            } else {
                decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? 32 : byte)
            }
        }
        return WebSocketFrameDecoder.isUTF8(decoded.span) ? String(decoding: decoded, as: UTF8.self) : nil
    }
}
