internal import FoundationEssentials
internal import Glibc

/// A folder on a disk that goes with this value, and with it all that is in it.
final class ScratchFolder: Sendable {
    let path: String

    /// Under TMPDIR or, where that is not set, in /var/tmp: /tmp may be in memory, where nothing ever waits for a disk.
    init(_ name: String) throws(BenchError) {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/var/tmp"
        var template = Array("\(parent)/coda-\(name)-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw BenchError("no folder could be made in \(parent): \(unsafe String(cString: strerror(errno))).")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Of a file in it.
    func bytes(of name: String) -> Int {
        var facts = stat()
        return unsafe stat("\(path)/\(name)", &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// Removes it now.
    func remove() { try? FileManager.default.removeItem(atPath: path) }

    deinit { remove() }
}
