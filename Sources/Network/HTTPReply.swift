internal import Synchronization

/// Gives one HTTP request its answer, later and from any thread.
package final class HTTPReply: Sendable {
    private let give: Mutex<(@Sendable (HTTPResponse) -> Void)?>

    package init(_ give: @escaping @Sendable (HTTPResponse) -> Void) { self.give = Mutex(give) }

    /// The first answer counts; one that comes after its connection's end is dropped.
    package func send(_ response: HTTPResponse) {
        let give = self.give.withLock { give in
            defer { give = nil }
            return give
        }
        give?(response)
    }
}
