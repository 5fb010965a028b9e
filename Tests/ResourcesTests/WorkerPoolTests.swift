import Resources
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
    /// A gate one worker waits at, so that jobs pile up behind it.
    private func held(_ pool: WorkerPool) -> ThreadCondition<Bool> {
        let gate = ThreadCondition(false)
        let entered = ThreadCondition(false)
        _ = pool.submit {
            entered.withLock { $0 = true }
            gate.wait(until: { $0 }, take: { _ in })
        }
        entered.wait(until: { $0 }, take: { _ in })
        return gate
    }

    @Test("the most urgent job runs first, then the oldest")
    func order() {
        let pool = WorkerPool(name: "test", threads: 1, capacity: 10)
        let gate = held(pool)
        let ran = ThreadCondition<[String]>([])
        for (name, priority) in [
            ("b1", WorkPriority.background), ("s", .speculation), ("l1", .liveTurn), ("l2", .liveTurn), ("b2", .background),
        ] {
            #expect(pool.submit(priority) { ran.withLock { $0.append(name) } })
        }
        gate.withLock { $0 = true }
        let order = ran.wait(until: { $0.count == 5 }, take: { $0 })
        #expect(order == ["l1", "l2", "s", "b1", "b2"])
    }

    @Test("a full queue refuses, and says so")
    func capacity() {
        let pool = WorkerPool(name: "test", threads: 1, capacity: 2)
        let gate = held(pool)
        #expect(pool.submit {})
        #expect(pool.submit {})
        #expect(!pool.submit {})
        gate.withLock { $0 = true }
    }

    @Test("the wait of the oldest job grows, and is gone with it")
    func oldestWait() {
        let pool = WorkerPool(name: "test", threads: 1, capacity: 10)
        let gate = held(pool)
        #expect(pool.oldestWait == .zero)
        let done = ThreadCondition(0)
        #expect(pool.submit(.speculation) { done.withLock { $0 += 1 } })
        while pool.oldestWait == .zero {}
        let first = pool.oldestWait
        #expect(pool.submit(.liveTurn) { done.withLock { $0 += 1 } })
        #expect(pool.oldestWait >= first)
        gate.withLock { $0 = true }
        _ = done.wait(until: { $0 == 2 }, take: { $0 })
        #expect(pool.oldestWait == .zero)
    }

    @Test("a stopped pool finishes what was queued and takes nothing more")
    func stop() {
        let pool = WorkerPool(name: "test", threads: 2, capacity: 100)
        let gate = held(pool)
        let done = ThreadCondition(0)
        for _ in 0..<50 { #expect(pool.submit { done.withLock { $0 += 1 } }) }
        pool.stop()
        #expect(!pool.submit {})
        gate.withLock { $0 = true }
        #expect(done.wait(until: { $0 == 50 }, take: { $0 }) == 50)
    }

    @Test("tasks run on the executor's own threads")
    func executor() async {
        let executor = ThreadExecutor(name: "own", threads: 1)
        let sum = await withTaskGroup(of: Int.self) { group in
            for value in 1...100 {
                group.addTask(executorPreference: executor) {
                    await Task.yield(); return value
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == 5_050)
    }
}
