internal import Resources

/// Joins writes that wait at the same time into one transaction, so that all of them wait for the disk once.
///
/// Each is undone alone where it fails, and is answered only after the commit that holds it.
final class GroupWriter: Sendable {
    /// Called once it is known whether the group is kept; the error is the commit's.
    typealias Outcome = @Sendable (StorageError?) -> Void

    struct Job: Sendable {
        /// Runs in a transaction, or a savepoint of one.
        let run: @Sendable (Connection) -> Outcome
        /// Answers without having run.
        let refuse: @Sendable (StorageError) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        /// Whether a thread takes what waits.
        var isTaken = false
        /// How many the thread waits for.
        var wanted = 0
    }

    private let state = ThreadCondition(State())
    private let capacity: Int

    private static let largest = 512
    /// Those answered last usually write again at once: a moment's wait saves them a whole commit. A share of what the last commit took.
    private static let patience = 0.25
    private static let longestPause = Duration.milliseconds(1)

    init(capacity: Int) { self.capacity = capacity }

    var waiting: Int { state.wait(until: { _ in true }) { $0.waiting.count } }

    enum Entry { case refused, queued, first }

    /// - Returns: `first` where the caller must see to it that `drain` runs.
    func add(_ job: Job) -> Entry {
        var entry = Entry.queued
        state.change { state in
            guard state.waiting.count < capacity else {
                entry = .refused
                return false
            }
            state.waiting.append(job)
            if !state.isTaken { entry = .first }
            state.isTaken = true
            return state.wanted > 0 && state.waiting.count >= state.wanted
        }
        return entry
    }

    /// Answers everything that waits with an error: nobody will run it.
    func refuseAll(_ error: StorageError) {
        while case let jobs = take(0, .zero), !jobs.isEmpty { jobs.forEach { $0.refuse(error) } }
    }

    /// Runs groups until nothing waits. On the writer's thread.
    func drain(_ connection: Connection) {
        var (last, pause) = (0, Duration.zero)
        while true {
            let jobs = take(last > 1 ? last : 0, pause)
            guard !jobs.isEmpty else { return }
            pause = min(Self.longestPause, run(jobs[...], connection) * Self.patience)
            last = jobs.count
        }
    }

    private func take(_ wanted: Int, _ pause: Duration) -> [Job] {
        if wanted > 0 {
            state.change {
                $0.wanted = wanted; return false
            }
        }
        return state.wait(until: { $0.waiting.count >= wanted }, atMost: pause) { state in
            state.wanted = 0
            let jobs = Array(state.waiting.prefix(Self.largest))
            state.waiting.removeFirst(jobs.count)
            if jobs.isEmpty { state.isTaken = false }
            return jobs
        }
    }

    /// - Returns: how long the commit took.
    private func run(_ jobs: ArraySlice<Job>, _ connection: Connection) -> Duration {
        guard jobs.count > 1 else {
            jobs.first?.run(connection)(nil)
            return .zero
        }
        do { try connection.begin() } catch {
            jobs.forEach { $0.refuse(error) }
            return .zero
        }
        var outcomes: [Outcome] = []
        for index in jobs.indices {
            outcomes.append(jobs[index].run(connection))
            // A full disk, for one, undoes the whole transaction at once.
            guard connection.isInTransaction else {
                let error = connection.lastFailure ?? StorageError(.broken, "\(connection.path): the transaction was undone.")
                outcomes.forEach { $0(error) }
                return run(jobs[(index + 1)...], connection)
            }
        }
        let start = ContinuousClock.now
        do {
            try connection.commit()
            let took = ContinuousClock.now - start
            outcomes.forEach { $0(nil) }
            return took
        } catch {
            outcomes.forEach { $0(error) }
            return .zero
        }
    }
}
