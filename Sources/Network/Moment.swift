internal import Glibc

/// A point of the monotonic clock, in nanoseconds; 8 bytes, for there is more than one in every connection.
struct Moment: Comparable, Hashable {
    private let nanoseconds: UInt64

    private init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

    static func now() -> Moment {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }

    /// A negative duration adds nothing.
    static func + (moment: Moment, duration: Duration) -> Moment {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return moment }
        // Far enough for any wait, and far from the number's end.
        let time = min(UInt64(seconds), 1 << 32) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
        return Moment(nanoseconds: moment.nanoseconds + time)
    }

    /// Seconds since `earlier`; none where that is later.
    func seconds(since earlier: Moment) -> Double {
        nanoseconds > earlier.nanoseconds ? Double(nanoseconds - earlier.nanoseconds) / 1e9 : 0
    }

    /// Whole milliseconds from `earlier`, rounded up: who waits that long is not early.
    func milliseconds(since earlier: Moment) -> Int {
        nanoseconds > earlier.nanoseconds ? Int((nanoseconds - earlier.nanoseconds + 999_999) / 1_000_000) : 0
    }
}
