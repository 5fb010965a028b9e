/// What an operator is warned of.
package enum Alert: String, MetricLabel {
    /// The 95th percentile of the time from the end of speech to the first audible sample, of the turns of five minutes.
    case turnLatency = "turn_latency"
    /// The share of turns that failed, of those of five minutes.
    case errorRate = "error_rate"
    // The share of a component's calls that failed, of those of five minutes.
    case recognizerErrors = "recognizer_errors"
    case synthesizerErrors = "synthesizer_errors"
    case responderErrors = "responder_errors"
    case turnModelErrors = "turn_model_errors"
    case voiceActivityErrors = "voice_activity_errors"
    case networkErrors = "network_errors"
    /// Processor time, of all that the process may use.
    case cpu
    /// Resident memory, of all that the process may use.
    case memory
    /// How fast resident memory grew over the last hour.
    case memoryGrowth = "memory_growth"
    /// Memory of the accelerator, of the budget set for it; never where there is no such budget.
    case deviceMemory = "device_memory"
    /// The share of clauses whose sound was kept, of those of ten minutes.
    case cacheHits = "cache_hits"
    /// How full the fullest queue is; one that refused something is full.
    case queue

    package var unit: String {
        switch self {
        case .turnLatency: "ms"
        case .memoryGrowth: "MB/h"
        default: "percent"
        }
    }

    /// As it follows "alert: ".
    package var summary: String {
        switch self {
        case .turnLatency: "answers are slow (95th percentile)"
        case .errorRate: "turns fail"
        case .recognizerErrors: "the recogniser fails"
        case .synthesizerErrors: "the synthesiser fails"
        case .responderErrors: "the responder fails"
        case .turnModelErrors: "the turn model fails"
        case .voiceActivityErrors: "voice activity detection fails"
        case .networkErrors: "the network fails"
        case .cpu: "the processors are busy"
        case .memory: "memory runs out"
        case .memoryGrowth: "memory grows"
        case .deviceMemory: "the accelerator's memory runs out"
        case .cacheHits: "few clauses are found in the synthesiser's cache"
        case .queue: "a queue is full"
        }
    }
}

/// An alert that began or ended.
package struct AlertChange: Sendable, Equatable {
    package var alert: Alert
    package var isFiring: Bool
    /// What was measured, in the alert's unit; `nil` where there was nothing to measure any more.
    package var value: Double?
    package var threshold: Double

    package init(alert: Alert, isFiring: Bool, value: Double?, threshold: Double) {
        self.alert = alert
        self.isFiring = isFiring
        self.value = value
        self.threshold = threshold
    }
}
