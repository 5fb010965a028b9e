internal import Glibc

/// A file that can be made again from others: it is written in one step, and a failure to write it harms nothing.
enum DerivedFile {
    /// Its bytes; `nil` where it cannot be read.
    static func read(_ path: String) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 30 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let got = unsafe bytes.withUnsafeMutableBytes { room in
                unsafe Glibc.read(file, room.baseAddress.map { unsafe $0 + done }, room.count - done)
            }
            guard got > 0 else { return nil }
            done += got
        }
        return bytes
    }

    /// Whether it is written. Folders that are missing are made.
    static func write(_ bytes: [UInt8], to path: String, folder: String) -> Bool {
        var made = ""
        for part in folder.split(separator: "/", omittingEmptySubsequences: true) {
            made += (made.isEmpty && !folder.hasPrefix("/") ? "" : "/") + part
            _ = unsafe mkdir(made, 0o700)
        }
        let next = "\(path).\(getpid())"
        let file = unsafe open(next, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes.withUnsafeBytes { all in
                unsafe Glibc.write(file, all.baseAddress.map { unsafe $0 + done }, all.count - done)
            }
            guard put > 0 else { break }
            done += put
        }
        guard close(file) == 0, done == bytes.count, unsafe rename(next, path) == 0 else {
            _ = unsafe unlink(next)
            return false
        }
        return true
    }

    /// Removes all but the newest `count` files of a folder whose names begin and end so.
    static func prune(_ folder: String, prefix: String, suffix: String, keeping count: Int) {
        guard let handle = unsafe opendir(folder) else { return }
        defer { unsafe closedir(handle) }
        var found: [(path: String, seconds: Int, nanoseconds: Int)] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            var status = stat()
            let path = "\(folder)/\(name)"
            guard name.hasPrefix(prefix), name.hasSuffix(suffix), unsafe stat(path, &status) == 0 else { continue }
            found.append((path, status.st_mtim.tv_sec, status.st_mtim.tv_nsec))
        }
        let newestFirst = found.sorted { ($0.seconds, $0.nanoseconds) > ($1.seconds, $1.nanoseconds) }
        for file in newestFirst.dropFirst(count) { _ = unsafe unlink(file.path) }
    }
}
