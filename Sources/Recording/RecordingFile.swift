internal import Glibc

/// A new file that only its owner may read.
struct RecordingFile: ~Copyable {
    private let path: String
    private let descriptor: Int32

    /// Never takes a file that is there already.
    init(_ path: String) throws(RecordingError) {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit { close(descriptor) }

    borrowing func append(_ bytes: [UInt8]) throws(RecordingError) {
        guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw Self.failure(path) }
        try write(bytes)
    }

    borrowing func replaceStart(_ bytes: [UInt8]) throws(RecordingError) {
        guard lseek(descriptor, 0, SEEK_SET) >= 0 else { throw Self.failure(path) }
        try write(bytes)
    }

    private borrowing func write(_ bytes: [UInt8]) throws(RecordingError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(path) }
            written += count
        }
    }

    /// What the system said last.
    static func failure(_ path: String) -> RecordingError { .file(path: path, cause: unsafe String(cString: strerror(errno))) }
}
