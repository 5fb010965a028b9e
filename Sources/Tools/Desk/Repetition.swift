internal import Dialogue

/// How often something comes back.
package enum Repetition: Hashable, Sendable {
    case daily
    /// Monday to Friday.
    case weekdays
    /// On these days of the week, at least one; 0 is Sunday.
    case weekly(Set<Int>)
    /// On this day of the month, or its last where it is shorter.
    case monthly(Int)

    static let dayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

    /// As it is kept: "daily", "weekly:1,4", "monthly:31".
    init?(kept text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        let numbers = parts.count == 2 ? parts[1].split(separator: ",").compactMap { Int($0) } : []
        switch parts.first {
        case "daily": self = .daily
        case "weekdays": self = .weekdays
        case "weekly" where !numbers.isEmpty && numbers.allSatisfy((0...6).contains): self = .weekly(Set(numbers))
        case "monthly" where numbers.count == 1 && (1...31).contains(numbers[0]): self = .monthly(numbers[0])
        default: return nil
        }
    }

    var kept: String {
        switch self {
        case .daily: "daily"
        case .weekdays: "weekdays"
        case .weekly(let days): "weekly:" + days.sorted().map(String.init).joined(separator: ",")
        case .monthly(let day): "monthly:\(day)"
        }
    }

    /// The first time after `moment` at `due`'s time of day.
    func next(after moment: WallSecond, like due: WallSecond) -> WallSecond {
        let timeOfDay = due.secondOfDay
        // A month has 31 days at most, and every repetition comes at least once in it.
        for offset in 0...62 {
            let candidate = WallSecond((moment.day + offset) * 86_400 + timeOfDay)
            if candidate > moment, falls(on: candidate) { return candidate }
        }
        return moment.adding(days: 1)
    }

    func falls(on moment: WallSecond) -> Bool {
        switch self {
        case .daily: return true
        case .weekdays: return (1...5).contains(moment.weekday)
        case .weekly(let days): return days.contains(moment.weekday)
        case .monthly(let day):
            let date = moment.civil
            return date.day == min(day, CivilDay.days(inMonth: date.month, of: date.year))
        }
    }

    /// Such as "every day", "every Monday and Thursday", "every month on the 31st".
    var spoken: String {
        switch self {
        case .daily: return "every day"
        case .weekdays: return "every weekday"
        case .weekly(let days):
            let names = (days.filter { $0 > 0 }.sorted() + days.filter { $0 == 0 }).map { Spoken.capitalised(Self.dayNames[$0]) }
            return "every " + Spoken.list(names)
        case .monthly(let day): return "every month on the \(Spoken.ordinal(day))"
        }
    }
}
