internal import Glibc

/// A keys file with a key for each of a few accounts, for as long as it is needed.
final class KeyFile {
    let path: String
    /// In the order of the accounts.
    let keys: [String]
    /// Of the first account.
    var key: String { keys[0] }

    convenience init(account: String) throws { try self.init(accounts: [account]) }

    /// - Parameter accounts: at least one.
    init(accounts: [String]) throws {
        keys = accounts.map { _ in "coda_" + String((0..<32).map { _ in "0123456789abcdef".randomElement() ?? "0" }) }
        var name = Array("/tmp/coda-bench-keys-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&name)
        guard file >= 0 else { throw BenchError("no keys file could be made in /tmp: \(unsafe String(cString: strerror(errno)))") }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let line = zip(accounts, keys).map { "\($0) \($1)\n" }.joined()
        let written = unsafe write(file, line, line.utf8.count)
        close(file)
        guard written == line.utf8.count else { throw BenchError("\(path) could not be written") }
    }

    deinit { unsafe unlink(path) }
}
