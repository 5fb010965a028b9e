internal import Glibc

/// The monotonic clock as one number, so that an atomic can hold it.
enum MonotonicTime {
    /// Nanoseconds since some moment before the process began.
    static var now: Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
