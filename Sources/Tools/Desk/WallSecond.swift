package import Dialogue

/// A second of local wall time, to be kept and compared. It knows no zone: what is due at half past six is due when the clock says so.
package struct WallSecond: Hashable, Comparable, Sendable {
    /// Seconds from 1970-01-01T00:00:00 as the wall clock counts them.
    package let value: Int

    package init(_ value: Int) { self.value = value }

    package init(_ time: CivilTime) {
        self.init(CivilDay.number(time.year, time.month, time.day) * 86_400 + time.hour * 3_600 + time.minute * 60 + min(time.second, 59))
    }

    package static func < (a: Self, b: Self) -> Bool { a.value < b.value }

    /// Whole days since 1970-01-01.
    var day: Int { value >= 0 ? value / 86_400 : -((-value + 86_399) / 86_400) }
    var secondOfDay: Int { value - day * 86_400 }
    /// 0 is Sunday; 1970 began on a Thursday.
    var weekday: Int { ((day + 4) % 7 + 7) % 7 }

    func adding(days: Int) -> WallSecond { WallSecond(value + days * 86_400) }

    package var civil: CivilTime {
        let (year, month, day) = CivilDay.date(of: day)
        let second = secondOfDay
        return CivilTime(
            year: year, month: month, day: day, weekday: weekday, hour: second / 3_600, minute: second / 60 % 60, second: second % 60)
    }
}
