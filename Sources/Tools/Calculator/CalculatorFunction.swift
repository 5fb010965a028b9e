internal import Glibc

/// The functions and constants an expression may name.
struct CalculatorFunction {
    private let name: String

    private static let names: Set<String> = [
        "sqrt", "cbrt", "root", "abs", "floor", "ceil", "round", "min", "max", "gcd", "lcm", "mod", "ncr", "npr", "choose", "factorial",
        "pow",
        "exp", "ln", "log", "log2", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "sum", "avg", "mean",
        "degrees", "radians",
    ]

    init?(_ name: String) {
        guard Self.names.contains(name) else { return nil }
        self.name = name
    }

    static func begins(_ text: Substring) -> Bool {
        let word = text.prefix { $0.isLetter || $0.isNumber }.lowercased()
        return names.contains(word) || constant(word) != nil
    }

    static func constant(_ name: String) -> CalculatorValue? {
        switch name {
        case "pi", "\u{3C0}": .approximate(.pi, error: 0x1p-52)
        case "e": .approximate(M_E, error: 0x1p-52)
        case "tau": .approximate(2 * .pi, error: 0x1p-51)
        default: nil
        }
    }

    func value(_ given: [CalculatorValue]) throws(CalculatorError) -> CalculatorValue {
        switch name {
        case "min", "max", "gcd", "lcm", "sum", "avg", "mean": return try folded(given)
        case "root", "pow", "mod", "ncr", "npr", "choose":
            guard given.count == 2 else { throw .unreadable("\(name) takes two numbers") }
            return try pair(given[0], given[1])
        case "round", "log":
            guard (1...2).contains(given.count) else { throw .unreadable("\(name) takes one or two numbers") }
            if name == "round" { return try rounded(given[0], places: given.count == 2 ? given[1] : .exact(.zero)) }
            return given.count == 2 ? try Self.logarithm(given[0]).over(try Self.logarithm(given[1])) : try one(given[0])
        default:
            guard given.count == 1 else { throw .unreadable("\(name) takes one number") }
            return try one(given[0])
        }
    }

    private func one(_ value: CalculatorValue) throws(CalculatorError) -> CalculatorValue {
        let x = value.double
        switch name {
        case "sqrt": return try Self.root(value, 2)
        case "cbrt": return try Self.root(value, 3)
        case "factorial": return try Self.factorial(value)
        case "abs": return x < 0 ? value.negated : value
        case "floor": return .exact(BigRational(try Self.whole(value, up: false)))
        case "ceil": return .exact(BigRational(try Self.whole(value, up: true)))
        case "exp": return value.exact == .zero ? .exact(.one) : try value.mapped(Glibc.exp, slope: Glibc.exp(x))
        case "ln": return try Self.logarithm(value)
        case "log", "log10":
            if let exact = value.exact, let power = Self.exactLogarithm(exact, base: 10) { return power }
            return try Self.logarithm(value).over(try Self.logarithm(.exact(BigRational(10))))
        case "log2":
            if let exact = value.exact, let power = Self.exactLogarithm(exact, base: 2) { return power }
            return try Self.logarithm(value).over(try Self.logarithm(.exact(BigRational(2))))
        case "sin": return value.exact == .zero ? value : try value.mapped(Glibc.sin, slope: 1)
        case "cos": return value.exact == .zero ? .exact(.one) : try value.mapped(Glibc.cos, slope: 1)
        case "tan":
            guard abs(Glibc.cos(x)) > 2 * value.error else { throw .undefined("there is no tangent there") }
            return try value.mapped(Glibc.tan, slope: 1 / (Glibc.cos(x) * Glibc.cos(x)))
        case "asin", "acos":
            guard abs(x) <= 1 else { throw .undefined("\(name) is for numbers from -1 to 1") }
            let slope = 1 / max((1 - x * x).squareRoot(), 1e-8)
            return try value.mapped(name == "asin" ? Glibc.asin : Glibc.acos, slope: slope)
        case "atan": return try value.mapped(Glibc.atan, slope: 1)
        case "sinh": return try value.mapped(Glibc.sinh, slope: Glibc.cosh(x))
        case "cosh": return try value.mapped(Glibc.cosh, slope: abs(Glibc.sinh(x)))
        case "tanh": return try value.mapped(Glibc.tanh, slope: 1)
        case "degrees": return try value.times(.exact(BigRational(180))).over(.approximate(.pi, error: 0x1p-52))
        default: return try value.times(.approximate(.pi, error: 0x1p-52)).over(.exact(BigRational(180)))
        }
    }

    private func pair(_ a: CalculatorValue, _ b: CalculatorValue) throws(CalculatorError) -> CalculatorValue {
        switch name {
        case "pow": return try a.power(b)
        case "mod": return try Self.remainder(a, b)
        case "root":
            guard let degree = b.exact?.int, (1...1_000).contains(degree) else { throw .undefined("a root's degree is from 1 to 1000") }
            return try Self.root(a, degree)
        default:
            guard let n = a.exact?.int, let k = b.exact?.int, n >= 0, k >= 0, n <= 5_000 else {
                throw .undefined("\(name) is for whole numbers up to 5000")
            }
            guard k <= n else { return .exact(.zero) }
            var result = BigInteger.one
            let smaller = name == "npr" ? k : min(k, n - k)
            for step in 0..<smaller {
                result = result * BigInteger(n - step)
                if name != "npr" { result = result.divided(by: BigInteger(step + 1)).quotient }
                guard result.bitWidth <= CalculatorValue.mostBits else { throw .tooLarge }
            }
            return .exact(BigRational(result))
        }
    }

