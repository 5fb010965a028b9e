internal import Glibc
internal import Synchronization

/// How urgent a job is; a free worker takes the most urgent, then the oldest.
package enum WorkPriority: Int, Sendable, Comparable, CaseIterable {
    case liveTurn = 0
    case speculation
    case prefetch
    case background

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// How full a queue is.
package struct QueueLoad: Sendable, Equatable {
    package var waiting: Int
    /// How many may wait.
    package var capacity: Int
    /// Turned away since the start.
    package var refused: Int

    package init(waiting: Int, capacity: Int, refused: Int) {
        self.waiting = waiting
        self.capacity = capacity
        self.refused = refused
    }
}

/// Threads of our own for blocking C, so that none of it ever stalls Swift's cooperative pool.
///
/// The queue is bounded; a job that does not fit is refused (`submit` returns `false`), never silently dropped.
package final class WorkerPool: Sendable {
    package typealias Job = @Sendable () -> Void

    private struct Waiting {
        let job: Job
        /// In milliseconds of a clock that is read in a few nanoseconds.
        let since: Int
    }

    private struct State {
        var queues: [[Waiting]] = Array(repeating: [], count: WorkPriority.allCases.count)
        var heads: [Int] = Array(repeating: 0, count: WorkPriority.allCases.count)
        var waiting = 0
        var refused = 0
        var stopping = false

        mutating func next() -> Job? {
            for level in queues.indices where heads[level] < queues[level].count {
                let job = queues[level][heads[level]].job
                heads[level] += 1
                waiting -= 1
                if heads[level] == queues[level].count {
                    queues[level].removeAll(keepingCapacity: true)
                    heads[level] = 0
                } else if heads[level] >= 64, heads[level] * 2 > queues[level].count {
                    queues[level].removeFirst(heads[level])
                    heads[level] = 0
                }
                return job
            }
            return nil
        }

        /// When the job that has waited longest was queued.
        var oldest: Int? {
            queues.indices.compactMap { heads[$0] < queues[$0].count ? queues[$0][heads[$0]].since : nil }.min()
        }
    }

    private let state: ThreadCondition<State>
    private let capacity: Int

    /// - Parameters:
    ///   - name: shown by `top -H`; at most 15 bytes count.
    ///   - threads: workers to start, at least 1.
    ///   - capacity: jobs that may wait.
    ///   - nice: added to the threads' niceness, so that the session's own work goes first.
    package init(name: String, threads: Int, capacity: Int, nice: Int = 0) {
        self.capacity = capacity
        let state = ThreadCondition(State())
        self.state = state
        for index in 0..<max(1, threads) {
            spawnThread(name: "\(name)-\(index)", nice: nice) {
                while let job = state.wait(until: { $0.waiting > 0 || $0.stopping }, take: { $0.next() }) { job() }
            }
        }
    }

    /// Queues a job; `false` where the queue is full or the pool is stopping.
    package func submit(_ priority: WorkPriority = .liveTurn, _ job: @escaping Job) -> Bool {
        state.withLock { state in
            guard !state.stopping, state.waiting < capacity else {
                state.refused += 1
                return false
            }
            state.queues[priority.rawValue].append(Waiting(job: job, since: CoarseClock.milliseconds))
            state.waiting += 1
            return true
        }
    }

    /// What waits now, and what was refused so far.
    package var load: QueueLoad {
        // Unlike withLock this wakes no worker.
        state.wait(until: { _ in true }) { QueueLoad(waiting: $0.waiting, capacity: capacity, refused: $0.refused) }
    }

    /// How long the oldest job that waits has waited, to within some milliseconds; zero where none does.
    package var oldestWait: Duration {
        let since = state.wait(until: { _ in true }) { $0.oldest }
        return since.map { .milliseconds(max(0, CoarseClock.milliseconds - $0)) } ?? .zero
    }

    /// Lets queued jobs run, then ends the threads.
    package func stop() { state.withLock { $0.stopping = true } }

    deinit { stop() }
}
