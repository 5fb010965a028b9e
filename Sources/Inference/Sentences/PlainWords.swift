// For canonical decomposition: the standard library has it, and shows it to Foundation only.
@_spi(_Unicode) internal import Swift

/// The words of a text without case, accents and control characters; punctuation and Chinese characters are words of their own.
struct PlainWords: IteratorProtocol {
    private var scalars: String.UnicodeScalarView.Iterator
    /// Scalars in lower case that belong to the word after the last one.
    private var waiting: [UInt8]?

    init(_ text: String) {
        scalars = (text.utf8.allSatisfy { $0 < 0x80 } ? text : Self.withoutAccents(text)).unicodeScalars.makeIterator()
    }

    /// The next word's UTF-8.
    mutating func next() -> [UInt8]? {
        if let word = waiting {
            waiting = nil
            return word
        }
        var word: [UInt8] = []
        while let scalar = scalars.next() {
            switch Self.kind(of: scalar) {
            case .dropped: continue
            case .space:
                if !word.isEmpty { return word }
            case .alone:
                let own = Self.lowerCase(scalar)
                if word.isEmpty { return own }
                waiting = own
                return word
            case .inWord: word += Self.lowerCase(scalar)
            }
        }
        return word.isEmpty ? nil : word
    }

    private enum Kind { case dropped, space, alone, inWord }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        if scalar.isASCII {
            switch scalar {
            case " ", "\t", "\n", "\r": return .space
            case "a"..."z", "A"..."Z", "0"..."9": return .inWord
            case "!"..."~": return .alone
            default: return .dropped
            }
        }
        if scalar == "\u{FFFD}" { return .dropped }
        if isChinese(scalar) { return .alone }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .nonspacingMark: return .dropped
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation:
            return .alone
        default: return scalar.properties.isWhitespace ? .space : .inWord
        }
    }

    private static func lowerCase(_ scalar: Unicode.Scalar) -> [UInt8] {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return [(65...90).contains(byte) ? byte | 0x20 : byte]
        }
        return Array(scalar.properties.lowercaseMapping.utf8)
    }

    /// The blocks that the tokenizer of the model's makers counts, one of them from a later start than Unicode's.
    private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF,
            0x2F800...0x2FA1F:
            true
        default: false
        }
    }

    /// Letters and their accents apart; the accents fall as marks later.
    private static func withoutAccents(_ text: String) -> String {
        var apart = String.UnicodeScalarView()
        for scalar in text._nfd { apart.append(scalar) }
        return String(apart)
    }
}
