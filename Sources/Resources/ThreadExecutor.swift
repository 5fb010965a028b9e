/// Runs Swift tasks on threads of our own, so that short blocking C inside them never holds up the cooperative pool.
package final class ThreadExecutor: TaskExecutor {
    private let pool: WorkerPool

    package init(name: String, threads: Int) {
        // A job refused would be a task that never resumes, so this queue has no bound of its own: tasks are bounded by sessions.
        pool = WorkerPool(name: name, threads: threads, capacity: .max)
    }

    /// Jobs that wait for a thread.
    package var waiting: Int { pool.load.waiting }
    /// How long the oldest of them has waited.
    package var oldestWait: Duration { pool.oldestWait }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedTaskExecutor()
        _ = pool.submit { unsafe job.runSynchronously(on: executor) }
    }
}
