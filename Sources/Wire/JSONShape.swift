/// The outline of a JSON text, taken in one pass without building anything, so that what would cost too much to decode is refused first.
struct JSONShape {
    private(set) var depth = 0
    /// Commas, brackets and braces outside strings: at least as many as there are values.
    private(set) var marks = 0
    /// Each mark times its depth: what decoding costs, since a decoder carries its path with it.
    private(set) var cost = 0

    init(_ bytes: [UInt8]) {
        var level = 0
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                level += 1
                depth = max(depth, level)
                mark(level)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): level -= 1
            case UInt8(ascii: ","): mark(level)
            default: break
            }
            index += 1
        }
    }

    private mutating func mark(_ level: Int) {
        marks += 1
        cost += max(1, level)
    }
}
