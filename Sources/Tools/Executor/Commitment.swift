internal import Synchronization

/// Whether the turn that a call is for is really over: known at once, or settled later.
package final class Commitment: Sendable {
    private struct State {
        var value: Bool?
        var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
        var next = 0
    }

    private let state: Mutex<State>
    private let onWaiting: @Sendable () -> Void

    private init(_ value: Bool?, _ onWaiting: @escaping @Sendable () -> Void = {}) {
        state = Mutex(State(value: value))
        self.onWaiting = onWaiting
    }

    /// The turn is over.
    package static let now = Commitment(true)

    /// One that is settled by `settle`.
    ///
    /// - Parameter onWaiting: called when something begins to wait for it, from any thread.
    package static func pending(onWaiting: @escaping @Sendable () -> Void = {}) -> Commitment { Commitment(nil, onWaiting) }

    /// Whether something waits for it now.
    package var isAwaited: Bool { state.withLock { !$0.waiting.isEmpty } }

    /// `true`: the turn is over. `false`: the speculation was withdrawn. The first word counts.
    package func settle(_ isCommitted: Bool) {
        let waiting = state.withLock { state -> [CheckedContinuation<Bool, Never>] in
            guard state.value == nil else { return [] }
            state.value = isCommitted
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: isCommitted) }
    }

    /// Waits until it is settled; `false` as soon as the waiting task is cancelled.
    package var value: Bool {
        get async {
            let ticket = state.withLock { state in
                state.next += 1
                return state.next
            }
            return await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let known = state.withLock { state -> Bool? in
                        if let value = state.value { return value }
                        if Task.isCancelled { return false }
                        state.waiting[ticket] = continuation
                        return nil
                    }
                    if let known { continuation.resume(returning: known) } else { onWaiting() }
                }
            } onCancel: {
                state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: false)
            }
        }
    }
}
