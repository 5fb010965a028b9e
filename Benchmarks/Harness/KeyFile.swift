internal import Glibc

/// A keys file with one account, for as long as it is needed.
final class KeyFile {
    let path: String
    let key = "coda_" + String((0..<32).map { _ in "0123456789abcdef".randomElement() ?? "0" })

    init(account: String) throws {
        var name = Array("/tmp/coda-bench-keys-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&name)
        guard file >= 0 else { throw BenchError("no keys file could be made in /tmp: \(unsafe String(cString: strerror(errno)))") }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let line = "\(account) \(key)\n"
        let written = unsafe write(file, line, line.utf8.count)
        close(file)
        guard written == line.utf8.count else { throw BenchError("\(path) could not be written") }
    }

    deinit { unsafe unlink(path) }
}
