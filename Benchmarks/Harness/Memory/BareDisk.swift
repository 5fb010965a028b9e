internal import Glibc

/// What a file system takes for one page at the end of a log to be on the disk, without a database.
final class BareDisk: Sendable {
    private let descriptor: Int32
    private let page = [UInt8](repeating: 7, count: 4_096)

    init(folder: String) throws(BenchError) {
        let path = folder + "/bare.log"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchError("\(path) could not be made: \(unsafe String(cString: strerror(errno)))") }
    }

    /// Writes a page, and waits until the disk has it.
    func sync() throws(BenchError) {
        guard unsafe write(descriptor, page, page.count) == page.count, fdatasync(descriptor) == 0 else {
            throw BenchError("the disk could not be written: \(unsafe String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }
}
