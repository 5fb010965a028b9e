/// A day of the year that people call by name.
struct Festival {
    /// As in "Christmas Day is ...".
    let name: String
    let spoken: [String]
    let date: @Sendable (_ year: Int) -> CalendarDate?

    static let all: [Festival] = [
        fixed("New Year's Day", 1, 1, ["new years", "new year", "new years day", "new year day"]),
        fixed("Valentine's Day", 2, 14, ["valentines", "valentines day", "valentine day"]),
        fixed("Halloween", 10, 31, ["halloween", "hallowe'en"]),
        fixed("Christmas Eve", 12, 24, ["christmas eve"]),
        fixed("Christmas Day", 12, 25, ["christmas", "christmas day", "xmas"]),
        fixed("Boxing Day", 12, 26, ["boxing day"]),
        fixed("New Year's Eve", 12, 31, ["new years eve", "new year eve"]),
        Festival(name: "Easter Sunday", spoken: ["easter", "easter sunday"], date: easter),
        Festival(name: "Good Friday", spoken: ["good friday"]) { easter($0)?.adding(days: -2) },
        Festival(name: "Easter Monday", spoken: ["easter monday"]) { easter($0)?.adding(days: 1) },
        Festival(name: "Thanksgiving in the United States", spoken: ["thanksgiving", "thanksgiving day"], date: thanksgiving),
    ]

    /// The first one that is not before `today`.
    func next(from today: CalendarDate) -> CalendarDate? {
        guard let here = date(today.year) else { return nil }
        return here.days(since: today) >= 0 ? here : date(today.year + 1)
    }

    private static func fixed(_ name: String, _ month: Int, _ day: Int, _ spoken: [String]) -> Festival {
        Festival(name: name, spoken: spoken) { CalendarDate(year: $0, month: month, day: day) }
    }

    /// Western Easter, by the anonymous Gregorian computus (Nature, 1876).
    private static func easter(_ year: Int) -> CalendarDate? {
        let golden = year % 19
        let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
        let moonShift = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - moonShift + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let total = epact + weekday - 7 * late + 114
        return CalendarDate(year: year, month: total / 31, day: total % 31 + 1)
    }

    /// The fourth Thursday of November.
    private static func thanksgiving(_ year: Int) -> CalendarDate? {
        guard let first = CalendarDate(year: year, month: 11, day: 1) else { return nil }
        return first.adding(days: (4 - first.weekday + 7) % 7 + 21)
    }
}
