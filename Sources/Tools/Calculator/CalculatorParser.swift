/// Reads an expression and works it out as it goes. It knows arithmetic and nothing else: no names but its own, no state, no loops.
struct CalculatorParser {
    private static let longest = 1_000
    private static let deepest = 60

    /// A value, and whether it was written as a percentage: 200 + 10 % is 220.
    private struct Operand {
        var value: CalculatorValue
        var isPercentage = false
    }

    private var rest: Substring
    private var depth = 0
    /// Brackets of functions that are open; in them a comma parts two numbers.
    private var functions = 0

    static func value(_ expression: String) throws(CalculatorError) -> CalculatorValue {
        guard expression.utf8.count <= longest else { throw .unreadable("it is longer than \(longest) bytes") }
        var parser = CalculatorParser(rest: expression[...])
        let value = try parser.sum().value
        parser.skip()
        if parser.rest.first == "=" { parser.rest = parser.rest.dropFirst().drop { $0.isWhitespace || $0 == "?" } }
        guard parser.rest.isEmpty else { throw .unreadable("\"\(parser.rest.prefix(20))\" is not expected") }
        return value
    }

    private mutating func skip() { rest = rest.drop { $0.isWhitespace } }

    private mutating func take(_ words: String...) -> String? {
        skip()
        for word in words where rest.hasPrefix(word) {
            // A word is not the beginning of a longer one.
            if word.last?.isLetter == true, let next = rest.dropFirst(word.count).first, next.isLetter || next.isNumber && word != "x" {
                continue
            }
            rest = rest.dropFirst(word.count)
            return word
        }
        return nil
    }

