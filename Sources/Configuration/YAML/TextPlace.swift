/// A place in a text file.
package struct TextPlace: Sendable, Equatable, Comparable {
    /// From 1.
    package var line: Int
    /// Characters from the line's begin, from 1.
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place of the byte at `offset` of valid UTF-8 up to there.
    init(of offset: Int, in bytes: [UInt8]) {
        line = 1
        column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }

    package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}
