internal import Glibc

/// The kernel's last tick: monotonic, some milliseconds old, and read in a few nanoseconds.
package enum CoarseClock {
    /// Since any fixed moment.
    package static var milliseconds: Int {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
        return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
    }
}
