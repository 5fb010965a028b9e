internal import Glibc
internal import Resources
internal import Synchronization

/// Tells every live session the time: every 20 ms while something is under way there, else once a second.
package final class Ticker: Sendable {
    private let sessions = Mutex<[ObjectIdentifier: RealtimeSession]>([:])
    private let isStopped = Mutex(false)

    private static let intervalMilliseconds = 20

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
                count += 1
                let isWholeSecond = count % (1_000 / Self.intervalMilliseconds) == 0
                for session in sessions.withLock({ Array($0.values) }) { session.tick(isWholeSecond: isWholeSecond) }
            }
        }
    }

    package func stop() { isStopped.withLock { $0 = true } }

    package func add(_ session: RealtimeSession) { sessions.withLock { $0[ObjectIdentifier(session)] = session } }
    package func remove(_ session: RealtimeSession) { sessions.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(session)) } }

    package var count: Int { sessions.withLock { $0.count } }

    /// Asks every session to finish what it is saying and end.
    package func drain() {
        for session in sessions.withLock({ Array($0.values) }) { session.drain() }
    }
}
