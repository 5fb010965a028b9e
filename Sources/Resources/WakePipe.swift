internal import Glibc

/// Lets one thread wake another that waits in `poll`.
package final class WakePipe: Sendable {
    /// To be waited for; never read but by `clear`.
    package let descriptor: Int32
    private let end: Int32

    package init() throws(ChildProcess.Failure) {
        let (reading, writing) = try ChildProcess.pipe(blocks: false)
        descriptor = reading
        end = writing
    }

    package func wake() {
        // A full pipe wakes as well.
        var byte: UInt8 = 0
        _ = unsafe write(end, &byte, 1)
    }

    package func clear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while unsafe read(descriptor, &bytes, bytes.count) == bytes.count {}
    }

    deinit {
        close(descriptor)
        close(end)
    }
}
