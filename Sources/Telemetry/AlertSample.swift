/// What alerts are judged by, at one moment. Numbers that only grow are counted since the start.
package struct AlertSample: Sendable {
    /// Of a clock that only goes forward.
    package var seconds = 0.0
    package var turnLatency = HistogramCounts(bounds: [], counts: [], sum: 0)
    package var turns = 0
    package var failedTurns = 0
    package var calls: [Component: Int] = [:]
    package var errors: [Component: Int] = [:]
    package var processorSeconds = 0.0
    /// How many the process may use.
    package var processors = 1.0
    package var memoryBytes = 0
    /// 0 is unknown.
    package var memoryLimitBytes = 0
    /// 0...1; `nil` where the accelerator's memory has no budget.
    package var deviceMemoryShare: Double?
    package var cacheHits = 0
    package var cacheLookups = 0
    /// Of the fullest queue, 0...1.
    package var queueShare = 0.0
    package var refusedJobs = 0

    package init() {}
}
