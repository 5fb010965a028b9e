package import Dialogue

/// Makes the reply to one turn. Later engines stream; the embedded one is done at once.
package protocol Responder: Sendable {
    /// Begins a reply; returns at once. `deliver` is called in order, from any thread, perhaps before this returns.
    func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob
}

/// A reply being made.
package protocol ReplyJob: Sendable {
    /// Nobody waits for the rest.
    func cancel()
    /// The turn was the one it was made for: what was not to be done before may be done.
    func commit()
    /// Whether it goes on only once it is committed.
    var isWaiting: Bool { get }
    /// Whether it has said nothing for longer than can be meant.
    var isOverdue: Bool { get }
}

extension ReplyJob {
    package func commit() {}
    package var isWaiting: Bool { false }
    package var isOverdue: Bool { false }
}
