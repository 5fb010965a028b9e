internal import Glibc

/// Writes a text file, replacing what was there.
func writeText(_ text: String, to path: String) throws { try writeBytes(Array(text.utf8), to: path, mode: 0o644) }

/// Writes a file, replacing what was there.
///
/// - Parameter mode: permissions of a file that is new.
func writeBytes(_ bytes: [UInt8], to path: String, mode: mode_t) throws {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard file >= 0 else { throw CommandLineError(.input, "\(path): \(unsafe String(cString: strerror(errno)))") }
    let isWritten = Terminal.write(bytes, to: file)
    // A full disk may show only here.
    guard close(file) == 0, isWritten else { throw CommandLineError(.input, "\(path): could not be written to its end; is the disk full?") }
}
