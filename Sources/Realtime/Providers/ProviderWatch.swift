internal import Synchronization

/// What is known of one provider (a recogniser, a responder, a synthesiser): how its calls went, and whether it can be relied on.
///
/// A call that says nothing for as long as the deadline is given up on by the session that made it. A provider that failed three times in a
/// row gets one call a second until one succeeds; the others fail at once instead of making people wait. Late calls do not bring that
/// about. Any thread; nothing waits.
package final class ProviderWatch: Sendable {
    package enum Health: String, Sendable {
        case healthy
        /// The last call failed, or was late.
        case struggling
        /// So did the ones before it: calls are refused but for one a second.
        case failing
    }

    /// Totals since the process began.
    package struct Count: Sendable, Equatable {
        package var begun = 0
        package var succeeded = 0
        package var failed = 0
        /// Given up on: nothing came within the deadline.
        package var late = 0
        /// Not even begun, because the provider was failing.
        package var refused = 0
        /// Nobody wanted the rest.
        package var cancelled = 0

        package init(begun: Int = 0, succeeded: Int = 0, failed: Int = 0, late: Int = 0, refused: Int = 0, cancelled: Int = 0) {
            self.begun = begun
            self.succeeded = succeeded
            self.failed = failed
            self.late = late
            self.refused = refused
            self.cancelled = cancelled
        }

        /// Calls under way.
        package var underWay: Int { begun - succeeded - failed - late - cancelled }
    }

    package let name: String
    /// The longest that a call may say nothing.
    package let deadline: Duration
    let deadlineNanoseconds: Int

    private let begun = Atomic(0)
    private let succeeded = Atomic(0)
    private let failed = Atomic(0)
    private let late = Atomic(0)
    private let refused = Atomic(0)
    private let cancelled = Atomic(0)
    /// Failures since the last success.
    private let streak = Atomic(0)
    /// When a failing provider may be tried again, by `MonotonicTime`.
    private let nextTry = Atomic(0)

    private static let limit = 3
    private let pause: Int

    /// - Parameter pause: from one try of a failing provider to the next.
    package init(_ name: String, deadline: Duration, pause: Duration = .seconds(1)) {
        self.name = name
        self.deadline = deadline
        deadlineNanoseconds = Int(deadline / .nanoseconds(1))
        self.pause = Int(pause / .nanoseconds(1))
    }

    package var health: Health {
        let failures = streak.load(ordering: .relaxed)
        return failures == 0 ? .healthy : failures < Self.limit ? .struggling : .failing
    }

    package var count: Count {
        Count(
            begun: begun.load(ordering: .relaxed), succeeded: succeeded.load(ordering: .relaxed), failed: failed.load(ordering: .relaxed),
            late: late.load(ordering: .relaxed), refused: refused.load(ordering: .relaxed), cancelled: cancelled.load(ordering: .relaxed))
    }

    /// Begins a call; `nil` where the provider is failing and it is too soon to try again.
    func begin() -> ProviderCall? {
        let now = MonotonicTime.now
        if streak.load(ordering: .relaxed) >= Self.limit {
            let moment = nextTry.load(ordering: .relaxed)
            // Of many who come at once, one tries.
            guard now >= moment, nextTry.compareExchange(expected: moment, desired: now + pause, ordering: .relaxed).exchanged else {
                refused.add(1, ordering: .relaxed)
                return nil
            }
        }
        begun.add(1, ordering: .relaxed)
        return ProviderCall(self, at: now)
    }

    func end(_ outcome: ProviderCall.Outcome) {
        switch outcome {
        case .succeeded:
            succeeded.add(1, ordering: .relaxed)
            if streak.load(ordering: .relaxed) != 0 { streak.store(0, ordering: .relaxed) }
        case .failed:
            failed.add(1, ordering: .relaxed)
            streak.add(1, ordering: .relaxed)
        case .late:
            late.add(1, ordering: .relaxed)
            // Slow is not dead: where there is too much to do, refusing everyone would make an outage of it.
            _ = streak.compareExchange(expected: 0, desired: 1, ordering: .relaxed)
        case .cancelled: cancelled.add(1, ordering: .relaxed)
        }
    }
}
