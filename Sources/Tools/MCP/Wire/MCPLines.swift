/// Cuts a stream of bytes into lines, a message each; no line is longer than the limit.
package struct MCPLines: Sendable {
    private var buffer: [UInt8] = []
    private let limit: Int

    /// A line is longer than the limit: nothing after it can be told apart.
    package struct TooLong: Error, Equatable {}

    package init(limit: Int) { self.limit = limit }

    /// The lines that are complete now, without their ends; empty ones are left out.
    package mutating func push(_ bytes: some Collection<UInt8>) throws(TooLong) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if piece.offset > 0 { finish(into: &lines) }
            guard buffer.count + piece.element.count <= limit else { throw TooLong() }
            buffer += piece.element
        }
        return lines
    }

    private mutating func finish(into lines: inout [[UInt8]]) {
        if buffer.last == UInt8(ascii: "\r") { buffer.removeLast() }
        if !buffer.isEmpty { lines.append(buffer) }
        buffer.removeAll(keepingCapacity: true)
    }
}
