internal import Resources
internal import Synchronization

/// Threads for what blocks in our own tools: files and sandboxed programs.
final class ToolThreads: Sendable {
    private let pool: WorkerPool

    init(name: String, threads: Int, capacity: Int) { pool = WorkerPool(name: name, threads: threads, capacity: capacity) }

    /// Runs it there; not at all where the calling task was cancelled before its turn came. `isCancelled` turns true when it is cancelled later.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) -> Result<Value, ToolFailure>
    ) async throws(ToolFailure) -> Value {
        let flag = CancelFlag()
        let result: Result<Value, ToolFailure> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isTaken = pool.submit {
                    continuation.resume(returning: flag.isRaised ? .failure(.cancelled) : body { flag.isRaised })
                }
                if !isTaken {
                    continuation.resume(returning: .failure(.unavailable("Too much of this is running; try again in a moment.")))
                }
            }
        } onCancel: {
            flag.raise()
        }
        return try result.get()
    }
}

final class CancelFlag: Sendable {
    private let state = Atomic(false)
    var isRaised: Bool { state.load(ordering: .relaxed) }
    func raise() { state.store(true, ordering: .relaxed) }
}
