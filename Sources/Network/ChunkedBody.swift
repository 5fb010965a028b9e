/// The chunked transfer coding of RFC 9112 section 7.1; extensions and trailers are read and dropped. No I/O.
struct ChunkedBody {
    enum Outcome { case needsMore, done, tooLong, malformed }

    private enum Stage {
        case size(value: Int, digits: Int)
        case sizeExtension(value: Int)
        case sizeLineFeed(value: Int)
        case data(remaining: Int)
        case dataEnd
        case dataLineFeed
        /// Bytes of the trailer line under way.
        case trailer(count: Int)
        case trailerLineFeed(count: Int)
    }

    private var stage = Stage.size(value: 0, digits: 0)
    /// Bytes of extensions and trailers, which a peer could send for ever.
    private var overhead = 0

    /// Appends the data in `bytes` to `body`; tells how many bytes it used.
    mutating func push(_ bytes: ArraySlice<UInt8>, into body: inout [UInt8], limit: Int) -> (used: Int, outcome: Outcome) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if case .data(let remaining) = stage {
                let count = min(remaining, bytes.endIndex - index)
                guard body.count + count <= limit else { return (index - bytes.startIndex, .tooLong) }
                body.append(contentsOf: bytes[index..<(index + count)])
                index += count
                stage = count == remaining ? .dataEnd : .data(remaining: remaining - count)
                continue
            }
            let outcome = push(bytes[index], limit: limit)
            index += 1
            if let outcome { return (index - bytes.startIndex, outcome) }
        }
        return (bytes.count, .needsMore)
    }

    private mutating func push(_ byte: UInt8, limit: Int) -> Outcome? {
        switch (stage, byte) {
        case (.size(let value, let digits), _):
            if let digit = hexadecimalDigit(byte) {
                guard digits < 8 else { return .tooLong }
                stage = .size(value: value << 4 | digit, digits: digits + 1)
            } else {
                guard digits > 0 else { return .malformed }
                guard value <= limit else { return .tooLong }
                switch byte {
                case 13: stage = .sizeLineFeed(value: value)
                case UInt8(ascii: ";"), 32, 9: stage = .sizeExtension(value: value)
                default: return .malformed
                }
            }
        case (.sizeExtension(let value), 13): stage = .sizeLineFeed(value: value)
        case (.sizeExtension, 10): return .malformed
        case (.sizeExtension, _): return countOverhead()
        case (.sizeLineFeed(let value), 10): stage = value == 0 ? .trailer(count: 0) : .data(remaining: value)
        case (.dataEnd, 13): stage = .dataLineFeed
        case (.dataLineFeed, 10): stage = .size(value: 0, digits: 0)
        case (.trailer(let count), 13): stage = .trailerLineFeed(count: count)
        case (.trailer(let count), _) where byte != 10:
            stage = .trailer(count: count + 1)
            return countOverhead()
        case (.trailerLineFeed(let count), 10):
            guard count > 0 else { return .done }
            stage = .trailer(count: 0)
        default: return .malformed
        }
        return nil
    }

    private mutating func countOverhead() -> Outcome? {
        overhead += 1
        return overhead > 4_096 ? .malformed : nil
    }
}

/// 0 to 15; `nil` for anything but a hexadecimal digit.
func hexadecimalDigit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
}