    private mutating func sum() throws(CalculatorError) -> Operand {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw .unreadable("it is nested too deeply") }
        var left = try product()
        while let sign = take("+", "-", "\u{2212}", "plus", "minus") {
            let right = try product()
            var amount = right.value
            if right.isPercentage, !left.isPercentage { amount = try left.value.times(amount) }
            left = Operand(
                value: try left.value.plus(sign == "+" || sign == "plus" ? amount : amount.negated),
                isPercentage: left.isPercentage && right.isPercentage)
        }
        return left
    }

    private mutating func product() throws(CalculatorError) -> Operand {
        var left = try signed()
        while true {
            if rest.hasPrefix("**") { return left }
            if take("*", "\u{D7}", "\u{22C5}", "times", "of", "x") != nil {
                left = Operand(value: try left.value.times(try signed().value))
            } else if take("//") != nil {
                let quotient = try left.value.over(try signed().value)
                guard let exact = quotient.exact else { throw .undefined("whole division needs exact numbers") }
                left = Operand(value: .exact(BigRational(exact.floor)))
            } else if take("/", "\u{F7}", "over") != nil {
                left = Operand(value: try left.value.over(try signed().value))
            } else if take("mod") != nil {
                left = Operand(value: try CalculatorFunction.remainder(left.value, try signed().value))
            } else if startsFactor {
                // 2(3 + 4), 3 pi
                left = Operand(value: try left.value.times(try power().value))
            } else {
                return left
            }
        }
    }

    /// Whether a factor follows without a sign between.
    private var startsFactor: Bool {
        let next = rest.drop { $0.isWhitespace }
        guard let first = next.first else { return false }
        return first == "(" || first == "\u{221A}" || first == "\u{3C0}" || CalculatorFunction.begins(next)
    }

    private mutating func signed() throws(CalculatorError) -> Operand {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw .unreadable("it is nested too deeply") }
        if take("-", "\u{2212}", "minus") != nil {
            let operand = try signed()
            return Operand(value: operand.value.negated, isPercentage: operand.isPercentage)
        }
        if take("+") != nil { return try signed() }
        return try power()
    }

    private mutating func power() throws(CalculatorError) -> Operand {
        let base = try postfixed()
        guard take("**", "^") != nil else { return base }
        // From the right: 2^3^2 is 2^9.
        return Operand(value: try base.value.power(try signed().value))
    }

    private mutating func postfixed() throws(CalculatorError) -> Operand {
        var operand = try primary()
        while true {
            if take("!") != nil {
                operand.value = try CalculatorFunction.factorial(operand.value)
            } else if take("%", "percent") != nil {
                // As modulo where another number follows.
                if let next = rest.drop(while: { $0.isWhitespace }).first, next.isNumber || next == "(" {
                    operand = Operand(value: try CalculatorFunction.remainder(operand.value, try signed().value))
                } else {
                    operand = Operand(value: try operand.value.over(.exact(BigRational(100))), isPercentage: true)
                }
            } else if take("\u{B2}") != nil {
                operand.value = try operand.value.power(.exact(BigRational(2)))
            } else if take("\u{B3}") != nil {
                operand.value = try operand.value.power(.exact(BigRational(3)))
            } else {
                return operand
            }
        }
    }

    private mutating func primary() throws(CalculatorError) -> Operand {
        skip()
        guard let first = rest.first else { throw .unreadable("it ends too early") }
        if take("(") != nil {
            let inner = try sum()
            guard take(")") != nil else { throw .unreadable("a bracket is not closed") }
            return inner
        }
        if take("\u{221A}") != nil { return Operand(value: try CalculatorFunction.root(try primary().value, 2)) }
        if first.isNumber || first == "." { return Operand(value: try number()) }
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard !word.isEmpty else { throw .unreadable("\"\(first)\" is not expected") }
        rest = rest.dropFirst(word.count)
        let name = word.lowercased()
        if let constant = CalculatorFunction.constant(name) { return Operand(value: constant) }
        guard let function = CalculatorFunction(name) else { throw .unreadable("\"\(word.prefix(20))\" is not known") }
        return Operand(value: try function.value(try arguments(name)))
    }

    private mutating func arguments(_ name: String) throws(CalculatorError) -> [CalculatorValue] {
        guard take("(") != nil else {
            _ = take("of")
            return [try primary().value]
        }
        var values: [CalculatorValue] = []
        if take(")") != nil { return [] }
        functions += 1
        defer { functions -= 1 }
        repeat { values.append(try sum().value) } while take(",", ";") != nil && values.count < 100
        guard take(")") != nil else { throw .unreadable("the bracket of \(name) is not closed") }
        return values
    }

    /// Digits, with commas, blanks or underscores between groups of three where they can mean nothing else.
    private mutating func number() throws(CalculatorError) -> CalculatorValue {
        var digits = ""
        while let next = rest.first {
            if next.isASCII, next.isNumber || next == "." {
                digits.append(next)
                rest.removeFirst()
            } else if next == "," && functions == 0 || next == "_" || next == "\u{A0}", Self.startsGroup(rest.dropFirst()),
                !digits.contains(".")
            {
                rest.removeFirst()
            } else if next == "e" || next == "E", let exponent = Self.exponent(rest.dropFirst()) {
                digits += "e" + exponent
                rest = rest.dropFirst(exponent.count + 1)
                break
            } else {
                break
            }
        }
        guard let value = BigRational(decimal: digits) else { throw .unreadable("\"\(digits.prefix(20))\" is no number") }
        for (word, power) in [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)] where take(word) != nil {
            return try .bounded(value * BigRational(BigInteger(10).power(power)))
        }
        return try .bounded(value)
    }

    private static func startsGroup(_ text: Substring) -> Bool {
        let digits = text.prefix(4)
        return digits.count >= 3 && digits.prefix(3).allSatisfy { $0.isASCII && $0.isNumber } && digits.dropFirst(3).first?.isNumber != true
    }

    private static func exponent(_ text: Substring) -> String? {
        let sign = text.first == "-" || text.first == "+" ? 1 : 0
        let digits = text.dropFirst(sign).prefix { $0.isASCII && $0.isNumber }
        return digits.isEmpty || digits.count > 5 ? nil : String(text.prefix(sign + digits.count))
    }
}
