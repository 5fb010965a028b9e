internal import Glibc

/// Standard output and standard error.
enum Terminal {
    static func print(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Progress and messages, out of the way of what a script reads.
    static func say(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    /// `false` where not all could be written.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // A reader that went away wants no more.
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// Writes a text file, replacing what was there.
func writeText(_ text: String, to path: String) throws {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw CommandLineError(.input, "\(path): \(unsafe String(cString: strerror(errno)))") }
    let isWritten = Terminal.write(Array(text.utf8), to: file)
    // A full disk may show only here.
    guard close(file) == 0, isWritten else { throw CommandLineError(.input, "\(path): could not be written to its end; is the disk full?") }
}
