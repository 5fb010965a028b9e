package import Network
package import Realtime
package import Telemetry

/// How a server is watched by those who run it.
package struct Operation: Sendable {
    package var meters: Meters
    package var thresholds: AlertThresholds
    /// Who is told of alerts beside the log.
    package var webhook: HTTPPost?

    package init(meters: Meters = Meters(), thresholds: AlertThresholds = AlertThresholds(), webhook: HTTPPost? = nil) {
        self.meters = meters
        self.thresholds = thresholds
        self.webhook = webhook
    }
}
