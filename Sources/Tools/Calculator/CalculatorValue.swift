internal import Glibc

/// An exact fraction, or a number with the most that it may be wrong by.
enum CalculatorValue: Sendable, Equatable {
    case exact(BigRational)
    case approximate(Double, error: Double)

    /// Of a numerator or denominator: 4,932 digits. Beyond it a sum of fractions takes longer than a person waits.
    static let mostBits = 16_384

    /// Half a unit in the last place, and another half for the C library's functions.
    private static let rounding = 0x1p-52

    var double: Double {
        switch self {
        case .exact(let value): value.double
        case .approximate(let value, _): value
        }
    }

    var error: Double {
        switch self {
        case .exact(let value): abs(value.double) * Self.rounding
        case .approximate(_, let error): error
        }
    }

    var exact: BigRational? { if case .exact(let value) = self { value } else { nil } }

    static func bounded(_ value: BigRational) throws(CalculatorError) -> Self {
        guard value.bitWidth <= mostBits else { throw .tooLarge }
        return .exact(value)
    }

    static func about(_ value: Double, error: Double) throws(CalculatorError) -> Self {
        guard !value.isNaN else { throw .undefined("it is not a real number") }
        guard value.isFinite, error.isFinite else { throw .tooLarge }
        return .approximate(value, error: error + abs(value) * rounding)
    }

    // MARK: Operations

    func plus(_ other: Self) throws(CalculatorError) -> Self {
        if let a = exact, let b = other.exact { return try .bounded(a + b) }
        return try .about(double + other.double, error: error + other.error)
    }

    func times(_ other: Self) throws(CalculatorError) -> Self {
        if let a = exact, let b = other.exact {
            guard a.bitWidth + b.bitWidth <= 2 * Self.mostBits else { throw .tooLarge }
            return try .bounded(a * b)
        }
        return try .about(double * other.double, error: abs(double) * other.error + abs(other.double) * error + error * other.error)
    }

    func over(_ other: Self) throws(CalculatorError) -> Self {
        if let b = other.exact {
            guard let reciprocal = b.reciprocal else { throw .undefined("it divides by zero") }
            return try times(.exact(reciprocal))
        }
        let divisor = other.double
        guard abs(divisor) > other.error else { throw .undefined("it divides by what may be zero") }
        let quotient = double / divisor
        return try .about(quotient, error: (error + abs(quotient) * other.error) / (abs(divisor) - other.error))
    }

    var negated: Self {
        switch self {
        case .exact(let value): .exact(value.negated)
        case .approximate(let value, let error): .approximate(-value, error: error)
        }
    }

    func power(_ exponent: Self) throws(CalculatorError) -> Self {
        if let base = exact, let power = exponent.exact {
            if let whole = power.int { return try Self.power(base, whole) }
            guard !power.isWhole else {
                if base.magnitude == .one { return .exact(base.isNegative && power.numerator.isOdd ? base : .one) }
                guard base.isZero else { throw .tooLarge }
                return .exact(.zero)
            }
            if let degree = power.denominator.int, degree <= 64, let root = base.exactRoot(degree), let above = power.numerator.int {
                return try Self.power(root, above)
            }
        }
        guard double > 0 || (double == 0 && exponent.double > 0) else {
            throw .undefined("a root or power of a negative number is not real")
        }
        guard double > 0 else { return .exact(.zero) }
        let value = pow(double, exponent.double)
        return try .about(value, error: abs(value) * (abs(exponent.double) * error / double + abs(log(double)) * exponent.error) * 2)
    }

    private static func power(_ base: BigRational, _ exponent: Int) throws(CalculatorError) -> Self {
        guard exponent >= 0 || !base.isZero else { throw .undefined("it divides by zero") }
        if base.magnitude == .one || base.isZero {
            if exponent == 0 { return .exact(.one) }
            return .exact(base.isNegative && exponent % 2 == 0 ? base.negated : base)
        }
        // The size is known before anything is multiplied.
        let (bits, overflow) = (base.bitWidth - 1).multipliedReportingOverflow(by: Int(clamping: exponent.magnitude))
        guard !overflow, bits <= mostBits, exponent.magnitude <= UInt(mostBits) else { throw .tooLarge }
        let magnitude = Int(exponent.magnitude)
        let power = BigRational(base.numerator.power(magnitude), over: base.denominator.power(magnitude))
        if exponent >= 0 { return try bounded(power) }
        guard let reciprocal = power.reciprocal else { throw .undefined("it divides by zero") }
        return try bounded(reciprocal)
    }

    /// A function of the C library; `slope` bounds how fast it changes near the value.
    func mapped(_ function: (Double) -> Double, slope: Double) throws(CalculatorError) -> Self {
        try .about(function(double), error: error * slope * 1.01)
    }

    // MARK: Text

    /// How many digits are sure, at most 15; 0 where not even the first is.
    var sureDigits: Int {
        guard case .approximate(let value, let error) = self, value != 0 else { return 15 }
        return min(15, max(0, Int(log10(abs(value) / max(error, .leastNormalMagnitude)))))
    }
}
