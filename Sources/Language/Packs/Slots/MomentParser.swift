internal import Dialogue

/// Reads a day, a time of day, or both in either order: "tomorrow at nine", "friday morning", "in two hours", "tonight".
struct MomentParser {
    struct Reading: Equatable {
        var date: CalendarDate
        var hour: Int
        var minute: Int
        var hasDay: Bool
        var hasTime: Bool
        /// Nothing but a number was said.
        var isBare: Bool
    }

    let now: CivilTime
    let today: CalendarDate

    /// `nil` where the clock handed over a day that does not exist.
    init?(now: CivilTime) {
        guard let today = CalendarDate(now) else { return nil }
        self.now = now
        self.today = today
    }

    /// The moment that all of `words` say, or `nil`.
    func read(_ words: ArraySlice<String>) -> Reading? {
        if let offset = offset(words) { return offset }
        var words = words
        let part = takePart(&words)
        if words.isEmpty {
            guard let part else { return nil }
            return reading(day: part.isToday ? today : nil, clock: nil, part: part)
        }
        if let clock = ClockParser.read(words) { return reading(day: part?.isToday == true ? today : nil, clock: clock, part: part) }
        if let day = day(words) { return reading(day: day, clock: nil, part: part) }
        for at in words.indices.dropFirst() {
            let (first, second) = (words[..<at], words[at...])
            if let day = day(first), let clock = ClockParser.read(second) { return reading(day: day, clock: clock, part: part) }
            if let clock = ClockParser.read(first), let day = day(second) { return reading(day: day, clock: clock, part: part) }
        }
        return nil
    }

    private func day(_ words: ArraySlice<String>) -> CalendarDate? {
        let words = words.first == "by" || words.first == "for" ? words.dropFirst() : words
        return DayParser.read(words, today: today)?.date
    }

    // MARK: Lengths of time from now

    /// "in twenty minutes", "an hour from now"; days and longer are left to the calendar.
    private func offset(_ words: ArraySlice<String>) -> Reading? {
        var words = words
        if words.first == "in" || words.first == "after" {
            words.removeFirst()
            if words.last == "time" { words.removeLast() }
        } else if words.suffix(2) == ["from", "now"] {
            words.removeLast(2)
        } else {
            return nil
        }
        guard words.contains(where: { $0.hasPrefix("min") || $0.hasPrefix("hour") || $0.hasPrefix("sec") || $0 == "h" || $0 == "hr" }),
            let seconds = DurationParser.whole(words)?.components.seconds, (1...366 * 86_400).contains(seconds)
        else { return nil }
        // To the full minute: nobody says seconds of a moment.
        let minutes = now.hour * 60 + now.minute + (Int(seconds) + now.second + 30) / 60
        guard let date = today.adding(days: minutes / 1_440) else { return nil }
        return Reading(
            date: date, hour: minutes % 1_440 / 60, minute: minutes % 60, hasDay: true, hasTime: true, isBare: false)
    }

    // MARK: Parts of the day

    private struct Part {
        var half: ClockParser.Half
        var hour: Int
        /// "this evening" and "tonight" say the day too.
        var isToday: Bool
    }

    private static let parts: [(words: [String], part: Part)] = [
        (["tonight"], Part(half: .night, hour: 20, isToday: true)),
        (["this", "morning"], Part(half: .morning, hour: 9, isToday: true)),
        (["this", "afternoon"], Part(half: .evening, hour: 15, isToday: true)),
        (["this", "evening"], Part(half: .evening, hour: 19, isToday: true)),
        (["in", "the", "morning"], Part(half: .morning, hour: 9, isToday: false)),
        (["in", "the", "afternoon"], Part(half: .evening, hour: 15, isToday: false)),
        (["in", "the", "evening"], Part(half: .evening, hour: 19, isToday: false)),
        (["at", "night"], Part(half: .night, hour: 21, isToday: false)),
        (["morning"], Part(half: .morning, hour: 9, isToday: false)),
        (["afternoon"], Part(half: .evening, hour: 15, isToday: false)),
        (["evening"], Part(half: .evening, hour: 19, isToday: false)),
        (["night"], Part(half: .night, hour: 21, isToday: false)),
    ]

    /// Cuts the first such phrase out.
    private func takePart(_ words: inout ArraySlice<String>) -> Part? {
        for (phrase, part) in Self.parts {
            for start in words.indices where words[start...].starts(with: phrase) {
                words = (words[..<start] + words[(start + phrase.count)...])[...]
                return part
            }
        }
        return nil
    }

    // MARK: Putting together

    private func reading(day: CalendarDate?, clock: ClockParser.Reading?, part: Part?) -> Reading? {
        guard var clock else {
            let date = day ?? (part.map { $0.hour > now.hour } == false ? today.adding(days: 1) : today)
            guard let date else { return nil }
            return Reading(
                date: date, hour: part?.hour ?? 9, minute: 0, hasDay: day != nil, hasTime: part != nil, isBare: false)
        }
        let isBare = clock.isBare && day == nil && part == nil
        if let part { ClockParser.settle(&clock, part.half) }
        let minuteNow = now.hour * 60 + now.minute
        if clock.isOpen {
            let morning = clock.hour % 12
            let isToday = day == nil || day == today
            // Today the next such hour is meant; on another day the one at which people are awake.
            let isMorning = isToday ? morning * 60 + clock.minute > minuteNow : (6...11).contains(clock.hour)
            let isPastBoth = isToday && (morning + 12) * 60 + clock.minute <= minuteNow
            clock.hour = isMorning || (isPastBoth && day == nil) ? morning : morning + 12
        }
        let isPast = clock.hour * 60 + clock.minute <= minuteNow
        guard let date = day ?? (isPast ? today.adding(days: 1) : today) else { return nil }
        return Reading(date: date, hour: clock.hour, minute: clock.minute, hasDay: day != nil, hasTime: true, isBare: isBare)
    }
}
