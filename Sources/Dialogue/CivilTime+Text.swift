/// How dates and times of day are written and said.
extension CivilTime {
    /// "09" of 9.
    package static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// "2026-11-22"
    package var isoDate: String { Self.isoDate(year: year, month: month, day: day) }

    /// "2026-11-22"
    package static func isoDate(year: Int, month: Int, day: Int) -> String {
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + "\(digits)-\(twoDigits(month))-\(twoDigits(day))"
    }

    /// "09:30"
    package var clock: String { Self.clock(hour: hour, minute: minute) }

    /// "09:30"
    package static func clock(hour: Int, minute: Int) -> String { "\(twoDigits(hour)):\(twoDigits(minute))" }

    /// "9:00 AM", "9:30 PM"
    package var spokenClock: String { "\(Self.twelve(hour)):\(Self.twoDigits(minute)) \(Self.half(hour))" }

    /// "9 AM", "9:30 PM", "noon", "midnight"
    package static func spokenTime(hour: Int, minute: Int) -> String {
        if minute == 0, hour == 12 { return "noon" }
        if minute == 0, hour == 0 { return "midnight" }
        return "\(twelve(hour))\(minute == 0 ? "" : ":" + twoDigits(minute)) \(half(hour))"
    }

    private static func twelve(_ hour: Int) -> Int { hour % 12 == 0 ? 12 : hour % 12 }
    private static func half(_ hour: Int) -> String { hour < 12 ? "AM" : "PM" }
}
