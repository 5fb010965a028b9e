internal import Glibc

/// What this process uses of its machine, as the kernel tells.
package struct ProcessUsage: Sendable, Equatable {
    /// Of all processors together, since the start.
    package var processorSeconds = 0.0
    package var residentBytes = 0
    package var threads = 0
    package var openFiles = 0
    package var maximumFiles = 0

    /// Reads it now; takes some tens of microseconds. What the kernel does not tell is 0.
    package static func now() -> ProcessUsage {
        var usage = ProcessUsage()
        // The program's name, in parentheses, may hold spaces; the fields after it begin with the third.
        let fields = KernelFile.text("/proc/self/stat").split(separator: ")").last?.split(separator: " ") ?? []
        if fields.count > 21 {
            usage.processorSeconds = ((Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)) / Double(sysconf(Int32(_SC_CLK_TCK)))
            usage.threads = Int(fields[17]) ?? 0
            usage.residentBytes = bytes(pages: fields[21])
        }
        // Reading the folder opens one more.
        usage.openFiles = max(0, KernelFile.count(in: "/proc/self/fd") - 1)
        var limit = rlimit()
        if unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { usage.maximumFiles = Int(clamping: limit.rlim_cur) }
        return usage
    }

    /// Of resident memory now, alone: `now()` also looks through a folder with an entry for each connection.
    package static var residentBytes: Int {
        // The second field is the resident one.
        KernelFile.text("/proc/self/statm").split(separator: " ").dropFirst().first.map(bytes(pages:)) ?? 0
    }

    private static func bytes(pages: Substring) -> Int { (Int(pages) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) }
}

/// What this process may use at most: what its control group grants and the processors it may run on, or all that the machine has.
package struct ProcessLimits: Sendable, Equatable {
    package var processors = 1.0
    package var memoryBytes = 0

    /// Reads it now.
    package static func now() -> ProcessLimits {
        var online = Double(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let own = allowedProcessors(KernelFile.text("/proc/self/status"))
        if own > 0 { online = min(online, Double(own)) }
        let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        var limits = ProcessLimits(processors: online, memoryBytes: physical)
        for folder in controlGroups() {
            // "max 100000" is no limit.
            let quota = KernelFile.text(folder + "/cpu.max").split(whereSeparator: \.isWhitespace).map { Double($0) }
            if quota.count == 2, let time = quota[0], let period = quota[1], period > 0 {
                limits.processors = min(limits.processors, time / period)
            }
            if let bytes = Int(KernelFile.text(folder + "/memory.max").filter { !$0.isWhitespace }) {
                limits.memoryBytes = min(limits.memoryBytes, bytes)
            }
        }
        return limits
    }

    /// The processors in the mask of `/proc/self/status`; 0 where it has none.
    package static func allowedProcessors(_ text: String) -> Int {
        let line = text.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }
        return line?.dropFirst(13).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) } ?? 0
    }

    /// The process's group and those around it: the narrowest counts.
    private static func controlGroups() -> [String] {
        guard let line = KernelFile.text("/proc/self/cgroup").split(separator: "\n").first(where: { $0.hasPrefix("0::") }) else {
            return []
        }
        var parts = line.dropFirst(3).split(separator: "/")
        var folders = ["/sys/fs/cgroup"]
        while !parts.isEmpty {
            folders.append("/sys/fs/cgroup/" + parts.joined(separator: "/"))
            parts.removeLast()
        }
        return folders
    }
}
