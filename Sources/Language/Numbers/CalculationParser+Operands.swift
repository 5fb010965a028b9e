extension CalculationParser {
    /// An operand with what may stand before it: a sign, a root, a share.
    mutating func prefixed() -> Term? {
        _ = take("the")
        if take("minus", "negative") {
            guard let term = power() else { return nil }
            return Term(value: -term.value, text: "minus \(term.text)", isPercent: term.isPercent)
        }
        if take("square root of", "square root", "root of") { return root(2, "the square root of") }
        if take("cube root of", "cubic root of") { return root(3, "the cube root of") }
        if take("sum of") { return pair("plus") { $0 + $1 } }
        if take("product of") { return pair("times") { $0 * $1 } }
        if take("difference between", "difference of") {
            return pair("minus") { a, b in
                let difference = a + -b
                return difference.isNegative ? -difference : difference
            }
        }
        if take("twice", "double") { return share(.exact(Rational(2)), "twice") }
        if take("square of") {
            guard let term = prefixed() else { return nil }
            operations += 1
            return Term(value: term.value * term.value, text: "\(term.text) squared")
        }
        return operand()
    }

    private mutating func root(_ degree: Int, _ name: String) -> Term? {
        _ = take("of")
        guard let term = prefixed() else { return nil }
        operations += 1
        if term.value.isNegative, degree == 2 {
            failure = failure ?? .rootOfNegative
            return Term(value: term.value, text: "\(name) \(term.text)")
        }
        return Term(value: term.value.root(degree), text: "\(name) \(term.text)")
    }

    private mutating func pair(_ name: String, _ combine: (Quantity, Quantity) -> Quantity) -> Term? {
        // "the sum of a hundred and five" leaves nothing to add: a number before "and" must not swallow it.
        guard let split = words[at...].firstIndex(of: "and"), let (first, used) = number(words[at..<split]), used == split - at else {
            return nil
        }
        at = split + 1
        guard let second = operand() else { return nil }
        operations += 1
        realNumbers += 1
        return Term(value: combine(first.value, second.value), text: "\(first.text) \(name) \(second.text)")
    }

    private mutating func share(_ factor: Quantity, _ name: String) -> Term? {
        guard let of = prefixed() else { return nil }
        operations += 1
        return Term(value: factor * of.value, text: "\(name) \(of.text)")
    }

    /// A number, or a share of another operand.
    private mutating func operand() -> Term? {
        guard let (term, used) = number(words[at...]) else { return soundAlike() }
        at += used
        realNumbers += 1
        _ = take("dollars", "dollar", "euros", "euro", "pounds")
        if take("percent", "per cent", "percents") {
            let hundredth = term.value / .exact(Rational(100))
            if take("of") { return share(hundredth, "\(term.text)% of") }
            if take("off of", "off") {
                guard let of = prefixed() else { return nil }
                operations += 1
                return Term(value: of.value + -(of.value * hundredth), text: "\(term.text)% off \(of.text)")
            }
            return Term(value: hundredth, text: "\(term.text)%", isPercent: true)
        }
        let isFraction = words[(at - 1)...].first.map { NumberWords.parts[$0] != nil || NumberWords.manyParts[$0] != nil } ?? false
        if isFraction, take("of") {
            let name = words[(at - used - 1)..<(at - 1)].joined(separator: " ")
            return share(term.value, "\(name) of")
        }
        // "3/4 of 18"
        if words[at...].first == "over", let (below, count) = number(words[(at + 1)...]), words[(at + 1 + count)...].first == "of" {
            at += count + 2
            operations += 1
            return share(quotient(term.value, below.value), "\(term.text)/\(below.text) of")
        }
        return term
    }

    private func number(_ words: ArraySlice<String>) -> (Term, Int)? {
        guard let reading = NumberParser.read(words) else { return nil }
        let value = Quantity.exact(reading.value)
        return (Term(value: value, text: value.operandText), reading.count)
    }

    /// A recogniser writes "two plus two" as "to plus too": between operators only the number makes sense.
    private mutating func soundAlike() -> Term? {
        guard let word = words[at...].first, let value = DurationParser.soundAlikes[word] else { return nil }
        let before = at > words.startIndex ? words[at - 1] : nil
        let after = at + 1 < words.endIndex ? words[at + 1] : nil
        let operators: Set<String> = ["plus", "minus", "times", "by"]
        guard before.map(operators.contains) == true || (after.map(operators.union(["divided", "multiplied"]).contains) == true) else {
            return nil
        }
        at += 1
        let quantity = Quantity.exact(Rational(value))
        return Term(value: quantity, text: quantity.operandText)
    }
}
