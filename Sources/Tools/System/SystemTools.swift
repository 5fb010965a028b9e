internal import Glibc
package import Wire

/// What this machine is.
package struct SystemInfoTool: AssistantTool {
    package init() {}

    package let definition = ToolDefinition(
        name: "system.info", summary: "Says what machine this is: processor, cores, memory, operating system and kernel.",
        deadline: .seconds(2),
        cache: .shared(.seconds(3_600)), maySpeculate: true,
        examples: ["what computer are you running on", "how many cores do you have", "which linux is this"])

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let processor = KernelFile.value("/proc/cpuinfo", "model name") ?? KernelFile.value("/proc/cpuinfo", "Model") ?? "unknown"
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let system = KernelFile.value("/etc/os-release", "PRETTY_NAME", separator: "=").map { $0.filter { $0 != "\"" } } ?? "Linux"
        let kernel = SmallFile.text("/proc/sys/kernel/osrelease").filter { !$0.isWhitespace }
        let memory = KernelFile.kilobytes("MemTotal").map { Double($0) / 1_048_576 } ?? 0
        return ToolOutput(
            [
                "processor": .string(processor), "cores": .integer(cores), "memory_gb": .number((memory * 10).rounded() / 10),
                "system": .string(system), "kernel": .string(kernel),
            ],
            speech:
                "This is \(system) on \(Spoken.count(cores, "core")) with \(ToolSpeech.number((memory * 10).rounded() / 10)) gigabytes of memory."
        )
    }
}

/// How this machine is doing now.
package struct SystemStatusTool: AssistantTool {
    package init() {}

    package let definition = ToolDefinition(
        name: "system.status", summary: "Says how the machine is doing: load, free memory and disk, uptime and temperature.",
        deadline: .seconds(2),
        maySpeculate: true,
        examples: ["how is the system doing", "how much disk space is left", "is the server busy", "how long have you been up"])

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        var value: [String: JSONValue] = [:]
        var parts: [String] = []
        if let load = SmallFile.text("/proc/loadavg").split(separator: " ").first.flatMap({ Double($0) }) {
            value["load"] = .number(load)
            parts.append("the load is \(ToolSpeech.number(load))")
        }
        if let total = KernelFile.kilobytes("MemTotal"), let free = KernelFile.kilobytes("MemAvailable"), total > 0 {
            let share = 100 * (total - free) / total
            value["memory_used_percent"] = .integer(share)
            value["memory_free_mb"] = .integer(free / 1_024)
            parts.append("\(share) percent of the memory is used")
        }
        var disk = statvfs()
        if unsafe statvfs("/", &disk) == 0, disk.f_blocks > 0 {
            let share = 100 - Int(disk.f_bavail * 100 / disk.f_blocks)
            value["disk_used_percent"] = .integer(share)
            value["disk_free_gb"] = .number((Double(disk.f_bavail) * Double(disk.f_frsize) / 1e8).rounded() / 10)
            parts.append("\(share) percent of the disk")
        }
        if let uptime = SmallFile.text("/proc/uptime").split(separator: " ").first.flatMap({ Double($0) }) {
            value["uptime_seconds"] = .integer(Int(uptime))
            parts.append("it has been up for \(ToolSpeech.duration(seconds: uptime))")
        }
        let temperatures = SmallFile.names(in: "/sys/class/thermal").compactMap {
            Int(SmallFile.text("/sys/class/thermal/\($0)/temp").filter { $0.isNumber })
        }
        if let highest = temperatures.max() {
            value["temperature_celsius"] = .integer(highest / 1_000)
            parts.append("the temperature is \(highest / 1_000) degrees")
        }
        return ToolOutput(.object(value), speech: Spoken.capitalised(ToolSpeech.joined(parts)) + ".")
    }
}

/// Lines of the kernel's and the system's files.
enum KernelFile {
    static func value(_ path: String, _ name: String, separator: Character = ":") -> String? {
        for line in SmallFile.text(path).split(separator: "\n") where line.hasPrefix(name) {
            let parts = line.split(separator: separator, maxSplits: 1)
            if parts.count == 2, ArgumentRepair.trimmed(String(parts[0])) == name {
                return String(ArgumentRepair.trimmed(String(parts[1])))
            }
        }
        return nil
    }

    static func kilobytes(_ name: String) -> Int? { value("/proc/meminfo", name)?.split(separator: " ").first.flatMap { Int($0) } }
}
