internal import Dialogue

/// When something is due first, and how often it comes back, as a call's arguments say.
struct DueTime {
    let due: WallSecond
    /// What was asked for: its time of day, and for a monthly one its day.
    let first: WallSecond
    let repetition: Repetition?

    private static let morning = 9 * 3_600
    private static let furthest = 366 * 20

    init(_ arguments: Arguments, now: WallSecond) throws(ToolFailure) {
        let written: WallSecond.Written
        switch (arguments.text("at"), arguments.integer("in_seconds")) {
        case (nil, let seconds?):
            guard (1...31_622_400).contains(seconds) else { throw .invalidArguments(["in_seconds: expected 1 to 31622400"]) }
            written = .moment(WallSecond(now.value + seconds))
        case (let at?, nil):
            guard let read = WallSecond.read(at) else {
                throw .invalidArguments(["at: expected a local time such as 2026-11-21T18:30, 2026-11-21 or 18:30"])
            }
            written = read
        default: throw .invalidArguments(["at: give either at or in_seconds"])
        }
        let wish = Self.moment(written, now)
        guard wish.day - now.day < Self.furthest else { throw .invalidArguments(["at: at most twenty years ahead"]) }
        first = wish
        repetition = try Self.repetition(arguments, wish)
        if let repetition {
            due = wish > now && repetition.falls(on: wish) ? wish : repetition.next(after: max(now, wish), like: wish)
        } else {
            guard wish > now else { throw .invalidArguments(["at: \(wish.iso) has passed, it is \(now.iso) now"]) }
            due = wish
        }
    }

    private static func moment(_ written: WallSecond.Written, _ now: WallSecond) -> WallSecond {
        switch written {
        case .moment(let moment): return moment
        case .date(let day): return WallSecond(day * 86_400 + morning)
        case .time(let second):
            let today = WallSecond(now.day * 86_400 + second)
            return today > now ? today : today.adding(days: 1)
        }
    }

    private static func repetition(_ arguments: Arguments, _ wish: WallSecond) throws(ToolFailure) -> Repetition? {
        let days = arguments.texts("on")
        switch arguments.text("repeat") {
        case nil where days.isEmpty, "none": return nil
        case "daily": return .daily
        case "weekdays": return .weekdays
        case "monthly": return .monthly(wish.civil.day)
        case "weekly", nil:
            var numbers: Set<Int> = []
            for day in days {
                guard let number = Repetition.dayNames.firstIndex(of: day.lowercased()) else {
                    throw .invalidArguments(["on: \(day) is no day of the week; expected such as monday"])
                }
                numbers.insert(number)
            }
            return .weekly(numbers.isEmpty ? [wish.weekday] : numbers)
        default: throw .invalidArguments(["repeat: expected none, daily, weekdays, weekly or monthly"])
        }
    }
}
