internal import Synchronization

/// A call against its deadline and against cancellation: whichever comes first ends the wait, also where the tool pays no heed.
final class ToolRace: Sendable {
    private struct State {
        var ending: Result<ToolOutput, ToolFailure>?
        var waiting: CheckedContinuation<Result<ToolOutput, ToolFailure>, Never>?
        var tasks: [Task<Void, Never>] = []
    }

    private let state = Mutex(State())

    private func end(_ ending: Result<ToolOutput, ToolFailure>) {
        let (waiting, tasks) = state.withLock {
            state -> (CheckedContinuation<Result<ToolOutput, ToolFailure>, Never>?, [Task<Void, Never>]) in
            guard state.ending == nil else { return (nil, []) }
            state.ending = ending
            defer { (state.waiting, state.tasks) = (nil, []) }
            return (state.waiting, state.tasks)
        }
        for task in tasks { task.cancel() }
        waiting?.resume(returning: ending)
    }

    /// Keeps a task that is cancelled at the end; at once where that was already.
    private func keep(_ task: Task<Void, Never>) {
        let isOver = state.withLock { state in
            if state.ending == nil { state.tasks.append(task) }
            return state.ending != nil
        }
        if isOver { task.cancel() }
    }

    /// - Parameters:
    ///   - limit: what is said to have been too short.
    ///   - body: the call; told to stop by cancellation of its task when the wait ends first.
    ///   - released: called once when the body has really ended.
    static func run(
        until end: ContinuousClock.Instant, of limit: Duration, _ body: @escaping @Sendable () async -> Result<ToolOutput, ToolFailure>,
        released: @escaping @Sendable () -> Void
    ) async -> Result<ToolOutput, ToolFailure> {
        let race = ToolRace()
        return await withTaskCancellationHandler {
            // Not children of this task, which would have to wait for them: the race cancels both when it is over.
            race.keep(
                Task {
                    race.end(await body())
                    released()
                })
            race.keep(
                Task {
                    try? await Task.sleep(until: end, clock: .continuous)
                    race.end(.failure(.timedOut(limit)))
                })
            return await withCheckedContinuation { continuation in
                let known = race.state.withLock { state -> Result<ToolOutput, ToolFailure>? in
                    if state.ending == nil { state.waiting = continuation }
                    return state.ending
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            race.end(.failure(.cancelled))
        }
    }
}
