import Glibc
import Testing
import Tools
import Wire

struct DateTests {
    private func value(_ arguments: JSONValue) async throws -> JSONValue {
        try await DateTool().run(arguments, ExecutorTests.context).value
    }

    @Test(
        "dates are worked out",
        arguments: [
            (["operation": "difference", "date": "2026-11-21", "other": "2026-12-25"], "days", 34),
            (["operation": "difference", "date": "2000-01-01", "other": "1999-12-31"], "days", -1),
            (["operation": "add", "date": "2024-01-31", "amount": 1, "unit": "months"], "date", "2024-02-29"),
            (["operation": "subtract", "date": "today", "amount": 90], "date", "2026-08-23"),
            (["operation": "add", "date": "2024-02-29", "amount": 1, "unit": "years"], "date", "2025-02-28"),
            (["operation": "weekday", "date": "1976-07-04"], "weekday", "Sunday"), (["operation": "weekday"], "weekday", "Saturday"),
            (["operation": "week_number", "date": "2027-01-01"], "week", 53),
            (["operation": "week_number", "date": "2024-12-30"], "week", 1),
            (["operation": "is_leap_year", "year": 2100], "is_leap_year", false),
            (["operation": "is_leap_year", "year": 2000], "is_leap_year", true),
        ] as [(JSONValue, String, JSONValue)])
    func dates(_ arguments: JSONValue, _ member: String, _ wanted: JSONValue) async throws {
        #expect(try await value(arguments)[member] == wanted)
    }

    @Test(
        "times are worked out across zones, before, in and after daylight saving",
        .enabled("tzdata is not installed") { unsafe access("/usr/share/zoneinfo/Europe/Rome", R_OK) == 0 },
        arguments: [
            ("2026-07-01", "12:00", "UTC", "Europe/Rome", "14:00", "2026-07-01"),
            ("2026-12-01", "12:00", "UTC", "Europe/Rome", "13:00", "2026-12-01"),
            ("2026-03-29", "00:59", "UTC", "Europe/Rome", "1:59", "2026-03-29"),
            ("2026-03-29", "01:00", "UTC", "Europe/Rome", "3:00", "2026-03-29"),
            ("2026-11-21", "15:00", "New York", "Tokyo", "5:00", "2026-11-22"),
            ("1970-06-01", "12:00", "UTC", "Europe/London", "13:00", "1970-06-01"),
            ("2090-07-01", "12:00", "UTC", "Australia/Sydney", "22:00", "2090-07-01"),
            ("2090-01-01", "12:00", "UTC", "Australia/Sydney", "23:00", "2090-01-01"),
            ("2026-01-01", "00:10", "Asia/Kolkata", "America/Los_Angeles", "10:40", "2025-12-31"),
        ])
    func zones(_ date: String, _ time: String, _ from: String, _ to: String, _ wanted: String, _ day: String) async throws {
        let result = try await value([
            "operation": "convert_time", "date": .string(date), "time": .string(time), "from_zone": .string(from), "zone": .string(to),
        ])
        #expect(result["time"]?.string == wanted)
        #expect(result["date"]?.string == day)
    }

    @Test(
        "what is no date or no zone is refused",
        arguments: [
            ["operation": "weekday", "date": "2026-02-30"], ["operation": "time_in", "zone": "../../etc/passwd"],
            ["operation": "time_in", "zone": "Atlantis"], ["operation": "weekday", "date": "2026-11-x-21"],
            ["operation": "convert_time", "time": "14:xx:30", "zone": "UTC"],
            ["operation": "convert_time", "time": "14:00:75", "zone": "UTC"],
            ["operation": "add", "date": "9999-12-31", "amount": 1], ["operation": "difference"],
        ] as [JSONValue])
    func refused(_ arguments: JSONValue) async {
        await #expect(throws: ToolFailure.self) { try await value(arguments) }
    }
}
