package import Network
package import Realtime
package import Resources
package import Telemetry

/// How a server is watched by those who run it.
package struct Operation: Sendable {
    package var meters: Meters
    package var thresholds: AlertThresholds
    /// Up to where sessions are let in and get everything.
    package var headroom: HeadroomLimits
    /// Who is told of alerts beside the log.
    package var webhook: HTTPPost?

    package init(
        meters: Meters = Meters(), thresholds: AlertThresholds = AlertThresholds(), headroom: HeadroomLimits = .none,
        webhook: HTTPPost? = nil
    ) {
        self.meters = meters
        self.thresholds = thresholds
        self.headroom = headroom
        self.webhook = webhook
    }
}
