/// Days, weeks, months, seasons and years as stretches of days.
extension FactTime {
    /// The days that all of `words` name.
    ///
    /// - Parameter isPast: whether the nearest such stretch behind us is meant; `nil` where the words themselves must say.
    static func stretch(_ words: ArraySlice<String>, _ today: CalendarDate, isPast: Bool?) -> ClosedRange<CalendarDate>? {
        var words = words
        if ["the", "about", "around", "early", "late"].contains(words.first), words.count > 1, words.last?.hasSuffix("th") != true {
            words.removeFirst()
        }
        guard let first = words.first, words.count <= 6 else { return nil }
        let saysPast = first == "last" ? true : first == "next" || first == "coming" ? false : isPast
        if let days = named(words, today) { return days }
        var rest = words
        if ["last", "next", "this", "coming", "of"].contains(first), words.count > 1 { rest.removeFirst() }
        if let month = month(rest.first), rest.count <= 4 {
            let after = rest.dropFirst().first == "of" ? rest.dropFirst(2) : rest.dropFirst()
            if after.isEmpty { return nearest(month: month, today, isPast: saysPast ?? false) }
            if let year = DayParser.year(after) { return monthDays(year, month) }
        }
        if rest.count == words.count || saysPast == nil, let year = DayParser.year(words), words.count <= 4, (1900...2200).contains(year) {
            return range(CalendarDate(year: year, month: 1, day: 1), CalendarDate(year: year, month: 12, day: 31))
        }
        // "three years ago": that month.
        if words.last == "ago", let day = DayParser.read(words, today: today)?.date {
            return words.contains("years") || words.contains("year") || words.contains("months") || words.contains("month")
                ? monthDays(day.year, day.month) : range(day, day)
        }
        guard words.count <= 6, var day = DayParser.read(words, today: today)?.date else { return nil }
        if isPast == true, day.days(since: today) > 0 {
            guard let earlier = day.adding(days: FactTime.isWeekday(words.last ?? "") ? -7 : -365) else { return nil }
            day = earlier
        }
        return range(day, day)
    }

    /// "next week", "this summer", "last year".
    private static func named(_ words: ArraySlice<String>, _ today: CalendarDate) -> ClosedRange<CalendarDate>? {
        guard words.count == 2 || words.count == 1, let unit = words.last else { return nil }
        let first = words.count == 2 ? words.first ?? "" : "this"
        guard let shift = ["last": -1, "this": 0, "next": 1, "the": 0, "coming": 1][first] else { return nil }
        if words.count == 1, unit != "weekend" { return nil }
        switch unit {
        case "week":
            let monday = today.adding(days: 7 * shift - (today.weekday + 6) % 7)
            return range(monday, monday?.adding(days: 6))
        case "weekend":
            let saturday = today.adding(days: 7 * shift + 5 - (today.weekday + 6) % 7)
            return range(saturday, saturday?.adding(days: 1))
        case "month":
            let day = CalendarDate(year: today.year, month: today.month, day: 1)?.adding(months: shift)
            return day.flatMap { monthDays($0.year, $0.month) }
        case "year":
            let year = today.year + shift
            return range(CalendarDate(year: year, month: 1, day: 1), CalendarDate(year: year, month: 12, day: 31))
        case "spring", "summer", "autumn", "fall", "winter":
            let start = ["spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12][unit] ?? 3
            let isLeft = today.month <= (start + 2) % 12 || start == 12
            let year = today.year + (shift > 0 && !(today.month < start) ? 1 : shift < 0 && today.month <= start + 2 ? -1 : isLeft ? 0 : 0)
            let begin = CalendarDate(year: year, month: start, day: 1)
            return range(begin, begin?.adding(months: 3)?.adding(days: -1))
        default: return nil
        }
    }

    private static func nearest(month: Int, _ today: CalendarDate, isPast: Bool) -> ClosedRange<CalendarDate>? {
        let year = isPast ? (month <= today.month ? today.year : today.year - 1) : (month >= today.month ? today.year : today.year + 1)
        return monthDays(year, month)
    }

    private static func monthDays(_ year: Int, _ month: Int) -> ClosedRange<CalendarDate>? {
        range(
            CalendarDate(year: year, month: month, day: 1),
            CalendarDate(year: year, month: month, day: CalendarDate.days(inMonth: month, of: year)))
    }

    private static func range(_ from: CalendarDate?, _ until: CalendarDate?) -> ClosedRange<CalendarDate>? {
        guard let from, let until, from <= until else { return nil }
        return from...until
    }

    static func month(_ word: String?) -> Int? {
        guard let word, word.count >= 3 else { return nil }
        return CalendarDate.monthNames.firstIndex(of: word.capitalisedFirst).map { $0 + 1 }
    }

    enum Unit { case days, months }

    /// "five years", "about two weeks", "the last six months".
    static func length(_ words: ArraySlice<String>) -> (count: Int, unit: Unit)? {
        var words = words
        while let first = words.first,
            ["about", "almost", "nearly", "over", "more", "than", "the", "last", "past", "around"].contains(first)
        {
            words.removeFirst()
        }
        guard let unit = words.popLast() else { return nil }
        if words.last == "of" { words.removeLast() }
        let value = words == ["a"] || words == ["an"] ? 1 : words == ["a", "couple"] ? 2 : NumberParser.whole(words)?.whole
        guard let count = value, (1...1_200).contains(count) else { return nil }
        switch unit {
        case "day", "days": return (count, .days)
        case "week", "weeks": return (count * 7, .days)
        case "month", "months": return (count, .months)
        case "year", "years": return (count * 12, .months)
        case "decade", "decades": return (count * 120, .months)
        default: return nil
        }
    }

    // MARK: Said

    /// Such as "November 24, 2026".
    static func written(_ day: CalendarDate) -> String { "\(day.monthName) \(day.day), \(day.year)" }

    static func said(_ words: ArraySlice<String>, _ day: CalendarDate) -> String {
        DayParser.year(words) != nil ? String(day.year) : month(words.first) != nil ? "\(day.monthName) \(day.year)" : written(day)
    }

    static func saidStretch(_ days: ClosedRange<CalendarDate>) -> String {
        let (first, last) = (days.lowerBound, days.upperBound)
        if first == last { return "on " + written(first) }
        if first.month == 1, first.day == 1, last.month == 12, last.day == 31 { return "in \(first.year)" }
        if first.month == last.month, first.day == 1, last.adding(days: 1)?.day == 1 { return "in \(first.monthName) \(first.year)" }
        return "between \(written(first)) and \(written(last))"
    }

    static func clock(_ hour: Int, _ minute: Int) -> String {
        let short = hour % 12 == 0 ? 12 : hour % 12
        return "\(short)\(minute == 0 ? "" : minute < 10 ? ":0\(minute)" : ":\(minute)") \(hour < 12 ? "AM" : "PM")"
    }
}

extension CalendarDate: Comparable {
    package static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
}
