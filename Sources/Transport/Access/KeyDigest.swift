/// What is kept of a key or a client secret: its SHA-256, from which it cannot be found again.
package struct KeyDigest: Sendable, Hashable {
    /// 32 bytes.
    let bytes: [UInt8]

    package init(of key: String) { bytes = SHA256.digest(of: Array(key.utf8)) }

    /// From 64 hexadecimal digits; `nil` for anything else.
    package init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        bytes = stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// 64 digits, in small letters.
    package var hexadecimal: String { Self.hexadecimal(bytes) }

    /// How people name a key without telling it: the first 8 digits.
    package var fingerprint: String { String(hexadecimal.prefix(8)) }

    /// Whether both are the same, in a time that does not tell where they differ.
    func matches(_ other: KeyDigest) -> Bool {
        var difference: UInt8 = 0
        for index in 0..<32 { difference |= bytes[index] ^ other.bytes[index] }
        return difference == 0
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
