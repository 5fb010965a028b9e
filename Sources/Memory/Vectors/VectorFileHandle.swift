internal import CVectors
internal import Glibc

/// A file that is written or read from its beginning to its end, and what its bytes so far sum up to.
@safe
final class VectorFileHandle {
    private let descriptor: Int32
    private let path: String
    private(set) var checksum: UInt64 = 0
    /// Bytes there were when it was opened.
    let size: Int

    /// Readable by its owner alone.
    init(creating path: String) throws(MemoryError) {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        self.path = path
        size = 0
        guard descriptor >= 0 else { throw Self.failure("made", path) }
    }

    /// `nil` where there is none.
    init?(reading path: String) throws(MemoryError) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        var status = stat()
        size = unsafe descriptor >= 0 && fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw Self.failure("opened", path)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// What an error number says of a file.
    static func failure(_ verb: String, _ path: String) -> MemoryError {
        let code = errno
        let reason = unsafe String(cString: strerror(code))
        let kind: MemoryError.Kind =
            switch code {
            case ENOSPC, EDQUOT: .full
            case EROFS, EACCES, EPERM: .readOnly
            default: .unavailable
            }
        return MemoryError(kind, "the vector index \(path) cannot be \(verb): \(reason)")
    }

    func write(_ bytes: UnsafeRawPointer, _ count: Int) throws(MemoryError) {
        checksum = unsafe coda_vectors_checksum(bytes.assumingMemoryBound(to: UInt8.self), count, checksum)
        var done = 0
        while done < count {
            let written = unsafe Glibc.write(descriptor, bytes + done, count - done)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure("written", path) }
            done += written
        }
    }

    func write<Element: BitwiseCopyable>(_ values: [Element]) throws(MemoryError) {
        // The closure's error would lose its type.
        var failure: MemoryError?
        unsafe values.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            do throws(MemoryError) { try unsafe write(start, bytes.count) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    func read(_ bytes: UnsafeMutableRawPointer, _ count: Int) throws(MemoryError) {
        var done = 0
        while done < count {
            let got = unsafe Glibc.read(descriptor, bytes + done, count - done)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw Self.failure("read", path) }
            done += got
        }
        checksum = unsafe coda_vectors_checksum(UnsafePointer(bytes.assumingMemoryBound(to: UInt8.self)), count, checksum)
    }

    func read<Element: BitwiseCopyable>(_ values: inout [Element]) throws(MemoryError) {
        var failure: MemoryError?
        unsafe values.withUnsafeMutableBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            do throws(MemoryError) { try unsafe read(start, bytes.count) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    func sync() throws(MemoryError) {
        guard fdatasync(descriptor) == 0 else { throw Self.failure("written", path) }
    }
}
