internal import Glibc

/// Real time for the threads of a benchmark.
enum Pause {
    /// Sleeps until `moment`; returns at once where it has passed.
    static func until(_ moment: ContinuousClock.Instant) {
        let wait = (moment - .now) / .nanoseconds(1)
        guard wait > 0 else { return }
        var time = timespec(tv_sec: Int(wait / 1e9), tv_nsec: Int(wait.truncatingRemainder(dividingBy: 1e9)))
        unsafe nanosleep(&time, nil)
    }
}
