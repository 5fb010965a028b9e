/// Whole numbers as text of few characters: base64's alphabet, five bits a character, the lowest first; the sixth bit says that more follow.
///
/// Source: the "Base64 VLQ" of the source map format (ECMA-426).
enum Digits {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    static func append(_ number: UInt64, to text: inout [UInt8]) {
        var rest = number
        repeat {
            let low = UInt8(rest & 31)
            rest >>= 5
            text.append(alphabet[Int(rest == 0 ? low : low | 32)])
        } while rest != 0
    }

    /// Small numbers of either sign are short.
    static func append(_ number: Int64, to text: inout [UInt8]) {
        append(UInt64(bitPattern: number << 1 ^ number >> 63), to: &text)
    }

    /// `nil` where the text ends too early or holds another character.
    static func unsigned(_ text: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while let letter = text.popFirst() {
            guard let value = values[Int(letter)], shift < 64 else { return nil }
            number |= UInt64(value & 31) << shift
            if value & 32 == 0 { return number }
            shift += 5
        }
        return nil
    }

    static func signed(_ text: inout ArraySlice<UInt8>) -> Int64? {
        unsigned(&text).map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }
}
