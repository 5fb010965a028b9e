/// What the process took at one moment.
package struct ProfileSample: Sendable, Equatable {
    /// On the clock of `SpanTracer.now`.
    package var at: UInt64
    package var residentKilobytes: Double
    /// Processor time so far, of all threads.
    package var processorSeconds: Double
    /// Pauses that wait for the turn model.
    package var queued: Int

    package init(at: UInt64, residentKilobytes: Double, processorSeconds: Double, queued: Int) {
        self.at = at
        self.residentKilobytes = residentKilobytes
        self.processorSeconds = processorSeconds
        self.queued = queued
    }

    /// Now.
    package init(queued: Int) {
        self.init(
            at: SpanTracer.now, residentKilobytes: Double(ProcessUsage.residentBytes) / 1_024, processorSeconds: ProcessorTime.ofProcess,
            queued: queued)
    }
}
