internal import Glibc

/// The processes below one, as /proc has them.
enum ProcessTree {
    /// Bytes of memory of their own and shared memory that all of them hold.
    static func memory(below root: pid_t) -> Int {
        var open = [root]
        var seen = 0
        var kilobytes = 0
        while let process = open.popLast(), seen < 512 {
            seen += 1
            for line in SmallFile.text("/proc/\(process)/status").split(separator: "\n")
            where line.hasPrefix("RssAnon:") || line.hasPrefix("RssShmem:") {
                kilobytes += line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0
            }
            open += children(of: process)
        }
        return kilobytes << 10
    }

    /// A child belongs to the thread that started it.
    static func children(of process: pid_t) -> [pid_t] {
        SmallFile.names(in: "/proc/\(process)/task").flatMap { thread in
            SmallFile.text("/proc/\(process)/task/\(thread)/children").split(separator: " ").compactMap { pid_t($0) }
        }
    }
}

/// Files of the kernel's, and other small ones.
enum SmallFile {
    /// The first `limit` bytes; empty where it cannot be read.
    static func bytes(_ path: String, limit: Int = 65_536) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(limit, 16_384))
        while bytes.count < limit {
            let count = unsafe read(descriptor, &buffer, min(buffer.count, limit - bytes.count))
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    static func text(_ path: String, limit: Int = 65_536) -> String { String(decoding: bytes(path, limit: limit), as: UTF8.self) }

    /// What a folder holds, without what begins with a point.
    static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
