/// Reads a day said in words: "tomorrow", "in three days", "next friday", "the fourth of july", "christmas".
enum DayParser {
    struct Reading {
        var date: CalendarDate
        /// How the sentence about it begins, such as "Tomorrow" or "Christmas Day".
        var name: String
    }

    /// The day that all of `words` name, or `nil`.
    static func read(_ words: ArraySlice<String>, today: CalendarDate) -> Reading? {
        guard !words.isEmpty, words.count <= 10 else { return nil }
        if let written = written(words) { return Reading(date: written, name: "That") }
        let joined = words.joined(separator: " ")
        if let (offset, name) = near[joined] { return today.adding(days: offset).map { Reading(date: $0, name: name) } }
        return festival(joined, today) ?? offset(words, today) ?? weekday(words, today) ?? monthDay(words, today)
    }

    private static let near: [String: (Int, String)] = [
        "today": (0, "Today"), "tonight": (0, "Today"), "tomorrow": (1, "Tomorrow"), "yesterday": (-1, "Yesterday"),
        "the day after tomorrow": (2, "The day after tomorrow"), "day after tomorrow": (2, "The day after tomorrow"),
        "the day before yesterday": (-2, "The day before yesterday"), "day before yesterday": (-2, "The day before yesterday"),
        "next week": (7, "A week from today"), "a week from today": (7, "A week from today"),
        "a week from tomorrow": (8, "A week from tomorrow"), "last week": (-7, "A week ago"),
    ]

    private static func festival(_ joined: String, _ today: CalendarDate) -> Reading? {
        var name = joined
        for prefix in ["next ", "this "] where name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
        if name.hasSuffix(" this year") { name.removeLast(10) }
        guard let festival = Festival.all.first(where: { $0.spoken.contains(name) }), let date = festival.next(from: today) else {
            return nil
        }
        return Reading(date: date, name: festival.name)
    }

    /// "in three days", "two weeks from now", "a month ago".
    private static func offset(_ words: ArraySlice<String>, _ today: CalendarDate) -> Reading? {
        var words = words
        var sign = 0
        if words.first == "in" {
            sign = 1
            words.removeFirst()
            if words.last == "time" { words.removeLast() }
        } else if words.last == "ago" {
            sign = -1
            words.removeLast()
        } else if words.count > 2, words[words.endIndex - 2] == "from", ["now", "today"].contains(words[words.endIndex - 1]) {
            sign = 1
            words.removeLast(2)
        } else {
            return nil
        }
        let written = words.joined(separator: " ")
        guard let unit = words.popLast() else { return nil }
        let value = words == ["a"] || words == ["one"] ? Rational(1) : NumberParser.whole(words)
        guard let count = value?.whole, (0...1_000_000).contains(count) else { return nil }
        let date: CalendarDate? =
            switch unit {
            case "day", "days": today.adding(days: sign * count)
            case "week", "weeks": today.adding(days: sign * count * 7)
            case "month", "months": today.adding(months: sign * count)
            case "year", "years": today.adding(months: sign * count * 12)
            default: nil
            }
        return date.map { Reading(date: $0, name: sign > 0 ? "In \(written), that" : "\(written.capitalisedFirst) ago, that") }
    }

    /// "friday" and "this friday" are the first to come, "next friday" is at least a week's begin away, "last friday" has been.
    private static func weekday(_ words: ArraySlice<String>, _ today: CalendarDate) -> Reading? {
        guard let last = words.last, let wanted = CalendarDate.weekdayNames.firstIndex(of: last.capitalisedFirst) else { return nil }
        let ahead = (wanted - today.weekday + 7) % 7
        let name = CalendarDate.weekdayNames[wanted]
        switch words.dropLast() {
        case [], ["on"], ["this"], ["coming"], ["this", "coming"]: return today.adding(days: ahead).map { Reading(date: $0, name: name) }
        case ["next"]: return today.adding(days: ahead == 0 ? 7 : ahead).map { Reading(date: $0, name: "Next \(name)") }
        case ["last"]: return today.adding(days: ahead - 7).map { Reading(date: $0, name: "Last \(name)") }
        default: return nil
        }
    }

