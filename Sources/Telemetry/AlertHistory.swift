/// The samples of the last hour, as far as alerts need them.
struct AlertHistory: Sendable {
    /// Samples of the last ten minutes, and one that is older, oldest first.
    private var samples: [AlertSample] = []
    /// One a minute, of the last hour.
    private var memory: [(seconds: Double, bytes: Double)] = []
    private var start: Double?

    private static let window = 300.0
    private static let cacheWindow = 600.0
    private static let processorWindow = 60.0
    /// While engines load and caches fill, memory grows for good reason.
    private static let warmUp = 600.0
    private static let growthWindow = 3_600.0
    private static let growthMinimum = 1_800.0
    /// Fewer events make no share.
    private static let fewest = 20
    private static let fewestLookups = 100

    mutating func take(_ sample: AlertSample) {
        start = start ?? sample.seconds
        samples.append(sample)
        while samples.count > 2, sample.seconds - samples[1].seconds >= Self.cacheWindow { samples.removeFirst() }
        guard let start, sample.seconds - start >= Self.warmUp, sample.seconds - (memory.last?.seconds ?? -60) >= 60 else { return }
        memory.append((sample.seconds, Double(sample.memoryBytes)))
        memory.removeAll { sample.seconds - $0.seconds > Self.growthWindow }
    }

    /// In the alert's unit; `nil` where there is too little to go by.
    func value(_ alert: Alert) -> Double? {
        guard let last = samples.last else { return nil }
        switch alert {
        case .turnLatency: return turnLatency(last)
        case .errorRate: return share(Self.window) { ($0.failedTurns, $0.turns) }
        case .recognizerErrors: return errors(.recognizer)
        case .synthesizerErrors: return errors(.synthesizer)
        case .responderErrors: return errors(.responder)
        case .turnModelErrors: return errors(.turnModel)
        case .voiceActivityErrors: return errors(.voiceActivity)
        case .networkErrors: return errors(.network)
        case .cpu: return processors(last)
        case .memory: return last.memoryLimitBytes > 0 ? 100 * Double(last.memoryBytes) / Double(last.memoryLimitBytes) : nil
        case .memoryGrowth: return growth
        case .deviceMemory: return last.deviceMemoryShare.map { $0 * 100 }
        case .cacheHits: return share(Self.cacheWindow, fewest: Self.fewestLookups) { ($0.cacheHits, $0.cacheLookups) }
        case .queue:
            let refused = samples.count > 1 ? last.refusedJobs - samples[samples.count - 2].refusedJobs : 0
            return refused > 0 ? 100 : 100 * last.queueShare
        }
    }

    /// The newest sample that is at least `seconds` old, or the oldest there is.
    private func earlier(_ seconds: Double) -> AlertSample? {
        guard let last = samples.last else { return nil }
        return samples.last { last.seconds - $0.seconds >= seconds } ?? samples.first
    }

    private func turnLatency(_ last: AlertSample) -> Double? {
        guard let first = earlier(Self.window) else { return nil }
        let recent = last.turnLatency.since(first.turnLatency)
        guard recent.total >= Self.fewest else { return nil }
        return recent.quantile(0.95).map { $0 * 1_000 }
    }

    private func errors(_ component: Component) -> Double? {
        share(Self.window) { ($0.errors[component] ?? 0, $0.calls[component] ?? 0) }
    }

    /// In percent.
    private func share(_ window: Double, fewest: Int = Self.fewest, _ counts: (AlertSample) -> (part: Int, whole: Int)) -> Double? {
        guard let last = samples.last, let first = earlier(window) else { return nil }
        let (now, before) = (counts(last), counts(first))
        let whole = now.whole - before.whole
        guard whole >= fewest else { return nil }
        return 100 * Double(now.part - before.part) / Double(whole)
    }

    private func processors(_ last: AlertSample) -> Double? {
        guard let first = earlier(Self.processorWindow), last.seconds > first.seconds, last.processors > 0 else { return nil }
        return 100 * (last.processorSeconds - first.processorSeconds) / (last.seconds - first.seconds) / last.processors
    }

    /// The slope of the straight line through the last hour, in MB an hour.
    private var growth: Double? {
        guard let first = memory.first, let last = memory.last, last.seconds - first.seconds >= Self.growthMinimum else { return nil }
        let count = Double(memory.count)
        let meanTime = memory.reduce(0) { $0 + $1.seconds } / count
        let meanBytes = memory.reduce(0) { $0 + $1.bytes } / count
        let covariance = memory.reduce(0) { $0 + ($1.seconds - meanTime) * ($1.bytes - meanBytes) }
        let variance = memory.reduce(0) { $0 + ($1.seconds - meanTime) * ($1.seconds - meanTime) }
        return covariance / variance * 3_600 / 1e6
    }
}