    private func folded(_ values: [CalculatorValue]) throws(CalculatorError) -> CalculatorValue {
        guard var result = values.first else { throw .unreadable("\(name) takes at least one number") }
        for value in values.dropFirst() {
            switch name {
            case "min": if Self.isLess(value, result) { result = value }
            case "max": if Self.isLess(result, value) { result = value }
            case "sum", "avg", "mean": result = try result.plus(value)
            default:
                guard let a = result.exact, let b = value.exact, a.isWhole, b.isWhole else {
                    throw .undefined("\(name) is for whole numbers")
                }
                let divisor = BigInteger.commonDivisor(a.numerator, b.numerator)
                if name == "gcd" {
                    result = .exact(BigRational(divisor))
                } else {
                    result = divisor.isZero ? .exact(.zero) : try .bounded((a * b).magnitude * BigRational(.one, over: divisor))
                }
            }
        }
        return name == "avg" || name == "mean" ? try result.over(.exact(BigRational(values.count))) : result
    }

    private static func isLess(_ a: CalculatorValue, _ b: CalculatorValue) -> Bool {
        if let a = a.exact, let b = b.exact { return a < b }
        return a.double < b.double
    }

    private func rounded(_ value: CalculatorValue, places: CalculatorValue) throws(CalculatorError) -> CalculatorValue {
        guard let places = places.exact?.int, (0...300).contains(places) else { throw .undefined("it rounds to 0 to 300 places") }
        if let exact = value.exact { return .exact(exact.rounded(places: places)) }
        guard places <= value.sureDigits, let exact = BigRational(decimal: "\(abs(value.double))") else {
            throw .undefined("so many places are not sure")
        }
        let rounded = exact.rounded(places: places)
        return .exact(value.double < 0 ? rounded.negated : rounded)
    }

    // MARK: Parts

    /// Of a magnitude's logarithm; numbers too large for a double are taken by their bits.
    private static func logarithm(_ value: CalculatorValue) throws(CalculatorError) -> CalculatorValue {
        if let exact = value.exact {
            guard !exact.isNegative, !exact.isZero else { throw .undefined("only numbers above zero have a logarithm") }
            if exact == .one { return .exact(.zero) }
            if exact.isWhole, exact.numerator.bitWidth > 1_000 {
                let shift = exact.numerator.bitWidth - 64
                let result = Glibc.log(exact.numerator.shifted(right: shift).double) + Double(shift) * M_LN2
                return try .about(result, error: result * 0x1p-51)
            }
        }
        guard value.double > value.error else { throw .undefined("only numbers above zero have a logarithm") }
        return try value.mapped(Glibc.log, slope: 1 / (value.double - value.error))
    }

    private static func exactLogarithm(_ value: BigRational, base: Int) -> CalculatorValue? {
        guard !value.isNegative, !value.isZero, value.isWhole else { return nil }
        let guess = Int((Double(value.numerator.bitWidth - 1) / log2(Double(base))).rounded())
        for power in max(0, guess - 1)...(guess + 1) where BigInteger(base).power(power) == value.numerator {
            return .exact(BigRational(power))
        }
        return nil
    }

    static func root(_ value: CalculatorValue, _ degree: Int) throws(CalculatorError) -> CalculatorValue {
        if let exact = value.exact, let root = exact.exactRoot(degree) { return .exact(root) }
        let isNegative = value.double < 0
        guard !isNegative || degree % 2 == 1 else { throw .undefined("a negative number has no such root") }
        let magnitude = isNegative ? value.negated : value
        let root = try magnitude.power(.exact(BigRational(.one, over: BigInteger(degree))))
        return isNegative ? root.negated : root
    }

    static func remainder(_ a: CalculatorValue, _ b: CalculatorValue) throws(CalculatorError) -> CalculatorValue {
        guard let a = a.exact, let b = b.exact else { throw .undefined("a remainder needs exact numbers") }
        guard let reciprocal = b.reciprocal else { throw .undefined("it divides by zero") }
        guard a.bitWidth + b.bitWidth <= CalculatorValue.mostBits else { throw .tooLarge }
        return try .bounded(a - b * BigRational((a * reciprocal).floor))
    }

    static func factorial(_ value: CalculatorValue) throws(CalculatorError) -> CalculatorValue {
        guard let number = value.exact, number.isWhole, !number.isNegative else {
            throw .undefined("a factorial is for whole numbers from 0 on")
        }
        // 1,700! has just under the bits there may be.
        guard let count = number.int, count <= 1_700 else { throw .tooLarge }
        var result = BigInteger.one
        for factor in stride(from: 2, through: count, by: 1) { result = result * BigInteger(factor) }
        return try .bounded(BigRational(result))
    }

    /// The whole number below or above; for an approximate value only where it is sure.
    private static func whole(_ value: CalculatorValue, up: Bool) throws(CalculatorError) -> BigInteger {
        if let exact = value.exact { return up ? exact.negated.floor.negated : exact.floor }
        let (low, high) = (value.double - value.error, value.double + value.error)
        let (a, b) = up ? (low.rounded(.up), high.rounded(.up)) : (low.rounded(.down), high.rounded(.down))
        guard a == b, let whole = Int(exactly: a) else { throw .undefined("the whole number is not sure") }
        return BigInteger(whole)
    }
}
