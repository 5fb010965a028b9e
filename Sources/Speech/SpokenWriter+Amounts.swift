extension SpokenWriter {
    /// Groups of digits that are read one by one: "555-1234", "+44 20 7946 0958".
    mutating func phone() -> String? {
        let core = words[at].core
        let groups = core.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        if groups.count >= 2, groups.allSatisfy(SpokenWord.isDigits), groups.count >= 3 || (groups[0].count == 3 && groups[1].count == 4) {
            return groups.map(SpokenNumber.spelled).joined(separator: ", ")
        }
        guard core.first == UInt8(ascii: "+"), core.count <= 16, core.count > 2, SpokenWord.isDigits(core.dropFirst()) else { return nil }
        // "+44" alone is a signed number unless more groups follow.
        guard core.count > 8 || SpokenWord.isDigits(self.core(1)) else { return nil }
        var said = "plus " + SpokenNumber.spelled(core.dropFirst())
        while SpokenWord.isDigits(self.core(1)) {
            said += ", " + SpokenNumber.spelled(self.core(1))
            at += 1
        }
        return said
    }

    /// Money, percentages and measures, also as ranges.
    mutating func amount() -> String? {
        let core = words[at].core
        var rest = core
        var sign = ""
        if rest.first == UInt8(ascii: "-") {
            sign = "minus "
            rest = rest.dropFirst()
        }
        if rest.first == UInt8(ascii: "~") {
            sign = "about "
            rest = rest.dropFirst()
        }
        var money = rest.first.flatMap { Self.currencies[$0] }
        if money != nil { rest = rest.dropFirst() }
        let numeral = rest.prefix { SpokenWord.isDigit($0) || ".,".utf8.contains($0) || $0 == UInt8(ascii: "-") }
        let tail = rest[numeral.endIndex...]
        guard SpokenWord.isDigit(numeral.first ?? 0) || numeral.first == UInt8(ascii: ".") else { return nil }
        if money == nil, tail.count == 1, let sign = tail.first, let known = Self.currencies[sign] { money = known }
        if let money { return sign + (price(numeral, tail, money) ?? Self.pieces(core)) }
        // "1990s" and "the 80s" are decades; "20s" alone is a time.
        if tail.elementsEqual("s".utf8), numeral.count == 4 || (at > 0 && words[at - 1].text.lowercased() == "the") { return nil }
        let ends = numeral.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count <= 2, let last = ends.last, let number = Self.range(ends) else { return nil }
        let isOne = ends.count == 1 && last.elementsEqual([49])
        if tail.isEmpty {
            guard let (unit, count) = unitAhead(isOne) else { return nil }
            at += count
            return "\(sign)\(number) \(unit)"
        }
        guard let unit = SpokenUnit.say(tail, isOne: isOne) else { return nil }
        return "\(sign)\(number) \(unit)"
    }

    private static func range(_ ends: [ArraySlice<UInt8>]) -> String? {
        guard let first = ends.first, let last = ends.last, let from = SpokenNumber.decimal(first) else { return nil }
        if ends.count == 1 { return from }
        guard let to = SpokenNumber.decimal(last) else { return nil }
        return "\(from) to \(to)"
    }

    /// A unit in the next word: "5 km", "20 °C", "10 %".
    private func unitAhead(_ isOne: Bool) -> (String, Int)? {
        let next = core(1)
        guard !next.isEmpty, let unit = SpokenUnit.say(next, isOne: isOne) else { return nil }
        return (unit, 1)
    }

    private typealias Currency = (one: String, many: String, cent: String, cents: String)
    private static let currencies: [UInt8: Currency] = [
        UInt8(ascii: "$"): ("dollar", "dollars", "cent", "cents"), SpokenCleaner.euro: ("euro", "euros", "cent", "cents"),
        SpokenCleaner.pound: ("pound", "pounds", "penny", "pence"), SpokenCleaner.yen: ("yen", "yen", "", ""),
    ]
    private static let multiples = ["million", "billion", "trillion", "thousand"]
    private static let shortMultiples = [
        "k": "thousand", "K": "thousand", "m": "million", "M": "million", "bn": "billion", "b": "billion", "B": "billion",
    ]

    private mutating func price(_ numeral: ArraySlice<UInt8>, _ tail: ArraySlice<UInt8>, _ currency: Currency) -> String? {
        let ends = numeral.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count <= 2, let number = Self.range(ends), let last = ends.last else { return nil }
        let isBare = tail.isEmpty || tail.first.map { Self.currencies[$0] != nil } == true
        if !isBare {
            guard let multiple = Self.shortMultiples[String(decoding: tail, as: UTF8.self)] else { return nil }
            return "\(number) \(multiple) \(currency.many)"
        }
        let next = String(decoding: core(1), as: UTF8.self)
        if Self.multiples.contains(next) {
            at += 1
            return "\(number) \(next) \(currency.many)"
        }
        let parts = last.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if ends.count == 1, parts.count == 2, parts[1].count == 2, !currency.cent.isEmpty, let cents = SpokenWord.value(parts[1]),
            let digits = SpokenNumber.withoutCommas(parts[0])
        {
            let isNothing = digits.allSatisfy { $0 == 48 }
            let whole = "\(SpokenNumber.cardinal(digits)) \(digits.elementsEqual([49]) ? currency.one : currency.many)"
            let small = "\(SpokenNumber.cardinal(cents)) \(cents == 1 ? currency.cent : currency.cents)"
            if cents == 0 { return whole }
            return isNothing ? small : "\(whole) and \(small)"
        }
        return "\(number) \(ends.count == 1 && last.elementsEqual([49]) ? currency.one : currency.many)"
    }

    // MARK: Bare numbers

    /// Ordinals, decades, fractions, ranges, versions, years and plain numbers.
    mutating func number() -> String? {
        var core = words[at].core
        var sign = ""
        if core.first == UInt8(ascii: "-") || core.first == UInt8(ascii: "+") {
            sign = core.first == UInt8(ascii: "-") ? "minus " : "plus "
            core = core.dropFirst()
        }
        if core.first == UInt8(ascii: "#"), SpokenWord.isDigits(core.dropFirst()) {
            return "number \(SpokenNumber.cardinal(core.dropFirst()))"
        }
        if SpokenWord.isDigits(core) {
            if sign.isEmpty, let fraction = Self.fraction(self.core(1)), let whole = SpokenWord.value(core), core.count <= 3 {
                at += 1
                let part = fraction.hasPrefix("one ") ? "a " + fraction.dropFirst(4) : fraction
                return "\(SpokenNumber.cardinal(whole)) and \(part)"
            }
            if sign.isEmpty, isYear(core), let year = SpokenWord.value(core) { return SpokenNumber.year(year) }
        }
        if let number = SpokenNumber.decimal(core) { return sign + number }
        if let fraction = Self.fraction(core) { return sign + fraction }
        if let said = Self.suffixed(core) { return sign + said }
        return sign.isEmpty ? hyphened(core) : nil
    }

    private static func fraction(_ core: ArraySlice<UInt8>) -> String? {
        let parts = core.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count <= 4 }), let above = SpokenWord.value(parts[0]),
            let below = SpokenWord.value(parts[1])
        else { return nil }
        return SpokenNumber.fraction(above, below)
    }

    /// "21st", "1990s", "4x4".
    private static func suffixed(_ core: ArraySlice<UInt8>) -> String? {
        let digits = core.prefix(while: SpokenWord.isDigit)
        guard let value = SpokenWord.value(digits) else { return nil }
        let tail = core[digits.endIndex...]
        switch String(decoding: tail.prefix(3), as: UTF8.self).lowercased() {
        case "st", "nd", "rd", "th": return SpokenNumber.ordinal(value)
        case "s", "'s":
            let said = (1_000...2_999).contains(value) && value % 1_000 != 0 ? SpokenNumber.year(value) : SpokenNumber.cardinal(value)
            return said.hasSuffix("y") ? said.dropLast() + "ies" : said.hasSuffix("x") ? said + "es" : said + "s"
        default: break
        }
        guard tail.first == UInt8(ascii: "x"), let other = SpokenWord.value(tail.dropFirst()) else { return nil }
        return "\(SpokenNumber.cardinal(value)) by \(SpokenNumber.cardinal(other))"
    }

    /// "5-10" is a range, "20-year-old" and "COVID-19" are words joined.
    private func hyphened(_ core: ArraySlice<UInt8>) -> String? {
        let parts = core.split(separator: UInt8(ascii: "-"))
        guard parts.count > 1, core.allSatisfy({ SpokenWord.isWord($0) || ".,-".utf8.contains($0) }) else { return nil }
        if parts.count == 2, let from = Self.rangeEnd(parts[0]), let to = Self.rangeEnd(parts[1]) { return "\(from) to \(to)" }
        return parts.map { SpokenNumber.decimal($0) ?? Self.suffixed($0) ?? SpokenUnit.inCompound($0) ?? Self.pieces($0) }.filter {
            !$0.isEmpty
        }.joined(separator: " ")
    }

    private static func rangeEnd(_ core: ArraySlice<UInt8>) -> String? {
        if core.count == 4, let value = SpokenWord.value(core), (1_900...2_099).contains(value) { return SpokenNumber.year(value) }
        return SpokenNumber.decimal(core)
    }

    /// Four digits alone are a year where they are near ours or the word before says so.
    private func isYear(_ core: ArraySlice<UInt8>) -> Bool {
        guard core.count == 4, let value = SpokenWord.value(core), (1_100...2_099).contains(value) else { return false }
        if value >= 1_900 { return true }
        guard at > 0 else { return false }
        return ["in", "since", "until", "by", "year", "before", "after", "around", "from", "about", "during"].contains(
            words[at - 1].text.lowercased())
    }
}
