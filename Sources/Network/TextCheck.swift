/// Judges UTF-8 as it comes: what no further byte can mend is refused at once.
struct TextCheck {
    /// Bytes known to be whole characters.
    private var checked = 0

    /// - Parameters:
    ///   - text: all that has come, longer than at the last call.
    ///   - isWhole: whether nothing will follow.
    mutating func accepts(_ text: Span<UInt8>, isWhole: Bool) -> Bool {
        let end = isWhole ? text.count : text.count - Self.begunBytes(text.extracting(checked...))
        guard (try? UTF8Span(validating: text.extracting(checked..<end))) != nil else { return false }
        checked = end
        return true
    }

    /// How many bytes at the end are the beginning of a character, as far as can be told.
    private static func begunBytes(_ text: Span<UInt8>) -> Int {
        for count in 1...3 where count <= text.count {
            let lead = text[text.count - count]
            // A byte inside a character: its beginning is further left.
            if lead & 0xC0 == 0x80 { continue }
            guard let needed = neededBytes(lead), count < needed else { return 0 }
            if count > 1, !secondBytes(after: lead).contains(text[text.count - count + 1]) { return 0 }
            return count
        }
        return 0
    }

    /// `nil` for a byte that begins no character of several bytes.
    private static func neededBytes(_ lead: UInt8) -> Int? {
        switch lead {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: nil
        }
    }

    /// The Unicode Standard, table 3-7: no surrogates, no forms longer than needed, nothing beyond U+10FFFF.
    private static func secondBytes(after lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }
}
