internal import Glibc
internal import Wire

/// The machine a benchmark runs on, as far as it bears on the figures.
enum Machine {
    /// - Parameters:
    ///   - load: the load average when the run began.
    ///   - home: the folder of libraries and models.
    static func object(load: Double?, home: String) -> JSONValue {
        let processor =
            ProcessFile.read("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }?
            .split(separator: ":").last.map { String($0.drop { $0 == " " }) } ?? "unknown"
        let memory = ProcessFile.kilobytes("MemTotal", in: "/proc/meminfo") / 1_024
        let governor = firstLine("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
        return [
            "cores": .integer(sysconf(Int32(_SC_NPROCESSORS_ONLN))), "processor": .string(processor),
            "memory_mb": .number(memory.rounded()),
            "system": .string(system), "kernel": .string(firstLine("/proc/sys/kernel/osrelease") ?? "unknown"),
            "governor": governor.map { .string($0) } ?? .null, "load_at_start": load.map { .number($0) } ?? .null,
            "libraries": .array(libraries.map { .string($0) }), "models": .object(models(in: home)),
        ]
    }

    /// How many threads wanted to run in the last minute.
    static var load: Double? { firstLine("/proc/loadavg")?.split(separator: " ").first.flatMap { Double($0) } }

    private static var system: String {
        let line = ProcessFile.read("/etc/os-release").split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
        return line.map { String($0.dropFirst(12).filter { $0 != "\"" }) } ?? "linux"
    }

    private static func firstLine(_ path: String) -> String? {
        ProcessFile.read(path).split(separator: "\n").first.map(String.init)
    }

    /// The file names, with their versions, of the libraries that the process has loaded.
    private static var libraries: [String] {
        var names: Set<String> = []
        for line in ProcessFile.read("/proc/self/maps").split(separator: "\n") {
            guard let start = line.firstIndex(of: "/") else { continue }
            let path = line[start...]
            guard path.contains(".so"), let name = path.split(separator: "/").last else { continue }
            names.insert(String(name))
        }
        return names.sorted()
    }

    /// The beginning of the BLAKE2b digest of each model and library that was installed.
    private static func models(in home: String) -> [String: JSONValue] {
        var models: [String: JSONValue] = [:]
        for name in ["onnxruntime", "pocketsphinx", "silero", "smart_turn", "minilm"] {
            for line in ProcessFile.read("\(home)/stamps/\(name)").split(separator: "\n").dropFirst() {
                let parts = line.split(separator: " ")
                guard parts.count == 2, parts[1].hasPrefix("models/") || parts[1].hasPrefix("lib/") else { continue }
                models[String(parts[1])] = .string(String(parts[0].prefix(12)))
            }
        }
        return models
    }
}
