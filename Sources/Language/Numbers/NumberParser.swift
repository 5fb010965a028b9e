/// Reads numbers said in words or written in digits: "twenty five", "a hundred and five", "three point one four", "two and a half".
package enum NumberParser {
    package struct Reading: Equatable, Sendable {
        package var value: Rational
        /// How many words it took.
        package var count: Int
    }

    /// The longest number that `words` (lower case) begin with; `nil` where they do not begin with one.
    package static func read(_ words: ArraySlice<String>) -> Reading? {
        if let fraction = fraction(words) { return fraction }
        guard let whole = decimal(words) else { return nil }
        return withFraction(whole, words) ?? whole
    }

    /// The number that is all of `words`, not just their beginning.
    package static func whole(_ words: ArraySlice<String>) -> Rational? {
        guard let reading = read(words), reading.count == words.count else { return nil }
        return reading.value
    }

    /// The longest ordinal, such as "twenty first", "the"-less, or "21st"; 1 to 100.
    package static func readOrdinal(_ words: ArraySlice<String>) -> Reading? {
        guard let first = words.first else { return nil }
        if let value = NumberWords.ordinals[first] { return Reading(value: Rational(value), count: 1) }
        if let ten = NumberWords.tens[first], let next = words.dropFirst().first, let unit = NumberWords.ordinals[next], unit < 10 {
            return Reading(value: Rational(ten + unit), count: 2)
        }
        guard let last = words.dropFirst().first, ["st", "nd", "rd", "th"].contains(last), let value = Rational(decimal: first),
            value.isWhole
        else { return nil }
        return Reading(value: value, count: 2)
    }

    // MARK: Whole numbers and decimals

    private static func decimal(_ words: ArraySlice<String>) -> Reading? {
        guard let first = words.first else { return nil }
        if first.utf8.first.map({ (48...57).contains($0) }) == true || (first.hasPrefix(".") && first.count > 1) {
            guard let value = Rational(decimal: first) else { return nil }
            return scaled(Reading(value: value, count: 1), words)
        }
        let whole = cardinal(words)
        let at = words.startIndex + (whole?.count ?? 0)
        guard at < words.endIndex, words[at] == "point" else { return whole }
        let digits = pointDigits(words[(at + 1)...])
        guard digits.count > 0, let value = Rational(decimal: "0." + digits.text), let sum = value.adding(whole?.value ?? Rational(0))
        else { return whole }
        return scaled(Reading(value: sum, count: (whole?.count ?? 0) + 1 + digits.count), words)
    }

    /// "1.5 million", "point five thousand".
    private static func scaled(_ reading: Reading, _ words: ArraySlice<String>) -> Reading {
        var reading = reading
        while let word = words.dropFirst(reading.count).first, let scale = word == "hundred" ? 100 : NumberWords.scales[word],
            let value = reading.value.multiplied(by: Rational(scale))
        {
            reading = Reading(value: value, count: reading.count + 1)
        }
        return reading
    }

    private static func pointDigits(_ words: ArraySlice<String>) -> (text: String, count: Int) {
        var text = ""
        var count = 0
        for word in words {
            if let unit = NumberWords.units[word] ?? NumberWords.teens[word] {
                text += String(unit)
            } else if let ten = NumberWords.tens[word] {
                text += String(ten)
            } else if NumberWords.zeros.contains(word) || word == "oh" || word == "o" {
                text += "0"
            } else if word.utf8.allSatisfy({ (48...57).contains($0) }) {
                text += word
            } else {
                break
            }
            // "point twenty five" is 0.25, not 0.205.
            if count > 0, NumberWords.units[word] != nil, NumberWords.tens[words[words.startIndex + count - 1]] != nil {
                text.remove(at: text.index(text.endIndex, offsetBy: -2))
            }
            count += 1
        }
        return (text, count)
    }

    /// What may follow within one group of three digits.
    private enum Room { case hundreds, tens, units, none }

    private static func cardinal(_ words: ArraySlice<String>) -> Reading? {
        guard let first = words.first else { return nil }
        if NumberWords.zeros.contains(first) { return Reading(value: Rational(0), count: 1) }
        var total = 0
        var group = 0
        var room = Room.hundreds
        var lastScale = Int.max
        var used = 0
        var index = words.startIndex
        if first == "a" || first == "an" {
            guard let next = words.dropFirst().first, next == "hundred" || next == "dozen" || NumberWords.scales[next] != nil else {
                return nil
            }
            group = 1
            room = .none
            index += 1
        }
        while index < words.endIndex {
            let word = words[index]
            if let value = NumberWords.units[word], room != .none {
                group += value
                room = .none
            } else if let value = NumberWords.teens[word], room == .hundreds || room == .tens {
                group += value
                room = .none
            } else if let value = NumberWords.tens[word], room == .hundreds || room == .tens {
                group += value
                room = .units
            } else if word == "hundred", (1...99).contains(group) {
                group *= 100
                room = .tens
            } else if word == "dozen", (1...99).contains(group), total == 0 {
                return Reading(value: Rational(group * 12), count: index + 1 - words.startIndex)
            } else if let scale = NumberWords.scales[word], group > 0, scale < lastScale {
                let (product, overflow) = group.multipliedReportingOverflow(by: scale)
                let (sum, carry) = total.addingReportingOverflow(product)
                guard !overflow, !carry else { break }
                total = sum
                group = 0
                room = .hundreds
                lastScale = scale
            } else if word == "and", group % 100 == 0, used > 0, group > 0 || total > 0, followsAnd(words[(index + 1)...]) {
                index += 1
                continue
            } else {
                break
            }
            index += 1
            used = index - words.startIndex
        }
        guard used > 0 else { return nil }
        return Reading(value: Rational(total + group), count: used)
    }

    /// Whether "and" goes on with the same number: "a hundred and five", but not "a hundred and a half".
    private static func followsAnd(_ words: ArraySlice<String>) -> Bool {
        guard let next = words.first else { return false }
        guard NumberWords.units[next] != nil || NumberWords.teens[next] != nil || NumberWords.tens[next] != nil else { return false }
        guard let after = words.dropFirst().first else { return true }
        return NumberWords.manyParts[after] == nil
    }

    // MARK: Fractions

    /// "half", "a quarter", "three quarters", "two thirds".
    private static func fraction(_ words: ArraySlice<String>) -> Reading? {
        guard let first = words.first else { return nil }
        if first == "half" { return Rational(1, over: 2).map { Reading(value: $0, count: 1) } }
        guard let next = words.dropFirst().first else { return nil }
        if ["a", "an", "one", "1"].contains(first), let part = NumberWords.parts[next] {
            return Rational(1, over: Int128(part)).map { Reading(value: $0, count: 2) }
        }
        let count = NumberWords.units[first] ?? NumberWords.teens[first] ?? Int(first)
        guard let count, let part = NumberWords.manyParts[next] else { return nil }
        return Rational(Int128(count), over: Int128(part)).map { Reading(value: $0, count: 2) }
    }

    /// "two and a half", "2 1 over 2" (a typed "2 1/2").
    private static func withFraction(_ whole: Reading, _ words: ArraySlice<String>) -> Reading? {
        let rest = words.dropFirst(whole.count)
        if rest.first == "and", let part = fraction(rest.dropFirst()), let sum = whole.value.adding(part.value) {
            return Reading(value: sum, count: whole.count + 1 + part.count)
        }
        guard whole.value.isWhole, rest.count >= 3, rest[rest.startIndex + 1] == "over",
            let above = Rational(decimal: rest[rest.startIndex]),
            let below = Rational(decimal: rest[rest.startIndex + 2]), above.isWhole, below.isWhole, above.numerator < below.numerator,
            let part = Rational(above.numerator, over: below.numerator), let sum = whole.value.adding(part)
        else { return nil }
        return Reading(value: sum, count: whole.count + 3)
    }
}
