internal import Glibc
internal import Resources

/// What comes in at standard input. Reading blocks, so it has a thread of its own.
enum StandardInput {
    /// The most bytes taken as one text.
    static let largestText = 1 << 20

    static let isTerminal = isatty(STDIN_FILENO) == 1

    /// Everything up to the end, as UTF-8.
    static func text() throws -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = unsafe read(STDIN_FILENO, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandLineError(.input, "standard input could not be read: \(unsafe String(cString: strerror(errno)))")
            }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece[..<count]
            guard bytes.count <= largestText else {
                throw CommandLineError(.input, "standard input holds more than \(largestText >> 20) MiB of text.")
            }
        }
    }

    /// The next line without its end; `nil` after the last.
    static func line() async -> String? {
        await onThread(named: "input") { readLine() }
    }
}
