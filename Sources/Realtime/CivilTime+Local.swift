package import Dialogue
internal import Glibc

extension CivilTime {
    /// The machine's local wall time, and the second since the epoch it stands for.
    package static func local() -> (second: Int, civil: CivilTime) {
        var seconds = time(nil)
        var parts = unsafe tm()
        unsafe localtime_r(&seconds, &parts)
        let civil = unsafe CivilTime(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday), weekday: Int(parts.tm_wday),
            hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
        return (seconds, civil)
    }
}
