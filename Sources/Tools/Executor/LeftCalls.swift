internal import Resources
internal import Synchronization

/// Calls that change something and that nobody waited for to their end, by session: the tool may have done its work all the same. Whoever says
/// the same again soon, because they spoke into the answer or it took too long, gets the result of that call and no second one is made.
final class LeftCalls: Sendable {
    private struct Left {
        var run: ToolRun
        var since: ContinuousClock.Instant
    }

    private static let sessions = 256
    /// Longer than it takes to repeat oneself, and shorter than for another wish in the same words: "an alarm in ten seconds".
    private static let lifetime = Duration.seconds(15)

    private let state = Mutex(LeastRecentlyUsed<String, [String: Left]>(entries: sessions, bytes: 0))

    static func session(_ context: ToolContext) -> String {
        let person = context.person ?? ""
        // Lengths keep the parts apart, whatever they hold.
        return "\(context.account.utf8.count):\(context.account)\(person.utf8.count):\(person)\(context.session)"
    }

    /// The same call as one that was left, if there is one.
    func earlier(_ call: String, in session: String, now: ContinuousClock.Instant) -> ToolRun? {
        guard let left = state.withLock({ $0.value(session, now: now)?[call] }), now - left.since < Self.lifetime else { return nil }
        return left.run
    }

    /// Nobody waits for a call any more. One that has not reached its tool never will.
    func leave(_ run: ToolRun, _ call: String, in session: String, now: ContinuousClock.Instant) {
        guard run.leave() else { return }
        state.withLock { state in
            var left = (state.value(session, now: now) ?? [:]).filter { now - $0.value.since < Self.lifetime }
            left[call] = Left(run: run, since: now)
            state.keep(left, as: session, bytes: 0, lifetime: Self.lifetime, now: now)
        }
    }

    /// A call has ended and its result is told: it is another wish the next time. After a call that changed something else, so are those
    /// that were left before it: what was added may have been removed.
    func told(_ call: String, in session: String, changes: Bool, now: ContinuousClock.Instant) {
        state.withLock { state in
            guard var left = state.value(session, now: now) else { return }
            if left.removeValue(forKey: call) == nil {
                guard changes else { return }
                left = [:]
            }
            state.keep(left, as: session, bytes: 0, lifetime: Self.lifetime, now: now)
        }
    }
}

/// The work of one call, whoever still waits for it.
final class ToolRun: Sendable {
    private enum Stage {
        case waiting
        case begun
        case dropped
    }

    private struct State {
        var stage = Stage.waiting
        var result: Result<ToolOutput, ToolFailure>?
        var waiting: [Int: CheckedContinuation<Result<ToolOutput, ToolFailure>, Never>] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// The tool is about to be called; `false` where nobody wants that any more.
    func begin() -> Bool {
        state.withLock { state in
            if state.stage == .waiting { state.stage = .begun }
            return state.stage == .begun
        }
    }

    /// Nobody waits any more. `true` where the tool may have done something.
    func leave() -> Bool {
        state.withLock { state in
            if state.stage == .waiting { state.stage = .dropped }
            return state.stage == .begun
        }
    }

    func end(_ result: Result<ToolOutput, ToolFailure>) {
        let waiting = state.withLock { state in
            state.result = result
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.resume(returning: result) }
    }

    /// Waits to its end, or until the task that waits is cancelled.
    var result: Result<ToolOutput, ToolFailure> {
        get async {
            let number = state.withLock { state in
                state.count += 1
                return state.count
            }
            return await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let known = state.withLock { state -> Result<ToolOutput, ToolFailure>? in
                        if let result = state.result { return result }
                        // The handler below has run already, or will find it.
                        if Task.isCancelled { return .failure(.cancelled) }
                        state.waiting[number] = continuation
                        return nil
                    }
                    if let known { continuation.resume(returning: known) }
                }
            } onCancel: {
                state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: .failure(.cancelled))
            }
        }
    }
}
