import Language
import Testing

@Suite struct CalendarDateTests {
    @Test(
        "weekdays agree with the calendar",
        arguments: [
            (2026, 11, 21, 6), (2024, 2, 29, 4), (2000, 1, 1, 6), (1970, 1, 1, 4), (1900, 3, 1, 4), (1, 1, 1, 1), (9999, 12, 31, 5),
            (1815, 6, 18, 0),
        ])
    func weekday(year: Int, month: Int, day: Int, expected: Int) throws {
        #expect(try #require(CalendarDate(year: year, month: month, day: day)).weekday == expected)
    }

    @Test(
        "days that do not exist are refused",
        arguments: [(2026, 2, 29), (2026, 13, 1), (2026, 4, 31), (2026, 1, 0), (0, 1, 1), (10_000, 1, 1), (1900, 2, 29)])
    func refused(year: Int, month: Int, day: Int) { #expect(CalendarDate(year: year, month: month, day: day) == nil) }

    @Test("adding days and counting them back agree over four centuries")
    func roundTrip() throws {
        let start = try #require(CalendarDate(year: 1888, month: 2, day: 27))
        var previous = start
        for offset in stride(from: 1, through: 146_098, by: 13) {
            let date = try #require(start.adding(days: offset))
            #expect(date.days(since: start) == offset)
            #expect(date.days(since: previous) == 13 || offset == 1)
            #expect(CalendarDate(year: date.year, month: date.month, day: date.day) == date)
            previous = date
        }
    }

    @Test("the calendar's ends are kept")
    func ends() throws {
        let last = try #require(CalendarDate(year: 9999, month: 12, day: 31))
        #expect(last.adding(days: 1) == nil)
        #expect(last.adding(days: Int.max) == nil)
        #expect(last.adding(months: 1) == nil)
        #expect(try #require(last.adding(days: -3_652_058)).text == "Monday, January 1, 1")
        #expect(try #require(CalendarDate(year: 2024, month: 1, day: 31)?.adding(months: 1)).day == 29)
    }
}
