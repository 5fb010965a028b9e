internal import Glibc

/// A computed number: exact as long as 128-bit fractions hold it, else the nearest floating-point value.
enum Quantity {
    case exact(Rational)
    case approximate(Double)

    var double: Double {
        switch self {
        case .exact(let value): value.double
        case .approximate(let value): value
        }
    }

    var isZero: Bool { double == 0 }
    var isNegative: Bool { double < 0 }

    static func + (a: Quantity, b: Quantity) -> Quantity {
        if case .exact(let x) = a, case .exact(let y) = b, let sum = x.adding(y) { return .exact(sum) }
        return .approximate(a.double + b.double)
    }

    static prefix func - (a: Quantity) -> Quantity {
        if case .exact(let x) = a, let negated = x.negated { return .exact(negated) }
        return .approximate(-a.double)
    }

    static func * (a: Quantity, b: Quantity) -> Quantity {
        if case .exact(let x) = a, case .exact(let y) = b, let product = x.multiplied(by: y) { return .exact(product) }
        return .approximate(a.double * b.double)
    }

    /// The divisor must not be zero: the caller says that in words.
    static func / (a: Quantity, b: Quantity) -> Quantity {
        if case .exact(let x) = a, case .exact(let y) = b, let turned = y.reciprocal, let quotient = x.multiplied(by: turned) {
            return .exact(quotient)
        }
        return .approximate(a.double / b.double)
    }

    func power(_ exponent: Quantity) -> Quantity {
        guard case .exact(let wanted) = exponent, let times = wanted.whole, abs(times) <= 1_000 else {
            return .approximate(pow(double, exponent.double))
        }
        var result = Quantity.exact(Rational(1))
        for _ in 0..<abs(times) { result = result * self }
        return times < 0 ? .exact(Rational(1)) / result : result
    }

    /// The real root of a number that is not negative (or, for odd degrees, any); exact where it is whole.
    func root(_ degree: Int) -> Quantity {
        let size = pow(abs(double), 1 / Double(degree))
        let signed = double < 0 ? -size : size
        let near = signed.rounded()
        if abs(near) < 1e9, let whole = Int(exactly: near), case .exact(let value) = self {
            let candidate = Quantity.exact(Rational(whole))
            if case .exact(value) = candidate.power(.exact(Rational(degree))) { return candidate }
        }
        return .approximate(degree == 2 ? double.squareRoot() : signed)
    }
}
