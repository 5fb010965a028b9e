import Glibc
import Storage

/// A folder of a test's own, which goes with it.
final class Scratch: Sendable {
    let path: String

    init() {
        var template = Array((unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp").utf8CString.dropLast())
        template += "/coda-storage-XXXXXX".utf8CString
        path = unsafe template.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) } ?? ""
        }
    }

    func file(_ name: String = "test.db") -> String { path + "/" + name }

    static func bytes(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(path, "rb") else { return [] }
        defer { unsafe fclose(file) }
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&part, 1, part.count, file)
            guard count > 0 else { return all }
            all += part[..<count]
        }
    }

    static func write(_ bytes: some Collection<UInt8>, to path: String) {
        guard let file = unsafe fopen(path, "wb") else { return }
        defer { unsafe fclose(file) }
        let bytes = Array(bytes)
        _ = unsafe fwrite(bytes, 1, bytes.count, file)
    }

    deinit {
        for name in ["test.db", "copy.db", "deep/er/test.db"] {
            for suffix in ["", "-wal", "-shm"] { unsafe unlink(file(name) + suffix) }
        }
        for folder in ["deep/er", "deep", ""] { unsafe rmdir(path + "/" + folder) }
    }
}
