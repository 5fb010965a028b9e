internal import Glibc
package import Network

/// The key of a sealed memory file: 64 hexadecimal digits in a file that only its owner may read.
///
/// Without it nobody can read the memories: it belongs in a place apart from the memory file and its backups.
package enum MemoryKeyFile {
    /// Makes a key and writes it where no file is yet.
    package static func make(_ path: String) throws(MemoryError) {
        guard let key = Sealing.randomKey() else { throw MemoryError(.unavailable, "The system gave no random bytes for a key.") }
        let digits = key.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path, "could not be made") }
        defer { close(file) }
        let bytes = Array((digits + "\n").utf8)
        guard unsafe write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else { throw failure(path, "could not be written") }
    }

    package static func read(_ path: String) throws(MemoryError) -> Sealing {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path, "could not be read") }
        defer { close(file) }
        var facts = stat()
        guard unsafe fstat(file, &facts) == 0, facts.st_mode & 0o077 == 0 else {
            throw MemoryError(.unavailable, "\(path) may be read by others than its owner: chmod 600 it, and think about a new key.")
        }
        var bytes = [UInt8](repeating: 0, count: 4 * Sealing.keyBytes)
        let count = unsafe Glibc.read(file, &bytes, bytes.count)
        let digits = bytes.prefix(max(0, count)).compactMap {
            Character(UnicodeScalar($0)).isWhitespace ? nil : Character(UnicodeScalar($0))
        }
        let values = digits.compactMap(\.hexDigitValue)
        let key = stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
        guard values.count == digits.count, values.count == 2 * Sealing.keyBytes, let sealing = Sealing(key: key) else {
            throw MemoryError(
                .unavailable, "\(path) holds no key: it must be \(2 * Sealing.keyBytes) hexadecimal digits, and nothing else.")
        }
        return sealing
    }

    private static func failure(_ path: String, _ what: String) -> MemoryError {
        MemoryError(.unavailable, "The key file \(path) \(what): \(unsafe String(cString: strerror(errno))).")
    }
}
