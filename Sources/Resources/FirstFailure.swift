internal import Synchronization

/// Tells that something has begun to fail, once until it works again.
package final class FirstFailure: Sendable {
    private let isBroken = Atomic(false)
    private let say: @Sendable (String) -> Void

    package init(_ say: @escaping @Sendable (String) -> Void) { self.say = say }

    package func failed(_ line: @autoclosure () -> String) {
        if !isBroken.exchange(true, ordering: .relaxed) { say(line()) }
    }

    package func worked() { isBroken.store(false, ordering: .relaxed) }
}
