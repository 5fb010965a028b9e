internal import Devices
internal import Glibc

/// Processor, memory, limits, clock and sound.
extension Checks {
    static func machine() -> [Check] { [processor(), memory(), openFiles(), clock()] + sound() }

    private static func processor() -> Check {
        let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let detail = "\(count) core\(count == 1 ? "" : "s"); two serve about five speakers at once"
        let flags = SystemFile.text("/proc/cpuinfo")?.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? []
        guard flags.isEmpty || flags.contains("avx2") else {
            return .note(
                "processor", detail + "; it has no AVX2",
                cure: "turn decisions take several times longer here: prefer a processor since 2013")
        }
        return .ok("processor", detail)
    }

    /// What one recogniser slot, the models and a session take together.
    private static let neededMegabytes = 300

    private static func memory() -> Check {
        let line = SystemFile.text("/proc/meminfo")?.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        guard let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            return .note("memory", "/proc/meminfo does not say how much is free", cure: "look with: free -m")
        }
        var free = kilobytes >> 10
        // A container may have less than its machine.
        if let most = number("/sys/fs/cgroup/memory.max"), let used = number("/sys/fs/cgroup/memory.current") {
            free = min(free, (most - used) >> 20)
        }
        guard free >= neededMegabytes else {
            return .fault(
                "memory", "\(free) MB are free; \(neededMegabytes) MB are needed", cure: "end other programs, or use coda serve --slots 1")
        }
        return .ok("memory", "\(free) MB are free; a recogniser slot takes about 88 MB")
    }

    private static func number(_ path: String) -> Int? {
        SystemFile.text(path).flatMap { Int($0.filter { !$0.isWhitespace }) }
    }

    private static func openFiles() -> Check {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return .note("open files", "the limit is not known", cure: "look with: ulimit -n")
        }
        let most = limit.rlim_cur > 1 << 30 ? 1 << 30 : Int(limit.rlim_cur)
        switch most {
        case ..<256: return .fault("open files", "at most \(most)", cure: "ulimit -n 4200, or LimitNOFILE=4200 in the service's unit")
        case ..<4_200:
            return .note("open files", "at most \(most): about \(most - 100) clients at once", cure: "for 4096 clients: ulimit -n 4200")
        default: return .ok("open files", "at most \(most == 1 << 30 ? "any number" : "\(most)"), enough for 4096 clients")
        }
    }

    /// 1 January 2026: no machine that runs this version is older.
    private static let earliest = 1_767_225_600

    private static func clock() -> Check {
        let now = time(nil)
        guard now >= earliest else {
            return .fault("clock", "it stands before this version was made", cure: "timedatectl set-ntp true, or set it with date")
        }
        return .ok("clock", "it is plausible; answers about time and date use it")
    }

    private static func sound() -> [Check] {
        let found = SoundSystem.allCases.compactMap { system -> String? in
            guard let inputs = try? system.devices(.microphone), let outputs = try? system.devices(.speaker) else { return nil }
            guard !inputs.isEmpty, !outputs.isEmpty else { return nil }
            return "\(system.name) with \(inputs.count) microphone\(inputs.count == 1 ? "" : "s")"
        }
        guard found.isEmpty else { return [.ok("sound", found.joined(separator: "; "))] }
        return [
            .note(
                "sound", "no microphone and speaker; only coda talk needs them",
                cure: "install and start PulseAudio or PipeWire, or use coda talk --text")
        ]
    }
}
