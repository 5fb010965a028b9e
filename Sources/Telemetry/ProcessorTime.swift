internal import Glibc

/// Processor time used so far, by this process and by everything on its machine.
package struct ProcessorTime: Sendable, Equatable {
    package var own = 0.0
    /// Since the machine started; 0 where the kernel does not tell.
    package var machine = 0.0
    /// Processors that are online.
    package var machineProcessors = 1.0

    /// Reads it now; takes some tens of microseconds.
    package static func now() -> ProcessorTime {
        var time = ProcessorTime()
        time.own = ofProcess
        time.machine = ofMachine
        time.machineProcessors = Double(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        return time
    }

    /// Seconds that this process has used, all its threads together.
    package static var ofProcess: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }
    /// Seconds that the calling thread has used.
    package static var ofThread: Double { seconds(CLOCK_THREAD_CPUTIME_ID) }
    /// Seconds that all programs of the machine have used since it started; 0 where the kernel does not tell.
    package static var ofMachine: Double { busySeconds(KernelFile.text("/proc/stat"), perSecond: Double(sysconf(Int32(_SC_CLK_TCK)))) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var used = timespec()
        guard unsafe clock_gettime(clock, &used) == 0 else { return 0 }
        return Double(used.tv_sec) + Double(used.tv_nsec) / 1_000_000_000
    }

    /// What the first line of `/proc/stat` counts as busy: neither idle nor waiting for a disk; guests are in the others already.
    package static func busySeconds(_ text: String, perSecond: Double) -> Double {
        guard let line = text.split(separator: "\n").first, line.hasPrefix("cpu ") else { return 0 }
        // user nice system idle iowait irq softirq steal
        let ticks = line.split(separator: " ").dropFirst().prefix(8).map { Double($0) ?? 0 }
        guard ticks.count >= 4 else { return 0 }
        return ticks.enumerated().reduce(0) { [3, 4].contains($1.offset) ? $0 : $0 + $1.element } / perSecond
    }
}
