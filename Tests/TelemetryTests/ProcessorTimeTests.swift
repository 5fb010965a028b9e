import Telemetry
import Testing

@Suite struct ProcessorTimeTests {
    @Test(
        "what the kernel's first line counts as busy is told in seconds; idling and waiting for disks is not busy",
        arguments: [
            ("cpu  100 20 30 4000 500 6 7 8 90 9\ncpu0 1 1 1 1", 1.71), ("cpu  100 0 100 7", 2), ("cpu 1 2", 0), ("", 0),
            ("intr 5 5 5 5 5", 0),
        ])
    func busy(text: String, seconds: Double) { #expect(ProcessorTime.busySeconds(text, perSecond: 100) == seconds) }

    @Test(
        "the processors that a process may run on are counted by their mask",
        arguments: [
            ("Name:\tcoda\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2), ("Cpus_allowed:\tff,ffffffff\n", 40),
            ("Cpus_allowed_list:\t0-1\n", 0), ("", 0),
        ])
    func mask(text: String, count: Int) { #expect(ProcessLimits.allowedProcessors(text) == count) }

    @Test("this process has used some time, and the machine no less")
    func now() {
        let time = ProcessorTime.now()
        #expect(time.own > 0 && time.machineProcessors >= 1)
        // The kernel counts the machine's in hundredths.
        #expect(time.machine == 0 || time.machine > time.own * 0.5)
    }
}
