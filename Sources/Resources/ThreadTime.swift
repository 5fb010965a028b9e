internal import Glibc

/// Processor time of the calling thread.
package enum ThreadTime {
    /// Since it began.
    package static var seconds: Double {
        var used = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used)
        return Double(used.tv_sec) + Double(used.tv_nsec) / 1_000_000_000
    }
}
