/// From where on an operator is warned; 0 turns an alert off.
package struct AlertThresholds: Sendable, Equatable {
    package var turnLatencyMilliseconds = 500.0
    package var errorPercent = 5.0
    package var processorPercent = 85.0
    /// How long the processors must have been that busy.
    package var processorSeconds = 300.0
    package var memoryPercent = 80.0
    package var growthMegabytesPerHour = 100.0
    package var deviceMemoryPercent = 90.0
    package var cacheHitPercent = 70.0
    package var queuePercent = 90.0

    package init() {}

    func rule(_ alert: Alert) -> AlertRule {
        switch alert {
        case .turnLatency: AlertRule(threshold: turnLatencyMilliseconds, hold: 60)
        case .errorRate, .recognizerErrors, .synthesizerErrors, .responderErrors, .turnModelErrors, .voiceActivityErrors, .networkErrors:
            AlertRule(threshold: errorPercent, hold: 60)
        case .cpu: AlertRule(threshold: processorPercent, hold: processorSeconds)
        case .memory: AlertRule(threshold: memoryPercent, hold: 60)
        case .memoryGrowth: AlertRule(threshold: growthMegabytesPerHour, hold: 300)
        case .deviceMemory: AlertRule(threshold: deviceMemoryPercent, hold: 60)
        case .cacheHits: AlertRule(threshold: cacheHitPercent, hold: 600, isBelow: true)
        case .queue: AlertRule(threshold: queuePercent, hold: 10)
        }
    }
}

/// When one alert begins and ends.
struct AlertRule: Sendable, Equatable {
    var threshold: Double
    /// Seconds for which the value must have been beyond the threshold.
    var hold: Double
    /// Whether it is too little, not too much, that is told.
    var isBelow = false

    /// Seconds for which the value must have been back.
    static let calm = 60.0

    var isOn: Bool { threshold > 0 }

    func isBeyond(_ value: Double) -> Bool { isBelow ? value < threshold : value > threshold }

    /// A tenth on the good side of the threshold: what swings about it neither begins nor ends anything.
    func isBack(_ value: Double) -> Bool { isBelow ? value > min(threshold * 1.1, 100) || value >= 100 : value < threshold * 0.9 }
}
