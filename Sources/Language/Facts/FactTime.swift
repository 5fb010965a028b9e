internal import Dialogue

/// What a clause says about when, and what remains of it.
struct FactTime {
    var from: CalendarDate?
    var until: CalendarDate?
    /// "on Friday", with the day as it is in the calendar, for the sentence.
    var text: String?
    /// "every day", "on Mondays".
    var isHabit = false
    /// "any more"
    var isOver = false
    /// "for two years": when it began only where it still goes on.
    var isLength = false
    /// Whether a day, or a stretch of days, lies ahead.
    var isAhead = false
    /// Of the clause's words.
    var kept: Range<Int>

    /// Takes what is said about time off the clause's end, and off its beginning.
    static func read(_ words: [String], today: CalendarDate, now: CivilTime) -> FactTime {
        var time = FactTime(kept: 0..<words.count)
        scan: while !time.kept.isEmpty {
            let rest = words[time.kept]
            for phrase in empty where rest.count > phrase.count && rest.suffix(phrase.count).elementsEqual(phrase) {
                if phrase.contains("more") || phrase.contains("anymore") || phrase.contains("longer") { time.isOver = true }
                time.kept = time.kept.lowerBound..<(time.kept.upperBound - phrase.count)
                continue scan
            }
            // The longest ending that says when.
            for start in rest.indices.dropFirst() where rest.endIndex - start <= 9 {
                if time.take(words[start..<rest.endIndex], today, now) {
                    time.kept = time.kept.lowerBound..<start
                    continue scan
                }
            }
            // "next week i ..." is left to the subject's reader; "in may we", "tomorrow i".
            break
        }
        return time
    }

    /// How many words at the beginning say when; `nil` where none do.
    static func leading(_ words: [String], today: CalendarDate, now: CivilTime) -> (count: Int, time: FactTime)? {
        for end in stride(from: min(6, words.count - 2), through: 1, by: -1) {
            var time = FactTime(kept: 0..<words.count)
            if subjectFollows(words, end), time.take(words[..<end], today, now) { return (end, time) }
        }
        return nil
    }

    private static func subjectFollows(_ words: [String], _ index: Int) -> Bool { ["i", "we", "my", "our"].contains(words[index]) }

    private static let empty: [[String]] = [
        "any more", "anymore", "any longer", "now", "right now", "at the moment", "currently", "these days", "nowadays", "too", "as well",
        "also", "by the way", "you know", "actually", "though", "again", "to be honest", "really", "so", "please", "ok", "okay", "you see",
        "in fact", "of course", "and", "but", "a lot", "very much", "so much", "a bit", "the most", "most", "best", "best of all",
        "with you",
        "instead", "thanks", "thank you", "coda", "because", "in particular", "especially", "at present", "for now", "at the minute",
        "originally", "if you remember", "more than anything", "to death", "or so", "more or less", "lately", "recently",
    ].map { $0.split(separator: " ").map(String.init) }.sorted { $0.count > $1.count }

