internal import Dialogue
package import Wire

/// Calendar arithmetic and time zones.
package struct DateTool: AssistantTool {
    package init() {}

    package let definition = ToolDefinition(
        name: "date.calculate",
        summary:
            "Works with dates and times: days between two dates, adding or subtracting days, weeks, months or years, weekday, week number, leap years, and the time in another city or time zone.",
        parameters: [
            "type": "object",
            "properties": [
                "operation": [
                    "type": "string",
                    "enum": ["difference", "add", "subtract", "weekday", "week_number", "is_leap_year", "time_in", "convert_time"],
                    "description": "What is wanted.",
                ],
                "date": ["type": "string", "description": "YYYY-MM-DD, today, tomorrow or yesterday; today where left out."],
                "other": ["type": "string", "description": "For difference: the date to count to."],
                "amount": ["type": "integer", "minimum": -4_000_000, "maximum": 4_000_000, "description": "For add and subtract."],
                "unit": ["type": "string", "enum": ["days", "weeks", "months", "years"], "default": "days"],
                "year": ["type": "integer", "minimum": 1, "maximum": 9999, "description": "For is_leap_year."],
                "zone": ["type": "string", "description": "A time zone such as Europe/Rome, a city, UTC or local: the one asked for."],
                "from_zone": ["type": "string", "description": "For convert_time: the zone of the given time; local where left out."],
                "time": ["type": "string", "description": "For convert_time: HH:MM, 24 hours."],
            ],
            "required": ["operation"], "additionalProperties": false,
        ],
        deadline: .seconds(2), maySpeculate: true,
        examples: [
            "how many days until christmas", "what day of the week was July 4 1976", "what date is it in 90 days",
            "what time is it in Tokyo",
            "is 2028 a leap year", "which week of the year is it", "what is 3 pm in New York here",
        ])

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let date = try Self.day(arguments["date"]?.string ?? "today", "date", context.now)
        switch arguments["operation"]?.string {
        case "difference":
            guard let other = arguments["other"]?.string else { throw .invalidArguments(["other: is missing; wanted a date"]) }
            let target = try Self.day(other, "other", context.now)
            let days = target.number - date.number
            return ToolOutput(
                ["days": .integer(days), "weeks": .integer(days / 7), "from": .string(date.text), "to": .string(target.text)],
                speech: "\(Spoken.count(abs(days), "day")) from \(date.spoken) to \(target.spoken).")
        case "add", "subtract":
            guard let amount = arguments["amount"]?.integer else { throw .invalidArguments(["amount: is missing; wanted an integer"]) }
            let signed = arguments["operation"] == "add" ? amount : -amount
            guard let result = Self.moved(date, signed, arguments["unit"]?.string ?? "days") else {
                throw .invalidArguments(["amount: leads out of the years 1 to 9999"])
            }
            return ToolOutput(Self.described(result), speech: "That is \(result.spoken).")
        case "weekday", "week_number":
            let week = date.week
            guard arguments["operation"] == "weekday" else {
                return ToolOutput(
                    ["week": .integer(week.number), "year": .integer(week.year)],
                    speech: "\(date.spoken) is in week \(week.number) of \(week.year).")
            }
            return ToolOutput(Self.described(date), speech: "\(date.spoken).")
        case "is_leap_year":
            let year = arguments["year"]?.integer ?? date.year
            return ToolOutput(
                ["year": .integer(year), "is_leap_year": .bool(CivilDay.isLeap(year))],
                speech: "\(year) is \(CivilDay.isLeap(year) ? "a" : "no") leap year.")
        case "time_in", "convert_time": return try Self.zoned(arguments, context, date)
        default: throw .invalidArguments(["operation: is missing"])
        }
    }

    private static func described(_ day: CivilDay) -> JSONValue {
        ["date": .string(day.text), "weekday": .string(CivilDay.weekdayNames[day.weekday]), "day_of_year": .integer(day.dayOfYear)]
    }

    private static func moved(_ day: CivilDay, _ amount: Int, _ unit: String) -> CivilDay? {
        switch unit {
        case "weeks": day.adding(days: amount * 7)
        case "months": day.adding(months: amount)
        case "years": day.adding(months: amount * 12)
        default: day.adding(days: amount)
        }
    }

    private static func day(_ text: String, _ argument: String, _ now: CivilTime) throws(ToolFailure) -> CivilDay {
        guard let today = CivilDay(now) else { throw .failed("The clock has no valid day.") }
        switch text.lowercased() {
        case "today", "now": return today
        case "tomorrow": if let day = today.adding(days: 1) { return day }
        case "yesterday": if let day = today.adding(days: -1) { return day }
        default:
            // Whatever time stands behind it.
            if case .date(let number) = WallSecond.read(String(text.prefix { $0 != "T" && $0 != " " })), let day = CivilDay(number: number)
            {
                return day
            }
        }
        throw .invalidArguments([
            "\(argument): is \"\(text.prefix(30))\"; wanted a date such as \"\(today.text)\", today, tomorrow or yesterday"
        ])
    }

    private static func zoned(_ arguments: JSONValue, _ context: ToolContext, _ date: CivilDay) throws(ToolFailure) -> ToolOutput {
        let target = try zone(arguments["zone"]?.string ?? "local", "zone")
        let now = context.now
        var local = date.number * 86_400 + now.hour * 3_600 + now.minute * 60 + now.second
        var source = "local"
        if arguments["operation"] == "convert_time" {
            guard let time = arguments["time"]?.string else {
                throw .invalidArguments(["time: is missing; wanted a time such as \"14:30\""])
            }
            guard case .time(let seconds) = WallSecond.read(time) else {
                throw .invalidArguments(["time: is \"\(time.prefix(20))\"; wanted a time such as \"14:30\""])
            }
            local = date.number * 86_400 + seconds
            source = arguments["from_zone"]?.string ?? "local"
        }
        let instant = try zone(source, "from_zone").zone.instant(local: local)
        let there = instant + target.zone.offset(at: instant)
        guard let day = CivilDay(number: there.flooredDivided(by: 86_400)) else {
            throw .invalidArguments(["date: is outside the years 1 to 9999"])
        }
        let minutes = (there - day.number * 86_400) / 60
        let clock = "\(minutes / 60):" + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60)"
        let place = target.name.split(separator: "/").last.map { $0.split(separator: "_").joined(separator: " ") } ?? target.name
        let difference = day.number - date.number
        let when = difference == 0 ? "" : difference == 1 ? " the next day" : difference == -1 ? " the day before" : " on \(day.spoken)"
        return ToolOutput(
            [
                "time": .string(clock), "date": .string(day.text), "zone": .string(target.name),
                "utc_offset_minutes": .integer(target.zone.offset(at: instant) / 60),
            ],
            speech: "It is \(clock)\(when) \(place == "local" ? "here" : "in \(place)").")
    }

    private static func zone(_ name: String, _ argument: String) throws(ToolFailure) -> (zone: TimeZoneFile, name: String) {
        if let zone = TimeZoneFile.named(name) { return zone }
        // A machine without a zone of its own keeps UTC.
        if name == "local", let zone = TimeZoneFile.named("UTC") { return (zone.zone, "local") }
        guard TimeZoneFile.named("UTC") != nil else { throw .failed("Time zones are not installed here (Debian's package tzdata).") }
        throw .invalidArguments([
            "\(argument): \"\(name.prefix(40))\" is no time zone that is known; give one such as Europe/Rome or Asia/Tokyo"
        ])
    }
}
