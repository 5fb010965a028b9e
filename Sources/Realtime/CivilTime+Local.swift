package import Dialogue
internal import Glibc

extension CivilTime {
    /// Seconds since the epoch.
    package static func currentSecond() -> Int { time(nil) }

    /// A second since the epoch as the machine's local wall time.
    package static func local(at second: Int = currentSecond()) -> CivilTime {
        var seconds = second
        var parts = unsafe tm()
        unsafe localtime_r(&seconds, &parts)
        return unsafe CivilTime(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday), weekday: Int(parts.tm_wday),
            hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
    }
}