    /// Reads all of `words` as a time.
    private mutating func take(_ words: ArraySlice<String>, _ today: CalendarDate, _ now: CivilTime) -> Bool {
        guard let first = words.first else { return false }
        let rest = words.dropFirst()
        switch first {
        case "since":
            guard let day = Self.stretch(rest, today, isPast: true)?.lowerBound else { return false }
            from = day
            text = "since " + Self.said(rest, day)
            return true
        case "until", "till":
            guard let days = Self.stretch(rest, today, isPast: false) else { return false }
            until = days.upperBound
            text = "until " + Self.said(rest, days.upperBound)
            isAhead = days.upperBound.days(since: today) >= 0
            return true
        case "for", "over":
            guard let months = Self.length(rest) else { return false }
            from = months.unit == .days ? today.adding(days: -months.count) : today.adding(months: -months.count)
            guard let from else { return false }
            isLength = true
            text = "since " + (months.unit == .days ? Self.written(from) : String(from.year))
            return true
        case "from":
            for place in rest.indices where ["to", "until", "till"].contains(words[place]) {
                guard let start = Self.stretch(words[rest.startIndex..<place], today, isPast: nil),
                    let end = Self.stretch(words[(place + 1)...], today, isPast: nil), start.lowerBound <= end.upperBound
                else { continue }
                (from, until) = (start.lowerBound, end.upperBound)
                text = "from \(Self.written(start.lowerBound)) until \(Self.written(end.upperBound))"
                isAhead = end.upperBound.days(since: today) >= 0
                return true
            }
            guard let start = Self.stretch(rest, today, isPast: false) else { return false }
            from = start.lowerBound
            text = "from " + Self.written(start.lowerBound)
            isAhead = start.lowerBound.days(since: today) > 0
            return true
        case "every", "each", "twice", "once":
            let isRegular = words.count <= 5 && words.contains { Self.regular.contains($0) || Self.isWeekday($0) }
            guard isRegular else { return false }
            isHabit = true
            text = Self.joined(words, text)
            return true
        case "on", "at", "in":
            if rest.count <= 2, let last = rest.last, last.hasSuffix("s"), Self.isWeekday(String(last.dropLast())) || last == "weekends" {
                isHabit = true
                text = Self.joined([first] + rest.map(\.capitalisedFirst), text)
                return true
            }
            if first == "at", ["weekend", "weekends"].contains(rest.last), rest.count == 2 { return takeStretch(words, today) }
            if first == "in", rest.starts(with: ["the"]), rest.count == 2, ["mornings", "evenings", "afternoons"].contains(words.last) {
                isHabit = true
                text = Self.joined(Array(words), text)
                return true
            }
        default: break
        }
        return takeStretch(words, today) || takeMoment(words, today, now)
    }

    private mutating func takeStretch(_ words: ArraySlice<String>, _ today: CalendarDate) -> Bool {
        var words = words
        if !["in", "during", "back", "around", "by"].contains(words.first), DayParser.year(words) != nil { return false }
        if ["in", "on", "at", "during", "by", "around", "about", "back"].contains(words.first), words.count > 1 { words.removeFirst() }
        if words.first == "in", words.count > 1 { words.removeFirst() }
        let isBareNumber = words.count <= 3 && words.allSatisfy { NumberWords.counts($0) || $0.first?.isNumber == true }
        guard !(isBareNumber && DayParser.year(words) == nil), let days = Self.stretch(words, today, isPast: nil) else { return false }
        // A year counts only as such: "in 2019".
        (from, until) = (days.lowerBound, days.upperBound)
        isAhead = days.upperBound.days(since: today) >= 0
        text = Self.saidStretch(days)
        return true
    }

    private mutating func takeMoment(_ words: ArraySlice<String>, _ today: CalendarDate, _ now: CivilTime) -> Bool {
        let starters: Set<String> = ["on", "at", "tomorrow", "today", "tonight", "next", "this", "yesterday", "last", "by", "in"]
        guard let first = words.first, starters.contains(first) || Self.isWeekday(first),
            let moment = MomentParser(now: now)?.read(words), !moment.isBare, moment.hasDay || moment.hasTime
        else { return false }
        // "at nine" alone may be the time of a day said before it.
        if from == nil || moment.hasDay { (from, until) = (moment.date, moment.date) }
        isAhead = moment.date.days(since: today) >= 0
        let clock = Self.clock(moment.hour, moment.minute)
        let day = moment.hasDay ? "on \(Self.written(moment.date))" : nil
        let parts = [day, moment.hasTime ? "at " + clock : nil].compactMap { $0 }
        text = Self.joined(parts, text)
        return true
    }

    private static func joined(_ words: some Sequence<String>, _ after: String?) -> String {
        (Array(words) + (after.map { [$0] } ?? [])).joined(separator: " ")
    }

    private static let regular: Set<String> = [
        "day", "morning", "evening", "night", "week", "month", "year", "weekend", "afternoon", "weekday", "other", "summer", "winter",
        "christmas", "lunchtime",
    ]

    static func isWeekday(_ word: String) -> Bool { CalendarDate.weekdayNames.contains(word.capitalisedFirst) }
}
