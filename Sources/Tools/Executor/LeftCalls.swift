internal import Resources
internal import Synchronization

/// Calls that change something and that nobody waited for to their end, by session: the tool may have done its work all the same. Whoever says
/// the same again, because they spoke into the answer or it took too long, gets the result of that call and no second one is made.
final class LeftCalls: Sendable {
    private static let sessions = 256
    private static let lifetime = Duration.seconds(60)

    private let state = Mutex(LeastRecentlyUsed<String, [String: ToolRun]>(entries: sessions, bytes: 0))

    static func session(_ context: ToolContext) -> String {
        let person = context.person ?? ""
        // Lengths keep the parts apart, whatever they hold.
        return "\(context.account.utf8.count):\(context.account)\(person.utf8.count):\(person)\(context.session)"
    }

    /// The same call as one that was left, if there is one.
    func earlier(_ call: String, in session: String, now: ContinuousClock.Instant) -> ToolRun? {
        state.withLock { $0.value(session, now: now)?[call] }
    }

    func leave(_ run: ToolRun, _ call: String, in session: String, now: ContinuousClock.Instant) {
        state.withLock { state in
            var left = state.value(session, now: now) ?? [:]
            left[call] = run
            state.keep(left, as: session, bytes: 0, lifetime: Self.lifetime, now: now)
        }
    }

    /// A call has ended and its result is told: it is another wish the next time. After a call that changed something else, so are those
    /// that were left before it: what was added may have been removed.
    func told(_ call: String, in session: String, now: ContinuousClock.Instant) {
        state.withLock { state in
            guard var left = state.value(session, now: now) else { return }
            if left.removeValue(forKey: call) == nil { left = [:] }
            state.keep(left, as: session, bytes: 0, lifetime: Self.lifetime, now: now)
        }
    }
}

/// The work of one call, whoever still waits for it.
final class ToolRun: Sendable {
    private struct State {
        var result: Result<ToolOutput, ToolFailure>?
        var waiting: [CheckedContinuation<Result<ToolOutput, ToolFailure>, Never>] = []
    }

    private let state = Mutex(State())

    func end(_ result: Result<ToolOutput, ToolFailure>) {
        let waiting = state.withLock { state in
            state.result = result
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: result) }
    }

    /// Waits to its end also where the task is cancelled: what became of it has to be known.
    var result: Result<ToolOutput, ToolFailure> {
        get async {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state in
                    if state.result == nil { state.waiting.append(continuation) }
                    return state.result
                }
                if let known { continuation.resume(returning: known) }
            }
        }
    }
}
