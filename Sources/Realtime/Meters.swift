internal import Assistant
internal import Dialogue
internal import Glibc
package import Resources
package import Speech
internal import Synchronization
package import Telemetry

/// Everything that is counted while sessions are served, and where it is told of.
///
/// One for the process; any thread. Counting allocates nothing and takes no lock.
package final class Meters: Sendable {
    package let registry = MetricRegistry()
    package let log: Log
    package let version: String
    package let started = Stopwatch()

    package let turns: MetricFamily<TurnOutcome, MetricCounter>
    package let latency: MetricHistogram
    package let parts: MetricFamily<TurnLedger.Part, MetricHistogram>
    package let overlaps: MetricFamily<OverlapOutcome, MetricCounter>
    package let speculationsBegun: MetricCounter
    package let speculationsAdopted: MetricCounter
    /// Samples of 16 kHz.
    private let wasted = MetricCounter()
    package let calls: MetricFamily<Component, MetricCounter>
    package let errors: MetricFamily<Component, MetricCounter>
    package let busy: MetricCounter
    let voiceActivity: MetricHistogram
    let turnModel: MetricHistogram
    private let stages = Mutex<Stages?>(nil)
    let assistant = Mutex<AssistantParts?>(nil)
    private let usage = Mutex<(usage: ProcessUsage, read: Stopwatch)?>(nil)

    /// What is looked at when somebody asks.
    private struct Stages: Sendable {
        let recognizer: any SpeechRecognizer
        let synthesizer: any SpeechSynthesizer
        let workers: WorkerPool
    }

    /// - Parameter version: of the program.
    package init(log: Log = .silent, version: String = "") {
        self.log = log
        self.version = version
        let registry = registry
        turns = registry.counters("coda_turns_total", "Turns by what became of them.", label: "outcome", of: TurnOutcome.self)
        latency = registry.histogram(
            "coda_turn_latency_seconds", "From the true end of speech to the first audible sample of the answer.",
            bounds: MetricHistogram.waits)
        parts = registry.histograms(
            "coda_turn_part_seconds", "The same time by what it went to; the parts of a turn sum to its latency.", label: "part",
            of: TurnLedger.Part.self, bounds: MetricHistogram.waits)
        overlaps = registry.counters(
            "coda_overlaps_total", "Speech over a reply, by what it turned out to be.", label: "kind", of: OverlapOutcome.self)
        speculationsBegun = registry.counter("coda_speculations_total", "Replies made ready before their turn was over.")
        speculationsAdopted = registry.counter("coda_speculations_adopted_total", "Of these, the ones that became the answer.")
        let wasted = wasted
        registry.sampled("coda_speculation_wasted_seconds_total", "Sound synthesised for the others.", .counter) {
            Double(wasted.value) / 16_000
        }
        calls = registry.counters(
            "coda_component_calls_total", "What components were asked, by component.", label: "component", of: Component.self)
        errors = registry.counters("coda_component_errors_total", "Of these, what failed.", label: "component", of: Component.self)
        busy = registry.counter("coda_recognizer_busy_total", "Turns that found no free decoder in time.")
        voiceActivity = registry.histogram(
            "coda_voice_activity_seconds", "One window of 32 ms through the voice activity detector.", bounds: MetricHistogram.computations)
        turnModel = registry.histogram(
            "coda_turn_model_seconds", "One pause through the turn model.", bounds: MetricHistogram.computations)
        addStages()
        addAssistant()
        addMemory()
        addProcess()
    }

    /// From now on the engines' queues, decoders and cache are shown.
    package func watch(_ engines: Engines) {
        stages.withLock {
            $0 = Stages(recognizer: engines.recognizer, synthesizer: engines.synthesizer, workers: engines.workers)
        }
        if let parts = engines.assistant?.parts { watch(parts) }
    }

    // MARK: What happens

    /// Counts a call of a component.
    package func note(_ component: Component) { calls[component].add() }

    /// Counts a call that failed, and says so: the first time, and whenever the number has doubled.
    ///
    /// - Parameter cause: never a person's words.
    package func fail(_ component: Component, _ cause: @autoclosure () -> String) {
        calls[component].add()
        errors[component].add()
        let count = errors[component].value
        guard count & (count - 1) == 0 else { return }
        log(
            .warning, "component.failed", "\(component.rawValue) failed: \(cause())",
            [("component", .text(component.rawValue)), ("failures", .integer(count))])
    }

    /// A turn's answer can be heard.
    func answers(_ ledger: TurnLedger, session: String) {
        let parts = ledger.parts
        latency.record(milliseconds: ledger.total)
        for (part, milliseconds) in parts { self.parts[part].record(milliseconds: milliseconds) }
        log(
            .debug, "turn.answered", "an answer can be heard",
            [("session", .text(session)), ("total_ms", .number(Self.rounded(ledger.total)))]
                + parts.map { ("\($0.part.rawValue)_ms", .number(Self.rounded($0.milliseconds))) })
    }

    private static func rounded(_ milliseconds: Double) -> Double { (milliseconds * 10).rounded() / 10 }

    func ended(_ status: ResponseStatus) {
        switch status {
        case .completed, .cutShort: turns[.answered].add()
        case .cancelled(let reason):
            turns[.cancelled].add()
            if reason == .turnDetected { overlaps[.interruption].add() }
        case .failed: turns[.failed].add()
        }
    }

    func resumed(_ reason: OverlapReason) {
        let outcome: OverlapOutcome =
            switch reason {
            case .backchannel: .backchannel
            case .noise: .noise
            case .echo: .echo
            case .withdrawn: .withdrawn
            }
        overlaps[outcome].add()
    }

    /// What a session's speculation cost and brought since it was counted last.
    func speculated(_ now: SpeculationTally, since counted: SpeculationTally) {
        speculationsBegun.add(now.begun - counted.begun)
        speculationsAdopted.add(now.adopted - counted.adopted)
        wasted.add(now.wastedSamples - counted.wastedSamples)
    }

    // MARK: What is looked up

    package var occupancy: RecognizerOccupancy? { stages.withLock { $0 }?.recognizer.occupancy }
    package var cache: CacheTally? { stages.withLock { $0 }?.synthesizer.cache }
    package var wastedSeconds: Double { Double(wasted.value) / 16_000 }

    package func load(of queue: QueueName) -> QueueLoad? {
        guard let stages = stages.withLock({ $0 }) else { return nil }
        return switch queue {
        case .recognizer: stages.recognizer.occupancy?.queue
        case .synthesizer: stages.synthesizer.queue
        case .turnModel: stages.workers.load
        }
    }

    /// As it was within the last tenth of a second: several metrics show it, and reading costs a look at every open file.
    package var processUsage: ProcessUsage {
        usage.withLock { last in
            if let last, last.read.elapsed < .milliseconds(100) { return last.usage }
            let now = ProcessUsage.now()
            last = (now, Stopwatch())
            return now
        }
    }

    private func addStages() {
        registry.sampled("coda_recognizer_slots", "Loaded decoders by use.", label: "state", of: SlotState.self) { [unowned self] state in
            occupancy.map { Double(state == .leased ? $0.leased : $0.free) }
        }
        registry.sampled("coda_recognizer_leases_total", "Decoders leased to an utterance.", .counter) { [unowned self] in
            occupancy.map { Double($0.leases) }
        }
        registry.sampled("coda_recognizer_waits_total", "Utterances that had to wait for a decoder.", .counter) { [unowned self] in
            occupancy.map { Double($0.waits) }
        }
        registry.sampled("coda_recognizer_waiting", "Utterances that wait for a decoder now.") { [unowned self] in
            occupancy.map { Double($0.waiting) }
        }
        registry.sampled(
            "coda_synthesizer_cache_lookups_total", "Clauses looked up in the synthesiser's cache.", .counter, label: "result",
            of: CacheResult.self
        ) { [unowned self] result in cache.map { Double(result == .hit ? $0.hits : $0.misses) } }
        registry.sampled("coda_queue_depth", "Jobs that wait.", label: "queue", of: QueueName.self) { [unowned self] in
            load(of: $0).map { Double($0.waiting) }
        }
        registry.sampled("coda_queue_capacity", "Jobs that may wait.", label: "queue", of: QueueName.self) { [unowned self] in
            load(of: $0).map { Double($0.capacity) }
        }
        registry.sampled("coda_queue_refused_total", "Jobs that found their queue full.", .counter, label: "queue", of: QueueName.self) {
            [unowned self] in load(of: $0).map { Double($0.refused) }
        }
    }

    private func addProcess() {
        registry.constant("coda_build_info", "Always 1; the program's version.", label: "version", value: version)
        let began = Double(time(nil))
        registry.sampled("process_start_time_seconds", "When the process began, since the epoch.") { began }
        registry.sampled("process_cpu_seconds_total", "Processor time used.", .counter) { [unowned self] in processUsage.processorSeconds }
        registry.sampled("process_resident_memory_bytes", "Resident memory.") { [unowned self] in Double(processUsage.residentBytes) }
        registry.sampled("process_threads", "Threads.") { [unowned self] in Double(processUsage.threads) }
        registry.sampled("process_open_fds", "Open files and sockets.") { [unowned self] in Double(processUsage.openFiles) }
        registry.sampled("process_max_fds", "How many may be open.") { [unowned self] in Double(processUsage.maximumFiles) }
        let limits = ProcessLimits.now()
        registry.sampled("coda_memory_limit_bytes", "Memory the process may use: its control group's limit, or the machine's.") {
            Double(limits.memoryBytes)
        }
        registry.sampled("coda_processors", "Processors the process may use: its control group's quota, or the machine's.") {
            limits.processors
        }
    }
}
