extension SpokenWriter {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    private static let shortMonths: [String: Int] = [
        "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12,
    ]

    private static func month(_ core: ArraySlice<UInt8>) -> Int? {
        guard (3...9).contains(core.count) else { return nil }
        let text = String(decoding: core, as: UTF8.self)
        return shortMonths[text] ?? months.firstIndex(of: text).map { $0 + 1 }
    }

    /// "2026-11-21", "11/21/2026" (month first), "21 November 2026".
    mutating func date() -> String? {
        let core = words[at].core
        guard SpokenWord.startsWithDigit(core) else { return nil }
        let dashed = core.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        if dashed.count == 3, dashed[0].count == 4, let year = SpokenWord.value(dashed[0]), let month = SpokenWord.value(dashed[1]),
            let day = SpokenWord.value(dashed[2])
        {
            return Self.date(year, month, day)
        }
        let slashed = core.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if slashed.count == 3, slashed[2].count == 4, let month = SpokenWord.value(slashed[0]), let day = SpokenWord.value(slashed[1]),
            let year = SpokenWord.value(slashed[2])
        {
            return Self.date(year, month, day) ?? Self.date(year, day, month)
        }
        guard core.count <= 2, let day = SpokenWord.value(core), (1...31).contains(day), let month = Self.month(self.core(1)) else {
            return nil
        }
        at += 1
        let said = "\(SpokenNumber.ordinal(day)) of \(Self.months[month - 1])"
        return said + (yearNext() ?? "")
    }

    /// "Nov 21", "November 21, 2026".
    mutating func monthDay() -> String? {
        guard let month = Self.month(words[at].core) else { return nil }
        // "Nov. 21": the dot belongs to the month.
        let next = words[at].endsInDot && at + 1 < words.count ? words[at + 1].core : core(1)
        guard let day = SpokenWord.value(next), next.count <= 2, (1...31).contains(day) else { return nil }
        at += 1
        let name = "\(Self.months[month - 1]) \(SpokenNumber.ordinal(day))"
        if words[at].pause == UInt8(ascii: ","), at + 1 < words.count, let year = Self.year(words[at + 1].core) {
            at += 1
            return "\(name), \(year)"
        }
        return name + (yearNext() ?? "")
    }

    private mutating func yearNext() -> String? {
        guard let year = Self.year(core(1)) else { return nil }
        at += 1
        return " " + year
    }

    private static func year(_ core: ArraySlice<UInt8>) -> String? {
        guard core.count == 4, let value = SpokenWord.value(core), (1_000...2_999).contains(value) else { return nil }
        return SpokenNumber.year(value)
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> String? {
        guard (1...12).contains(month), (1...31).contains(day), (1_000...2_999).contains(year) else { return nil }
        return "\(months[month - 1]) \(SpokenNumber.ordinal(day)), \(SpokenNumber.year(year))"
    }

    /// "14:05", "9:00", "2:05 PM", "5pm", "9:00-17:00".
    mutating func time() -> String? {
        let core = words[at].core
        let range = core.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        if range.count == 2, let from = Self.clock(range[0], half: nil), let to = Self.clock(range[1], half: nil) {
            return "\(from) to \(to)"
        }
        var digits = core.prefix { SpokenWord.isDigit($0) || $0 == UInt8(ascii: ":") }
        var half = Self.half(core[digits.endIndex...])
        if digits.count == core.count {
            half = Self.half(self.core(1))
            if half != nil {
                // "5 am" is a time, "5 AM" too, but not "5,000 am".
                guard Self.clock(digits, half: half) != nil else { return nil }
                at += 1
            }
        } else if half == nil {
            return nil
        }
        if half != nil, let hour = SpokenWord.value(digits), (1...12).contains(hour) { digits = digits + Array(":00".utf8) }
        return Self.clock(digits, half: half)
    }

    private static func half(_ core: ArraySlice<UInt8>) -> String? {
        guard (2...4).contains(core.count) else { return nil }
        switch String(decoding: core, as: UTF8.self) {
        case "am", "AM", "a.m", "A.M", "a.m.", "A.M.": return "A M"
        case "pm", "PM", "p.m", "P.M", "p.m.", "P.M.": return "P M"
        default: return nil
        }
    }

    private static func clock(_ core: ArraySlice<UInt8>, half: String?) -> String? {
        let parts = core.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        if parts.count == 1, half != nil, let hour = SpokenWord.value(core), (1...12).contains(hour) {
            return "\(SpokenNumber.cardinal(hour)) \(half ?? "")"
        }
        guard (2...3).contains(parts.count), (1...2).contains(parts[0].count), parts.dropFirst().allSatisfy({ $0.count == 2 }),
            let hour = SpokenWord.value(parts[0]),
            let minute = SpokenWord.value(parts[1]), hour < 24, minute < 60
        else { return nil }
        var suffix = half
        if suffix == nil, hour > 12 || hour == 0 { suffix = hour == 0 ? "A M" : "P M" }
        let twelve = hour % 12 == 0 ? 12 : hour % 12
        var said = SpokenNumber.cardinal(twelve)
        if minute > 0 { said += minute < 10 ? " oh \(SpokenNumber.small[minute])" : " \(SpokenNumber.cardinal(minute))" }
        if parts.count == 3 {
            guard let second = SpokenWord.value(parts[2]), second < 60 else { return nil }
            said += " and \(SpokenNumber.cardinal(second)) second\(second == 1 ? "" : "s")"
        }
        return said + (suffix.map { " " + $0 } ?? (minute == 0 && parts.count == 2 ? " o'clock" : ""))
    }
}
