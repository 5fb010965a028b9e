internal import Glibc
package import Network
internal import Resources
package import Telemetry
package import Wire

/// Tells somebody else's server of alerts, from a thread of its own: three tries each, and at most 32 that wait.
package final class Webhook: Sendable {
    private let post: HTTPPost
    private let pool = WorkerPool(name: "webhook", threads: 1, capacity: 32, nice: 5)
    private let log: Log
    private let count: @Sendable (_ isDelivered: Bool) -> Void
    private let pauses: [Duration]

    private static let limit = Duration.seconds(10)

    /// - Parameters:
    ///   - pauses: between one try and the next.
    ///   - count: told what became of each message.
    package init(
        _ post: HTTPPost, log: Log, pauses: [Duration] = [.seconds(1), .seconds(5)],
        count: @escaping @Sendable (_ isDelivered: Bool) -> Void
    ) {
        self.post = post
        self.log = log
        self.pauses = pauses
        self.count = count
    }

    /// Returns at once.
    package func tell(_ message: JSONValue) {
        let accepted = pool.submit { [self] in
            var cause = ""
            for attempt in 0...pauses.count {
                do throws(NetworkError) {
                    let status = try post.send(message.bytes, limit: Self.limit)
                    if (200..<300).contains(status) { return count(true) }
                    cause = "status \(status)"
                } catch {
                    cause = "\(error)"
                }
                guard attempt < pauses.count else { break }
                usleep(UInt32(pauses[attempt] / .microseconds(1)))
            }
            fail(cause)
        }
        if !accepted { fail("too many messages wait") }
    }

    private func fail(_ cause: String) {
        count(false)
        log(.warning, "alert.unsent", "a message to the webhook was not taken: \(cause)")
    }
}
