internal import Dialogue

/// A day of the Gregorian calendar, in the years 1 to 9999.
struct CivilDay: Hashable, Comparable {
    let year: Int
    /// 1...12
    let month: Int
    /// 1...31
    let day: Int

    static let weekdayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    /// `nil` for a day that the calendar does not have.
    init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day) else {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }

    init?(_ time: CivilTime) { self.init(year: time.year, month: time.month, day: time.day) }

    /// The day of that number; `nil` outside the years 1 to 9999.
    init?(number: Int) {
        guard (-719_162..<2_932_897).contains(number) else { return nil }
        let (year, month, day) = Self.date(of: number)
        self.init(year: year, month: month, day: day)
    }

    /// The date of a day's number, in the years 1 to 9999 or not.
    static func date(of number: Int) -> (year: Int, month: Int, day: Int) {
        // Eras of 400 years that begin in March, so that the leap day comes last.
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Days since January 1, 1970 of a date, in the years 1 to 9999 or not.
    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func < (a: Self, b: Self) -> Bool { a.number < b.number }

    /// Days since January 1, 1970.
    var number: Int { Self.number(year, month, day) }

    /// 0 is Sunday.
    var weekday: Int { ((number + 4) % 7 + 7) % 7 }

    var dayOfYear: Int { (1..<month).reduce(day) { $0 + Self.days(inMonth: $1, of: year) } }

    func adding(days: Int) -> CivilDay? {
        let (sum, overflow) = number.addingReportingOverflow(days)
        return overflow ? nil : CivilDay(number: sum)
    }

    /// The same day so many months on, or that month's last where it is shorter.
    func adding(months: Int) -> CivilDay? {
        let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, (12..<120_000).contains(index) else { return nil }
        let target = index % 12 + 1
        return CivilDay(year: index / 12, month: target, day: min(day, Self.days(inMonth: target, of: index / 12)))
    }

    /// ISO 8601: week 1 has the year's first Thursday.
    var week: (year: Int, number: Int) {
        let monday = number - (weekday + 6) % 7
        let thursdayYear = CivilDay(number: monday + 3)?.year ?? year
        let first = CivilDay(year: thursdayYear, month: 1, day: 4).map { $0.number - ($0.weekday + 6) % 7 } ?? monday
        return (thursdayYear, (monday - first) / 7 + 1)
    }

    /// Such as "2026-11-21".
    var text: String {
        let padded = "\(year)"
        return String(repeating: "0", count: 4 - padded.count) + padded + (month < 10 ? "-0" : "-") + "\(month)" + (day < 10 ? "-0" : "-")
            + "\(day)"
    }

    /// Such as "Saturday, November 21, 2026".
    var spoken: String { "\(Self.weekdayNames[weekday]), \(Self.monthNames[month - 1]) \(day), \(year)" }
}
