internal import Glibc
internal import Resources
internal import Synchronization

/// Tells every live session the time: every 20 ms while something is under way there, once a second while something is to come, else never.
package final class Ticker: Sendable {
    private struct Members {
        var list: [ObjectIdentifier: (session: RealtimeSession, phase: Int)] = [:]
        var added = 0
    }

    private let members = Mutex(Members())
    private let isStopped = Mutex(false)
    /// Nanoseconds: the latest tick since somebody asked.
    private let greatestLateness = Atomic(0)

    private static let intervalMilliseconds = 20
    private static let ticksPerSecond = 1_000 / intervalMilliseconds

    package init() {}

    /// Starts the ticker's thread; it ends after `stop()`.
    package func start() {
        spawnThread(name: "ticker") { [self] in
            var next = timespec()
            unsafe clock_gettime(CLOCK_MONOTONIC, &next)
            var count = 0
            while !isStopped.withLock({ $0 }) {
                next.tv_nsec += Self.intervalMilliseconds * 1_000_000
                if next.tv_nsec >= 1_000_000_000 {
                    next.tv_nsec -= 1_000_000_000
                    next.tv_sec += 1
                }
                _ = unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, nil)
                note(MonotonicTime.now - next.tv_sec * 1_000_000_000 - next.tv_nsec)
                count += 1
                let phase = count % Self.ticksPerSecond
                // Thousands of sessions that all woke in the same moment would keep a speaking one waiting.
                members.withLock { members in
                    for member in members.list.values { member.session.tick(isWholeSecond: member.phase == phase) }
                }
            }
        }
    }

    private func note(_ lateness: Int) {
        // Only this thread makes it greater.
        if lateness > greatestLateness.load(ordering: .relaxed) { greatestLateness.store(lateness, ordering: .relaxed) }
    }

    /// How late the latest tick was since the last call.
    package func takeLateness() -> Duration { .nanoseconds(greatestLateness.exchange(0, ordering: .relaxed)) }

    package func stop() { isStopped.withLock { $0 = true } }

    package func add(_ session: RealtimeSession) {
        members.withLock { members in
            members.list[ObjectIdentifier(session)] = (session, members.added % Self.ticksPerSecond)
            members.added += 1
        }
    }

    package func remove(_ session: RealtimeSession) { members.withLock { _ = $0.list.removeValue(forKey: ObjectIdentifier(session)) } }

    /// How full the fullest session's mailbox is, 0...1.
    package var fullestMailbox: Double { members.withLock { $0.list.values.reduce(0) { max($0, $1.session.mailboxShare) } } }

    package var count: Int { members.withLock { $0.list.count } }

    /// How many sessions heard sound since the last call, or have something under way.
    package func takeLive() -> Int { members.withLock { $0.list.values.count { $0.session.takeLive() } } }

    /// Tells every session that the level of service is another one.
    package func followService() {
        for member in members.withLock({ Array($0.list.values) }) { member.session.followService() }
    }

    /// Asks every session to finish what it is saying and end.
    package func drain() {
        for member in members.withLock({ Array($0.list.values) }) { member.session.drain() }
    }
}
