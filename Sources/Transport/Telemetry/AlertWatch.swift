internal import Glibc
internal import Resources
internal import Synchronization
package import Telemetry
package import Wire

/// Looks at the server every five seconds, on a thread of its own, and tells which alerts began and ended.
package final class AlertWatch: Sendable {
    private let book: Mutex<AlertBook>
    private let version: String
    private let log: Log
    private let told: @Sendable (AlertChange, JSONValue) -> Void
    private let isStopped = Atomic(false)

    private static let intervalSeconds = 5

    /// - Parameters:
    ///   - version: of the program, for the messages.
    ///   - told: gets each change, and the message about it for others.
    package init(
        _ thresholds: AlertThresholds, version: String, log: Log, told: @escaping @Sendable (AlertChange, JSONValue) -> Void
    ) {
        book = Mutex(AlertBook(thresholds))
        self.version = version
        self.log = log
        self.told = told
    }

    /// Those that are on, with what was measured last and the threshold.
    package var active: [(alert: Alert, value: Double?, threshold: Double)] {
        book.withLock { book in book.active.map { ($0, book.value(of: $0), book.threshold(of: $0)) } }
    }

    /// Ends within a second of `stop`.
    ///
    /// - Parameter sample: how things are now.
    func start(sample: @escaping @Sendable () -> AlertSample) {
        spawnThread(name: "alerts", nice: 5) { [self] in
            var second = 0
            while !isStopped.load(ordering: .relaxed) {
                if second % Self.intervalSeconds == 0 { take(sample()) }
                second += 1
                sleep(1)
            }
        }
    }

    func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Judges by one more sample.
    package func take(_ sample: AlertSample) {
        for change in book.withLock({ $0.on(sample) }) { tell(change) }
    }

    private func tell(_ change: AlertChange) {
        var fields: [(name: String, value: LogValue)] = [("alert", .text(change.alert.rawValue))]
        if let value = change.value { fields.append(("value", .number(Self.rounded(value)))) }
        fields += [("threshold", .number(change.threshold)), ("unit", .text(change.alert.unit))]
        if change.isFiring {
            log(.warning, "alert.began", "alert: \(change.alert.summary)", fields)
        } else {
            log(.info, "alert.ended", "alert is over: \(change.alert.summary)", fields)
        }
        told(change, message(change))
    }

    private func message(_ change: AlertChange) -> JSONValue {
        [
            "schema": "coda.alert/1", "alert": .string(change.alert.rawValue), "state": change.isFiring ? "firing" : "resolved",
            "summary": .string(change.alert.summary), "value": change.value.map { .number(Self.rounded($0)) } ?? .null,
            "threshold": .number(change.threshold), "unit": .string(change.alert.unit), "time": .string(Timestamp.now),
            "version": .string(version),
        ]
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
