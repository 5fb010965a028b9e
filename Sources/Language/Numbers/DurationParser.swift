/// Reads lengths of time: "five minutes", "an hour and a half", "half an hour", "ninety seconds", "1 h 30 m".
package enum DurationParser {
    /// The length that all of `words` (lower case) say, exact to the second; `nil` where they say something else.
    package static func whole(_ words: ArraySlice<String>) -> Duration? {
        guard let seconds = seconds(words), let rounded = Rational(seconds.numerator / seconds.denominator, over: 1)?.whole else {
            return nil
        }
        return .seconds(rounded)
    }

    private static let units: [String: Int] = [
        "second": 1, "seconds": 1, "sec": 1, "secs": 1, "s": 1,
        "minute": 60, "minutes": 60, "min": 60, "mins": 60, "m": 60, "minuets": 60, "minuet": 60,
        "hour": 3_600, "hours": 3_600, "hr": 3_600, "hrs": 3_600, "h": 3_600, "our": 3_600,
        "day": 86_400, "days": 86_400, "week": 604_800, "weeks": 604_800,
    ]
    /// What a recogniser writes for the number where only a number makes sense.
    static let soundAlikes = ["to": 2, "too": 2, "for": 4, "ate": 8, "won": 1]

    private static func seconds(_ words: ArraySlice<String>) -> Rational? {
        guard words.count <= 16 else { return nil }
        var rest = words
        var total = Rational(0)
        var lastUnit: Int?
        while !rest.isEmpty {
            if lastUnit != nil, rest.first == "and" { rest.removeFirst() }
            // "an hour and a half", "an hour and ten": the rest takes its unit from what went before.
            if let unit = lastUnit, let number = NumberParser.whole(rest) {
                let smaller = number.isWhole ? unit / 60 : unit
                guard smaller > 0, let part = number.multiplied(by: Rational(smaller)), let sum = total.adding(part) else { return nil }
                return sum
            }
            guard let (part, unit, count) = part(rest), unit < lastUnit ?? .max, let sum = total.adding(part) else { return nil }
            total = sum
            lastUnit = unit
            rest = rest.dropFirst(count)
        }
        return lastUnit == nil ? nil : total
    }

    /// One number with its unit.
    private static func part(_ words: ArraySlice<String>) -> (Rational, unit: Int, count: Int)? {
        guard let (number, used) = amount(words) else { return nil }
        var count = used
        let rest = words.dropFirst(count)
        // "half an hour", "a quarter of an hour", "a couple of minutes".
        if !number.isWhole, rest.first == "of" { count += 1 }
        if !number.isWhole, let article = words.dropFirst(count).first, article == "an" || article == "a" { count += 1 }
        guard let word = words.dropFirst(count).first, let unit = units[word], let seconds = number.multiplied(by: Rational(unit)) else {
            return nil
        }
        count += 1
        let after = words.dropFirst(count)
        // "an hour and a half and ten seconds" is not said; "two minutes and a half" is.
        return after.starts(with: ["and", "a", "half"]) && after.count == 3 && number.isWhole
            ? Rational(1, over: 2)?.adding(number)?.multiplied(by: Rational(unit)).map { ($0, unit, count + 3) }
            : (seconds, unit, count)
    }

    private static func amount(_ words: ArraySlice<String>) -> (Rational, count: Int)? {
        if let number = NumberParser.read(words) { return (number.value, number.count) }
        guard let first = words.first, let next = words.dropFirst().first else { return nil }
        if first == "a" && next == "couple" { return (Rational(2), words.dropFirst(2).first == "of" ? 3 : 2) }
        if first == "a" || first == "an" { return (Rational(1), 1) }
        if let value = soundAlikes[first], units[next] != nil { return (Rational(value), 1) }
        return nil
    }

    /// How a length is said, such as "1 hour and 30 minutes"; parts of a second are dropped.
    package static func text(_ duration: Duration) -> String {
        var rest = duration.components.seconds
        var parts: [String] = []
        for (name, size) in [("day", Int64(86_400)), ("hour", 3_600), ("minute", 60), ("second", 1)] where rest >= size {
            parts.append("\(rest / size) \(name)\(rest / size == 1 ? "" : "s")")
            rest %= size
        }
        guard let last = parts.popLast() else { return "0 seconds" }
        return parts.isEmpty ? last : parts.joined(separator: ", ") + " and " + last
    }

    /// How a timer of this length is called, such as "5 minute" or "1 hour 30 minute".
    static func label(_ duration: Duration) -> String {
        var rest = duration.components.seconds
        var parts: [String] = []
        for (name, size) in [("hour", Int64(3_600)), ("minute", 60), ("second", 1)] where rest >= size {
            parts.append("\(rest / size) \(name)")
            rest %= size
        }
        return parts.joined(separator: " ")
    }
}