    /// "july fourth", "the 4th of july", "december twenty fifth twenty twenty six".
    private static func monthDay(_ words: ArraySlice<String>, _ today: CalendarDate) -> Reading? {
        var words = words
        if words.first == "on" { words.removeFirst() }
        var month: Int?
        if let named = Self.month(words.first) {
            month = named
            words.removeFirst()
        }
        if words.first == "the" { words.removeFirst() }
        let plain = NumberParser.read(words.prefix(2))
        guard let number = NumberParser.readOrdinal(words) ?? plain, let day = number.value.whole else { return nil }
        let isOrdinal = NumberParser.readOrdinal(words) != nil
        words = words.dropFirst(number.count)
        if month == nil {
            if words.first == "of" { words.removeFirst() }
            if let named = Self.month(words.first) {
                month = named
                words.removeFirst()
            } else if !isOrdinal || !words.isEmpty {
                return nil
            }
        }
        guard let month else { return nextDay(day, today) }
        if words.first == "in" || words.first == "of" { words.removeFirst() }
        let year = words.isEmpty ? nil : Self.year(words)
        guard words.isEmpty || year != nil else { return nil }
        if let year {
            return CalendarDate(year: year, month: month, day: day).map { Reading(date: $0, name: "\($0.monthName) \(day), \(year)") }
        }
        // Without a year the next one is meant; February 29 may be some years away.
        for year in today.year...(today.year + 8) {
            guard let date = CalendarDate(year: year, month: month, day: day), date.days(since: today) >= 0 else { continue }
            return Reading(date: date, name: "\(date.monthName) \(day)")
        }
        return nil
    }

    /// "the third": of this month, or of the next one that has it.
    private static func nextDay(_ day: Int, _ today: CalendarDate) -> Reading? {
        for ahead in 0...2 {
            guard let first = CalendarDate(year: today.year, month: today.month, day: 1)?.adding(months: ahead),
                let date = CalendarDate(year: first.year, month: first.month, day: day), date.days(since: today) >= 0
            else { continue }
            return Reading(date: date, name: "\(date.monthName) \(day)")
        }
        return nil
    }

    private static func month(_ word: String?) -> Int? {
        guard let word else { return nil }
        let short = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        if let index = short.firstIndex(of: word) { return index + 1 }
        return CalendarDate.monthNames.firstIndex(of: word.capitalisedFirst).map { $0 + 1 }
    }

    /// "2026", "two thousand twenty six", "twenty twenty six", "nineteen oh five".
    static func year(_ words: ArraySlice<String>) -> Int? {
        if let value = NumberParser.whole(words)?.whole, (1000...9999).contains(value) { return value }
        guard let first = words.first, let century = NumberWords.teens[first] ?? NumberWords.tens[first] else { return nil }
        var rest = words.dropFirst()
        if rest == ["hundred"] { return century * 100 }
        if rest.first == "oh" || rest.first == "o" {
            rest.removeFirst()
            guard rest.count == 1, let unit = rest.first.flatMap({ NumberWords.units[$0] }) else { return nil }
            return century * 100 + unit
        }
        guard let value = NumberParser.whole(rest)?.whole, (10...99).contains(value) else { return nil }
        return century * 100 + value
    }

    /// One token such as "2026-11-21" or "11/21/2026".
    private static func written(_ words: ArraySlice<String>) -> CalendarDate? {
        guard words.count == 1, let word = words.first else { return nil }
        let dashed = word.split(separator: "-").compactMap { Int($0) }
        if dashed.count == 3 { return CalendarDate(year: dashed[0], month: dashed[1], day: dashed[2]) }
        let slashed = word.split(separator: "/").compactMap { Int($0) }
        if slashed.count == 3 { return CalendarDate(year: slashed[2], month: slashed[0], day: slashed[1]) }
        return nil
    }
}
