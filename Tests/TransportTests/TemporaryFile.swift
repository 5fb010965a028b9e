import Glibc
import TestSupport

/// A path nobody else uses; the file there goes with it. Its permissions can be chosen.
final class TemporaryFile {
    private let folder = TemporaryFolder("keys")
    var path: String { folder.file("keys") }

    init(_ text: String? = nil, mode: mode_t = 0o600) {
        if let text { write(text, mode: mode) }
    }

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
