/// Decides which alerts there are. It has no clock: samples bring their time, some seconds apart.
package struct AlertBook: Sendable {
    private struct State: Sendable {
        /// Since when the value is beyond the threshold, and since when it is back.
        var beyond: Double?
        var back: Double?
        var isFiring = false
    }

    private let thresholds: AlertThresholds
    private var states: [Alert: State] = [:]
    private var history = AlertHistory()

    package init(_ thresholds: AlertThresholds) { self.thresholds = thresholds }

    /// Takes the next sample; gives what began or ended with it.
    package mutating func on(_ sample: AlertSample) -> [AlertChange] {
        history.take(sample)
        var changes: [AlertChange] = []
        for alert in Alert.allCases {
            let rule = thresholds.rule(alert)
            guard rule.isOn else { continue }
            let value = history.value(alert)
            var state = states[alert] ?? State()
            if Self.turns(&state, value, rule, at: sample.seconds) {
                changes.append(AlertChange(alert: alert, isFiring: state.isFiring, value: value, threshold: rule.threshold))
            }
            states[alert] = state
        }
        return changes
    }

    /// Those that are on, in the order of `Alert`.
    package var active: [Alert] { Alert.allCases.filter { states[$0]?.isFiring == true } }

    package func threshold(of alert: Alert) -> Double { thresholds.rule(alert).threshold }

    /// What was measured last, in the alert's unit; `nil` where there is too little to go by.
    package func value(of alert: Alert) -> Double? { history.value(alert) }

    /// Whether the alert begins or ends now.
    private static func turns(_ state: inout State, _ value: Double?, _ rule: AlertRule, at now: Double) -> Bool {
        let isBeyond = value.map(rule.isBeyond) ?? false
        state.beyond = isBeyond ? state.beyond ?? now : nil
        // Where nothing happens any more, nothing is wrong any more.
        state.back = value.map(rule.isBack) ?? true ? state.back ?? now : nil
        if state.isFiring {
            guard let back = state.back, now - back >= AlertRule.calm else { return false }
        } else {
            guard let beyond = state.beyond, now - beyond >= rule.hold else { return false }
        }
        state.isFiring.toggle()
        return true
    }
}
