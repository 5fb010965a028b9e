/// How values are said back.
enum SlotWording {
    /// "today", "tomorrow", "on Friday", "on December 3", "on March 1, 2027"
    static func said(_ date: CalendarDate, today: CalendarDate) -> String {
        switch date.days(since: today) {
        case 0: "today"
        case 1: "tomorrow"
        case -1: "yesterday"
        case 2...6: "on \(date.weekdayName)"
        default: "on \(date.monthName) \(date.day)" + (date.year == today.year ? "" : ", \(date.year)")
        }
    }

    /// "milk, bread and eggs"
    static func joined(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// "call my mother" is, said back, "call your mother".
    static func turnedAround(_ words: some Sequence<String>, _ originals: some Sequence<String>) -> String {
        let turned = ["my": "your", "me": "you", "mine": "yours", "myself": "yourself", "i": "you", "am": "are", "our": "your"]
        return zip(words, originals).map { turned[$0] ?? $1 }.joined(separator: " ")
    }

    /// "second" of 2.
    static func ordinal(_ number: Int) -> String {
        let names = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        return names.indices.contains(number - 1) ? names[number - 1] : "number \(number)"
    }
}
