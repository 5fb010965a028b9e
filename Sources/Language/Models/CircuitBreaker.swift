/// Keeps from an endpoint that fails: after some failures in a row it is left alone, then tried with one request, longer apart each time.
package struct CircuitBreaker: Sendable {
    package static let threshold = 3
    static let shortestPause = Duration.seconds(5)
    static let longestPause = Duration.seconds(300)

    private var failures = 0
    private var pauses = 0
    private var closedUntil: Duration?
    private var isTrying = false

    package init() {}

    /// Whether it is worth asking. Times are since any fixed moment.
    package func isOpen(_ now: Duration) -> Bool { closedUntil.map { now >= $0 && !isTrying } ?? true }

    /// Whether a request may be made now; after a pause only one may, until it is known what came of it.
    package mutating func mayTry(_ now: Duration) -> Bool {
        guard isOpen(now) else { return false }
        isTrying = closedUntil != nil
        return true
    }

    package mutating func succeeded() { self = CircuitBreaker() }

    /// - Parameter retryAfter: how long the endpoint wants to be left alone.
    package mutating func failed(_ now: Duration, retryAfter: Duration? = nil) {
        failures += 1
        isTrying = false
        if let retryAfter {
            closedUntil = now + min(retryAfter, Self.longestPause)
        } else if failures >= Self.threshold {
            closedUntil = now + min(Self.shortestPause * (1 << min(pauses, 10)), Self.longestPause)
            pauses += 1
        }
    }

    /// The request ended without telling anything about the endpoint.
    package mutating func gaveUp() { isTrying = false }
}
