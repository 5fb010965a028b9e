internal import Dialogue

/// Days of the calendar: which day it is, which day something falls on, how far away it is.
struct DateSkill: Skill {
    let name = SkillName.date

    private static let today = [Phrase](notations: [
        "(what|which) (day|date) (is it|is today|is this|it is|today is|are we on|is it today|it is today) [today]",
        "(what|which) day of the (week|month|year) (is it|is today|is this|it is|are we on) [today]",
        "what is (today|the date|the date of today|the day|the day of the week|the current date|the current day|the date today|today date) [today|is]",
        "(today|the) date [today|is|is what|it is today]", "[the] [current] date [today]", "what [is] the (date|day) is [today]",
        "what date today",
        "today date", "the date", "what is (today day|today day of the week|date today|the day today)",
        "what is today (month day and year|day month and year|full date)", "the (current date|date of today)", "today",
        "what (month and day|day and month) is it",
    ])
    private static let year = [Phrase](notations: [
        "(what|which) year (is it|is this|are we in|it is) [now|today]", "what is the [current] year", "the [current] year",
        "what is this year",
    ])
    private static let month = [Phrase](notations: [
        "(what|which) month (is it|is this|are we in|it is) [now|today]", "what is the [current] month", "the [current] month",
    ])
    private static let dayOf = [Phrase](notations: [
        "(what|which) (day|date|day of the week|weekday) (is|was|will|is it|will it be|was it|will it be on|is it on|it will be|it is|would it be) {day}",
        "(what|which) (day|date|day of the week|weekday) (is|was|will) {day} [be|on|fall on|this year|going to be|going to fall on]",
        "(what|which) (day|date|day of the week) (does|did|do) {day} (fall|come|land) [on] [this year]",
        "what is the (date|day) [on|of|for] {day}", "what is {day} [date]", "{day} date [is] [what]",
        "what (would|will) {day} [date] be", "what (would|will) the date be [on] {day}", "when is {day} [this year]",
        "the (date|day) (of|for|on) {day}", "the date {day} [is|is what|will be]",
        "{day} [what] (date|day) (will it be|is it|will that be)",
        "what is the date going to be {day}", "on (what|which) (day|date) (is|does|will) {day} [fall|be]", "the date {day}",
        "what date {day}", "what day {day}", "is {day} a (weekday|weekend)", "is (it|today) {day} [today]",
    ])
    private static let distance = [Phrase](notations: [
        "how (many days|long|many days is it|long is it|far) [away|left|are left|are there|do we have] (until|till|til|to|before|is) {day}",
        "how (many days|long) (is it|are there|are left) (until|till|til|to|before) {day}",
        "(days|number of days) (until|till|til|to) {day}",
        "how (many days|far away|far|many days away) is {day} [away]", "how many more days (until|till|to|before) {day}",
        "how (many days|long) (since|has it been since|ago was|is it since) {day}",
    ])
    private static let leap = [Phrase](notations: ["is (it|this|this year) a leap year [this year]", "is {year} a leap year"])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        guard let today = CalendarDate(request.now) else { return nil }
        let words = utterance.words
        if let match = Self.today.best(words) {
            // "today" alone is not a question.
            return words == ["today"] ? nil : SkillAnswer(text: "Today is \(today.text).", weight: match.weight)
        }
        if let match = Self.year.best(words) { return SkillAnswer(text: "It is the year \(today.year).", weight: match.weight) }
        if let match = Self.month.best(words) { return SkillAnswer(text: "It is \(today.monthName) \(today.year).", weight: match.weight) }
        if let match = Self.leap.best(words) {
            let year = match.range(.year).map { words[$0] }.map(DayParser.year) ?? today.year
            guard let year else { return nil }
            return SkillAnswer(text: "\(year) is \(CalendarDate.isLeap(year) ? "" : "not ")a leap year.", weight: match.weight)
        }
        if let match = Self.distance.best(words), let day = day(match, words, today) {
            return SkillAnswer(text: Self.distanceText(day, today), weight: match.weight)
        }
        guard let match = Self.dayOf.best(words), let day = day(match, words, today) else { return nil }
        if words.first == "is", words.count > 1, !["weekday", "weekend"].contains(words.last) {
            return SkillAnswer(text: "\(day.date == today ? "Yes" : "No"), today is \(today.text).", weight: match.weight)
        }
        if words.first == "is", let kind = words.last {
            let isWeekend = day.date.weekday == 0 || day.date.weekday == 6
            let text = "\((kind == "weekend") == isWeekend ? "Yes" : "No"), it is \(day.date.text)."
            return SkillAnswer(text: text, weight: match.weight)
        }
        return SkillAnswer(text: Self.text(day, today), weight: match.weight)
    }

    private func day(_ match: Phrase.Match, _ words: [String], _ today: CalendarDate) -> DayParser.Reading? {
        match.range(.day).flatMap { DayParser.read(words[$0], today: today) }
    }

    private static func text(_ day: DayParser.Reading, _ today: CalendarDate) -> String {
        let away = day.date.days(since: today)
        if away == 0 { return day.name == "Today" ? "Today is \(day.date.text)." : "\(day.name) is today, \(day.date.text)." }
        if day.name.hasSuffix(", that") { return "\(day.name) \(away < 0 ? "was" : "will be") \(day.date.text)." }
        return "\(day.name) \(away < 0 ? "was" : "is") \(day.date.text)."
    }

    private static func distanceText(_ day: DayParser.Reading, _ today: CalendarDate) -> String {
        let away = day.date.days(since: today)
        switch away {
        case 0: return "\(day.name == "Today" ? "That" : day.name) is today."
        case 1: return "\(day.name) is tomorrow, \(day.date.text)."
        case 2...: return "\(day.name) is in \(away) days, on \(day.date.text)."
        default: return "\(day.name) was \(-away) day\(away == -1 ? "" : "s") ago, on \(day.date.text)."
        }
    }
}
