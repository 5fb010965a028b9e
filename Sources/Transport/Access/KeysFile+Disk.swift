internal import Glibc

extension KeysFile {
    /// Bytes; a larger file is not a keys file.
    private static let largestFile = 1 << 20

    /// Reads a keys file; others' rights to it become a warning.
    package static func read(_ path: String) throws(AccessError) -> KeysFile {
        let (text, status) = try contents(path)
        var file = try KeysFile(parsing: text, path: path)
        if status.st_mode & 0o077 != 0 {
            file.warnings.append("keys file \(path) is open to others than its owner: run chmod 600 \(path)")
        }
        return file
    }

    /// Appends a key's digest; makes the file, for its owner alone, where there is none.
    package static func append(_ digest: KeyDigest, account: String, to path: String) throws(AccessError) {
        guard isAccount(account) else { throw .invalidAccount }
        var needsNewline = false
        if unsafe access(path, F_OK) == 0 {
            let (text, _) = try contents(path)
            // A line after a broken one would never be read.
            _ = try KeysFile(parsing: text, path: path)
            needsNewline = !text.isEmpty && text.last?.isNewline != true
        }
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .fileUnusable(path: path, cause: cause()) }
        defer { close(file) }
        try write("\(needsNewline ? "\n" : "")\(account) sha256:\(digest.hexadecimal)\n", to: file, path)
    }

    /// Removes the one key whose digest begins with `fingerprint`; gives its account. The file is replaced in one step.
    package static func revoke(_ fingerprint: String, in path: String) throws(AccessError) -> String {
        let (text, status) = try contents(path)
        let wanted = fingerprint.lowercased()
        let found = try KeysFile(parsing: text, path: path).entries.filter { $0.digest.hexadecimal.hasPrefix(wanted) }
        guard wanted.count >= 8, let entry = found.first else { throw .unknownFingerprint(path: path) }
        guard found.count == 1 else { throw .ambiguousFingerprint }
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        lines.remove(at: entry.line - 1)
        try replace(path, with: lines.joined(separator: "\n"), like: status)
        return entry.account
    }

    private static func contents(_ path: String) throws(AccessError) -> (String, stat) {
        // A pipe in its place must not keep anyone waiting.
        let file = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw .fileUnusable(path: path, cause: cause()) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw .fileUnusable(path: path, cause: cause()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .fileUnusable(path: path, cause: "it is not a plain file") }
        guard status.st_size <= largestFile else { throw .fileUnusable(path: path, cause: "it is larger than 1 MiB") }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= largestFile {
            let count = unsafe Glibc.read(file, &chunk, chunk.count)
            guard count >= 0 else { throw .fileUnusable(path: path, cause: cause()) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .fileUnusable(path: path, cause: "it is not UTF-8 text") }
        return (text, status)
    }

    private static func replace(_ path: String, with text: String, like old: stat) throws(AccessError) {
        let next = path + ".new"
        let file = unsafe open(next, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .fileUnusable(path: next, cause: cause()) }
        do throws(AccessError) {
            defer { close(file) }
            try write(text, to: file, next)
            // A server that runs as someone else must still be able to read it.
            _ = fchown(file, old.st_uid, old.st_gid)
            guard fchmod(file, old.st_mode & 0o777) == 0, fsync(file) == 0 else { throw .fileUnusable(path: next, cause: cause()) }
        } catch {
            unsafe unlink(next)
            throw error
        }
        guard unsafe rename(next, path) == 0 else {
            let failure = AccessError.fileUnusable(path: path, cause: cause())
            unsafe unlink(next)
            throw failure
        }
    }

    private static func write(_ text: String, to file: Int32, _ path: String) throws(AccessError) {
        let bytes = Array(text.utf8)
        let count = unsafe Glibc.write(file, bytes, bytes.count)
        guard count == bytes.count else { throw .fileUnusable(path: path, cause: count < 0 ? cause() : "the disk is full") }
    }

    private static func cause() -> String { unsafe String(cString: strerror(errno)) }
}
