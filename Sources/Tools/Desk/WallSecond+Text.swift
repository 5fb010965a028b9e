internal import Dialogue

extension WallSecond {
    /// What a text of a machine names.
    enum Written: Equatable {
        case moment(WallSecond)
        /// Days since 1970-01-01.
        case date(Int)
        /// Seconds since midnight.
        case time(Int)
    }

    /// Reads `2026-11-21T18:30`, `2026-11-21 18:30:05`, `2026-11-21`, or `18:30`.
    static func read(_ text: String) -> Written? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "T" || $0 == "t" || $0 == " " }
        guard (1...2).contains(parts.count) else { return nil }
        if parts.count == 2 {
            guard let date = date(parts[0]), let time = time(parts[1]) else { return nil }
            return .moment(WallSecond(date * 86_400 + time))
        }
        return date(parts[0]).map { .date($0) } ?? time(parts[0]).map { .time($0) }
    }

    private static func date(_ text: Substring) -> Int? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, let year = digits(parts[0], in: 1...9999),
            let month = digits(parts[1], in: 1...12), let day = digits(parts[2], in: 1...CivilDay.days(inMonth: month, of: year))
        else { return nil }
        return CivilDay.number(year, month, day)
    }

    private static func time(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = digits(parts[0], in: 0...23), let minute = digits(parts[1], in: 0...59) else {
            return nil
        }
        guard parts.count == 3 else { return hour * 3_600 + minute * 60 }
        return digits(parts[2], in: 0...59).map { hour * 3_600 + minute * 60 + $0 }
    }

    private static func digits(_ text: Substring, in range: ClosedRange<Int>) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
        return Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    /// `2026-11-21T18:30`, with seconds where they are not zero.
    package var iso: String {
        let time = civil
        return "\(time.isoDate)T\(time.clock)" + (time.second == 0 ? "" : ":\(CivilTime.twoDigits(time.second))")
    }

    var isoDate: String { civil.isoDate }

    // MARK: As it is said

    /// "6:30 PM", "noon".
    var spokenTime: String {
        let time = civil
        return CivilTime.spokenTime(hour: time.hour, minute: time.minute)
    }

    /// "today", "tomorrow", "on Friday", "on Friday, December 4", with the year where it is another.
    func spokenDay(from now: WallSecond) -> String {
        let ahead = day - now.day
        let date = civil
        let weekday = CivilDay.weekdayNames[weekday]
        switch ahead {
        case 0: return "today"
        case 1: return "tomorrow"
        case -1: return "yesterday"
        case 2...6: return "on \(weekday)"
        default:
            let month = CivilDay.monthNames[date.month - 1]
            return "on \(weekday), \(month) \(date.day)" + (date.year == now.civil.year ? "" : ", \(date.year)")
        }
    }

    /// "tomorrow at 6:30 PM".
    func spoken(from now: WallSecond) -> String { "\(spokenDay(from: now)) at \(spokenTime)" }
}
