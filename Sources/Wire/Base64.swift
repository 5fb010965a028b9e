/// RFC 4648 section 4, as sound crosses a text protocol.
enum Base64 {
    /// What each letter stands for, shifted to where it belongs in a group of four; with the highest bit set for what is no letter.
    private static let values: [UInt32] = {
        var values = [UInt32](repeating: 1 << 31, count: 4 * 256)
        for (value, letter) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            for place in 0..<4 { values[256 * place + Int(letter)] = UInt32(value) << UInt32(18 - 6 * place) }
        }
        return values
    }()

    /// The bytes that `text` stands for; `nil` for anything but whole groups of four letters, the last one padded as it must be.
    ///
    /// Bits that the padding leaves over must be zero: so each sound has one text.
    static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        let count = text.count
        guard count & 3 == 0, count > 0 else { return count == 0 ? [] : nil }
        let padding = text[count - 1] != UInt8(ascii: "=") ? 0 : text[count - 2] != UInt8(ascii: "=") ? 1 : 2
        let whole = padding == 0 ? count : count - 4
        var wrong: UInt32 = 0
        let table = values
        var bytes = unsafe [UInt8](unsafeUninitializedCapacity: count / 4 * 3) { target, filled in
            unsafe table.withUnsafeBufferPointer { table in
                unsafe text.withUnsafeBufferPointer { text in
                    var index = 0
                    // The places of a table of 4 x 256, of a target of three quarters and of the text itself: all inside.
                    while index < whole {
                        let group =
                            unsafe table[Int(text[index])] | table[256 + Int(text[index + 1])]
                            | table[512 + Int(text[index + 2])] | table[768 + Int(text[index + 3])]
                        wrong |= group
                        unsafe target[filled] = UInt8(truncatingIfNeeded: group >> 16)
                        unsafe target[filled + 1] = UInt8(truncatingIfNeeded: group >> 8)
                        unsafe target[filled + 2] = UInt8(truncatingIfNeeded: group)
                        filled += 3
                        index += 4
                    }
                }
            }
        }
        if padding > 0 {
            let third = padding == 1 ? table[512 + Int(text[count - 2])] : 0
            let group = table[Int(text[count - 4])] | table[256 + Int(text[count - 3])] | third
            wrong |= group
            guard group & (padding == 1 ? 0xFF : 0xFFFF) == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            if padding == 1 { bytes.append(UInt8(truncatingIfNeeded: group >> 8)) }
        }
        return wrong >> 31 == 0 ? bytes : nil
    }
}
