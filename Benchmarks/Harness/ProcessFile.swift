internal import Glibc

/// What the kernel tells of processes.
enum ProcessFile {
    /// A small text file; empty where it cannot be read.
    static func read(_ path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "" }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A line such as "VmRSS:   1234 kB".
    static func kilobytes(_ key: String, in path: String) -> Double {
        let line = read(path).split(separator: "\n").first { $0.hasPrefix(key + ":") }
        let number = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        return number.flatMap { Double($0) } ?? 0
    }

    static func residentKilobytes(of process: Int32 = getpid()) -> Double { kilobytes("VmRSS", in: "/proc/\(process)/status") }

    /// Processor time used so far, in seconds.
    static func processorSeconds(of process: Int32) -> Double {
        // The program's name, in parentheses, may hold spaces.
        let fields = read("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
