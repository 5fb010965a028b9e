/// Reads and works out a calculation said in words or symbols; the usual precedence holds.
struct CalculationParser {
    enum Failure { case divisionByZero, rootOfNegative, notWhole }

    struct Calculation {
        /// What was understood, in digits and words, such as "25 plus 17".
        var text: String
        var result: Result
    }

    enum Result {
        case value(Quantity)
        case failure(Failure)
    }

    /// A value with the words it was read from; `isPercent` is "5 percent" before it is known of what.
    struct Term {
        var value: Quantity
        var text: String
        var isPercent = false
    }

    let words: ArraySlice<String>
    var at: Int
    var failure: Failure?
    /// A lone number is no calculation.
    var operations = 0
    /// Numbers that were said as such; "to for" alone is no calculation however it sounds.
    var realNumbers = 0

    /// All of `words` as one calculation with at least one operation, or `nil`.
    static func parse(_ words: ArraySlice<String>) -> Calculation? {
        var parser = CalculationParser(words)
        guard let term = parser.sum(), parser.at == words.endIndex, parser.operations > 0, parser.realNumbers > 0 else { return nil }
        return Calculation(text: term.text, result: parser.failure.map(Result.failure) ?? .value(term.value))
    }

    private init(_ words: ArraySlice<String>) {
        self.words = words
        at = words.startIndex
    }

    mutating func take(_ phrase: String...) -> Bool {
        guard let first = words[at...].first else { return false }
        for option in phrase where option.hasPrefix(first) {
            let wanted = option.split(separator: " ").map(String.init)
            if words[at...].starts(with: wanted) {
                at += wanted.count
                return true
            }
        }
        return false
    }

    // MARK: Sums and products

    mutating func sum() -> Term? {
        guard var left = product() else { return nil }
        while true {
            let isPlus = take("plus", "added to", "and add")
            guard isPlus || take("minus", "take away", "subtract", "less") else { return left }
            guard let right = product() else { return nil }
            operations += 1
            // "200 plus 10 percent" is 220 in every shop.
            let share = right.isPercent && !left.isPercent ? left.value * right.value : right.value
            left = Term(
                value: left.value + (isPlus ? share : -share), text: "\(left.text) \(isPlus ? "plus" : "minus") \(right.text)",
                isPercent: left.isPercent && right.isPercent)
        }
    }

    mutating func product() -> Term? {
        guard var left = power() else { return nil }
        while true {
            let start = at
            if take("times", "multiplied by", "multiply by", "multiply with", "x", "time") {
                guard let right = power() else {
                    at = start
                    return left
                }
                left = Term(value: left.value * right.value, text: "\(left.text) times \(right.text)")
            } else if take("divided by", "divide by", "divided into", "over", "divided") {
                guard let right = power() else {
                    at = start
                    return left
                }
                left = Term(value: quotient(left.value, right.value), text: "\(left.text) divided by \(right.text)")
            } else if take("modulo", "mod") {
                guard let right = power() else { return nil }
                left = Term(value: remainder(left.value, right.value), text: "\(left.text) modulo \(right.text)")
            } else {
                return left
            }
            operations += 1
        }
    }

    mutating func quotient(_ a: Quantity, _ b: Quantity) -> Quantity {
        if b.isZero {
            failure = failure ?? .divisionByZero
            return a
        }
        return a / b
    }

    private mutating func remainder(_ a: Quantity, _ b: Quantity) -> Quantity {
        guard case .exact(let x) = a, case .exact(let y) = b, let left = x.whole, let right = y.whole, right > 0 else {
            failure = failure ?? (b.isZero ? .divisionByZero : .notWhole)
            return a
        }
        return .exact(Rational((left % right + right) % right))
    }

    // MARK: Powers

    mutating func power() -> Term? {
        guard var base = prefixed() else { return nil }
        while true {
            if take("squared", "square") {
                base = Term(value: base.value * base.value, text: "\(base.text) squared")
            } else if take("cubed") {
                base = Term(value: base.value.power(.exact(Rational(3))), text: "\(base.text) cubed")
            } else if take("factorial") {
                guard let value = factorial(base.value) else { return nil }
                base = Term(value: value, text: "\(base.text) factorial")
            } else if take("to the power of", "to the power", "raised to the power of", "raised to the", "raised to", "to the") {
                guard let exponent = exponent() else { return nil }
                if base.value.isZero, exponent.value.isNegative { failure = failure ?? .divisionByZero }
                if base.value.isNegative, case .exact(let wanted) = exponent.value, !wanted.isWhole { failure = failure ?? .rootOfNegative }
                base = Term(
                    value: failure == nil ? base.value.power(exponent.value) : base.value,
                    text: "\(base.text) to the power of \(exponent.text)")
            } else {
                return base
            }
            operations += 1
        }
    }

    private mutating func exponent() -> Term? {
        if let ordinal = NumberParser.readOrdinal(words[at...]) {
            at += ordinal.count
            _ = take("power")
            return Term(value: .exact(ordinal.value), text: Quantity.exact(ordinal.value).operandText)
        }
        let term = prefixed()
        _ = take("power")
        return term
    }

    private mutating func factorial(_ value: Quantity) -> Quantity? {
        guard case .exact(let exact) = value, let count = exact.whole, count >= 0 else {
            failure = failure ?? .notWhole
            return value
        }
        guard count <= 1_000 else { return .approximate(.infinity) }
        return (0..<count).reduce(Quantity.exact(Rational(1))) { $0 * .exact(Rational($1 + 1)) }
    }
}
