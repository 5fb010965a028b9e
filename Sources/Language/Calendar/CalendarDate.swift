internal import Dialogue

/// A day of the Gregorian calendar, with the arithmetic people ask for.
package struct CalendarDate: Hashable, Sendable {
    package let year: Int
    /// 1...12
    package let month: Int
    /// 1...31
    package let day: Int

    /// `nil` for a day that the calendar does not have, such as February 30, and outside the years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day) else {
            return nil
        }
        self.init(known: year, month, day)
    }

    private init(known year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// `nil` where the clock handed over a day that does not exist.
    init?(_ now: CivilTime) { self.init(year: now.year, month: now.month, day: now.day) }

    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since January 1 of the year 1, which is day 0 and a Monday.
    package var dayNumber: Int {
        let past = year - 1
        let months = (1..<month).reduce(0) { $0 + Self.days(inMonth: $1, of: year) }
        return past * 365 + past / 4 - past / 100 + past / 400 + months + day - 1
    }

    /// 0 is Sunday.
    package var weekday: Int { (dayNumber + 1) % 7 }

    /// `nil` outside the years 1 to 9999.
    package func adding(days: Int) -> CalendarDate? {
        let (target, overflow) = dayNumber.addingReportingOverflow(days)
        guard !overflow, target >= 0, target < 3_652_059 else { return nil }
        // 400 years have 146,097 days; the guess is at most one year off.
        var year = target * 400 / 146_097 + 1
        while let next = CalendarDate(year: year + 1, month: 1, day: 1), next.dayNumber <= target { year += 1 }
        while year > 1, CalendarDate(known: year, 1, 1).dayNumber > target { year -= 1 }
        var rest = target - CalendarDate(known: year, 1, 1).dayNumber
        var month = 1
        while rest >= Self.days(inMonth: month, of: year) {
            rest -= Self.days(inMonth: month, of: year)
            month += 1
        }
        return CalendarDate(known: year, month, rest + 1)
    }

    /// The same day so many months on, or the last day of that month where it is shorter.
    package func adding(months: Int) -> CalendarDate? {
        let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, index >= 12 else { return nil }
        let month = index % 12 + 1
        guard (1...9999).contains(index / 12) else { return nil }
        return CalendarDate(year: index / 12, month: month, day: min(day, Self.days(inMonth: month, of: index / 12)))
    }

    /// Whole days from `earlier` to this day; negative where this day comes first.
    package func days(since earlier: CalendarDate) -> Int { dayNumber - earlier.dayNumber }

    static let weekdayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    var weekdayName: String { Self.weekdayNames[weekday] }
    var monthName: String { Self.monthNames[month - 1] }

    /// Such as "Saturday, November 21, 2026".
    package var text: String { "\(weekdayName), \(monthName) \(day), \(year)" }
}
