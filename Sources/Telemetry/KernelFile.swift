internal import Glibc

/// The kernel's small files.
enum KernelFile {
    /// Its first 4 KiB; empty where it cannot be read.
    static func text(_ path: String) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    /// Entries of a folder.
    static func count(in path: String) -> Int {
        guard let folder = unsafe opendir(path) else { return 0 }
        defer { unsafe closedir(folder) }
        var count = 0
        // The folder itself and the one above it are entries too.
        while unsafe readdir(folder) != nil { count += 1 }
        return max(0, count - 2)
    }
}
