/// Numbers in English words.
enum SpokenNumber {
    static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen",
    ]
    static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    private static let scales = [
        "", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion", "septillion", "octillion",
        "nonillion",
    ]
    private static let ordinals = [
        "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
    ]

    static func cardinal(_ value: Int) -> String { cardinal(Array(String(value.magnitude).utf8)[...]) }

    /// Digits only, as many as 33; longer ones, and those with a leading zero, are said digit by digit.
    static func cardinal(_ digits: ArraySlice<UInt8>) -> String {
        if digits.count > 3 * scales.count || (digits.count > 1 && digits.first == 48) { return spelled(digits) }
        var words: [String] = []
        var rest = digits
        while !rest.isEmpty {
            let scale = (rest.count - 1) / 3
            let head = rest.prefix(rest.count - scale * 3)
            rest = rest.dropFirst(head.count)
            let value = SpokenWord.value(head) ?? 0
            guard value > 0 else { continue }
            words.append(group(value))
            if scale > 0 { words.append(scales[scale]) }
        }
        return words.isEmpty ? "zero" : words.joined(separator: " ")
    }

    /// 1...999
    private static func group(_ value: Int) -> String {
        let hundreds = value >= 100 ? small[value / 100] + " hundred" : ""
        let rest = value % 100
        if rest == 0 { return hundreds }
        let words = rest < 20 ? small[rest] : tens[rest / 10] + (rest % 10 == 0 ? "" : " " + small[rest % 10])
        return hundreds.isEmpty ? words : hundreds + " " + words
    }

    static func spelled(_ digits: ArraySlice<UInt8>) -> String { digits.map { small[Int($0 - 48)] }.joined(separator: " ") }

    static func ordinal(_ value: Int) -> String {
        var words = cardinal(value).split(separator: " ").map(String.init)
        guard let last = words.popLast() else { return "" }
        let turned = ordinals[last] ?? (last.hasSuffix("y") ? last.dropLast() + "ieth" : last.hasSuffix("t") ? last + "h" : last + "th")
        return (words + [turned]).joined(separator: " ")
    }

    /// 1000...2999, as years are said: "nineteen oh five", "two thousand one", "twenty twenty six".
    static func year(_ value: Int) -> String {
        if value % 1_000 < 10 { return cardinal(value) }
        let (century, rest) = (value / 100, value % 100)
        if rest == 0 { return cardinal(century) + " hundred" }
        return cardinal(century) + " " + (rest < 10 ? "oh " : "") + cardinal(rest)
    }

    /// Digits with thousands' commas and at most one point; `nil` for anything else.
    static func decimal(_ bytes: ArraySlice<UInt8>) -> String? {
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, whole.isEmpty ? parts.count == 2 : true, let digits = withoutCommas(whole) else { return nil }
        guard parts.count == 2 else { return digits.count >= 10 && whole.count == digits.count ? spelled(digits) : cardinal(digits) }
        guard SpokenWord.isDigits(parts[1]), parts[1].count <= 40 else { return nil }
        return (digits.isEmpty ? "zero" : cardinal(digits)) + " point " + spelled(parts[1])
    }

    /// `nil` where the commas are not every three digits.
    static func withoutCommas(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if bytes.allSatisfy(SpokenWord.isDigit) { return bytes }
        let groups = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard groups.count > 1, let first = groups.first, (1...3).contains(first.count), groups.allSatisfy(SpokenWord.isDigits),
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return Array(groups.joined())[...]
    }

    /// "one half", "three quarters", "five twelfths"; others as "seven over fifty".
    static func fraction(_ above: Int, _ below: Int) -> String {
        guard above > 0, below > 1, above < below, below <= 20 || below == 100 else {
            return below == 7 && above == 24 ? "twenty four seven" : "\(cardinal(above)) over \(cardinal(below))"
        }
        let one = below == 2 ? "half" : below == 4 ? "quarter" : ordinal(below)
        return cardinal(above) + " " + (above == 1 ? one : below == 2 ? "halves" : one + "s")
    }
}
