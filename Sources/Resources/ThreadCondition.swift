internal import Glibc

/// A value guarded by a mutex, with a condition for threads that wait for it to change.
///
/// For threads that we own; a Swift task must never wait here.
@safe
package final class ThreadCondition<Value>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        // A wait's limit must not depend on the wall clock.
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Changes the value and wakes everyone who waits for it.
    package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer {
            unsafe pthread_cond_broadcast(condition)
            unsafe pthread_mutex_unlock(mutex)
        }
        return body(&value)
    }

    /// Changes the value and wakes who waits for it only where `body` says that they have something to see.
    package func change(wakingIf body: (inout Value) -> Bool) {
        unsafe pthread_mutex_lock(mutex)
        let wakes = body(&value)
        unsafe pthread_mutex_unlock(mutex)
        if wakes { unsafe pthread_cond_broadcast(condition) }
    }

    /// Blocks the calling thread until `ready`, or for `limit`, then takes something out of the value either way.
    package func wait<Result>(until ready: (Value) -> Bool, atMost limit: Duration, take: (inout Value) -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        let nanoseconds = max(0, Int(limit / .nanoseconds(1)))
        var end = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &end)
        end.tv_sec += (end.tv_nsec + nanoseconds) / 1_000_000_000
        end.tv_nsec = (end.tv_nsec + nanoseconds) % 1_000_000_000
        while !ready(value), unsafe pthread_cond_timedwait(condition, mutex, &end) != ETIMEDOUT {}
        return take(&value)
    }

    /// Blocks the calling thread until `ready`, then takes something out of the value.
    package func wait<Result>(until ready: (Value) -> Bool, take: (inout Value) -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while !ready(value) { unsafe pthread_cond_wait(condition, mutex) }
        return take(&value)
    }
}
