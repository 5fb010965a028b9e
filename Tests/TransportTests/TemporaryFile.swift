import Glibc

/// A path nobody else uses; the file there goes with it.
final class TemporaryFile {
    let path: String

    init(_ text: String? = nil, mode: mode_t = 0o600) {
        var name = Array("/tmp/coda-keys-XXXXXX".utf8CString)
        close(unsafe mkstemp(&name))
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        unsafe unlink(path)
        if let text { write(text, mode: mode) }
    }

    deinit { unsafe unlink(path) }

    func write(_ text: String, mode: mode_t = 0o600) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
        _ = unsafe Glibc.write(file, text, text.utf8.count)
        fchmod(file, mode)
        close(file)
    }

    /// The permission bits.
    var mode: mode_t {
        var status = stat()
        unsafe stat(path, &status)
        return status.st_mode & 0o777
    }
}
