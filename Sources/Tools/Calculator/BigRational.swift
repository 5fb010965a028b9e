internal import Glibc

/// A fraction in lowest terms, of any size.
struct BigRational: Sendable, Hashable {
    let numerator: BigInteger
    /// Always positive.
    let denominator: BigInteger

    static let zero = BigRational(0)
    static let one = BigRational(1)

    init(_ whole: Int) { self.init(BigInteger(whole)) }

    init(_ whole: BigInteger) {
        numerator = whole
        denominator = .one
    }

    /// The denominator is not zero.
    init(_ numerator: BigInteger, over denominator: BigInteger) {
        let divisor = denominator == .one ? BigInteger.one : BigInteger.commonDivisor(numerator, denominator)
        let (above, below) =
            divisor == .one
            ? (numerator, denominator) : (numerator.divided(by: divisor).quotient, denominator.divided(by: divisor).quotient)
        self.numerator = below.isNegative ? above.negated : above
        self.denominator = below.magnitude
    }

    /// Digits with at most one point, and an exponent: "3.25", ".5", "1e-3".
    init?(decimal text: some StringProtocol) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard parts.count <= 2 else { return nil }
        let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2, let digits = BigInteger(digits: halves.joined()) else { return nil }
        var exponent = -(halves.count == 2 ? halves[1].utf8.count : 0)
        if parts.count == 2 {
            guard let given = Int(parts[1]), abs(given) <= 5_000 else { return nil }
            exponent += given
        }
        let scale = BigInteger(10).power(abs(exponent))
        self = exponent < 0 ? BigRational(digits, over: scale) : BigRational(digits * scale)
    }

    var isWhole: Bool { denominator == .one }
    var isNegative: Bool { numerator.isNegative }
    var isZero: Bool { numerator.isZero }
    /// The value where it is whole and fits.
    var int: Int? { isWhole ? numerator.int : nil }
    /// Of the larger of its two parts.
    var bitWidth: Int { max(numerator.bitWidth, denominator.bitWidth) }

    /// The nearest value, to within one bit.
    var double: Double {
        let (above, below) = (numerator.double, denominator.double)
        if above.isFinite, below.isFinite, numerator.bitWidth <= 1_000, denominator.bitWidth <= 1_000 { return above / below }
        let shift = denominator.bitWidth - numerator.bitWidth + 80
        let scaled = shift >= 0 ? numerator.magnitude.shifted(left: shift) : numerator.magnitude
        let divisor = shift >= 0 ? denominator : denominator.shifted(left: -shift)
        let quotient = scaled.divided(by: divisor).quotient.double
        guard abs(shift) < 2_200 else { return shift < 0 ? (isNegative ? -.infinity : .infinity) : 0 }
        let value = Double(
            sign: .plus, exponent: -shift / 2, significand: Double(sign: .plus, exponent: -shift - (-shift / 2), significand: quotient))
        return isNegative ? -value : value
    }

    static func + (a: Self, b: Self) -> Self {
        if a.isWhole, b.isWhole { return BigRational(a.numerator + b.numerator) }
        return BigRational(a.numerator * b.denominator + b.numerator * a.denominator, over: a.denominator * b.denominator)
    }

    static func - (a: Self, b: Self) -> Self { a + b.negated }
    static func * (a: Self, b: Self) -> Self { BigRational(a.numerator * b.numerator, over: a.denominator * b.denominator) }

    var negated: Self { BigRational(numerator.negated, over: denominator) }
    /// `nil` for zero.
    var reciprocal: Self? { isZero ? nil : BigRational(denominator, over: numerator) }
    var magnitude: Self { isNegative ? negated : self }

    /// Towards minus infinity.
    var floor: BigInteger {
        let (quotient, rest) = numerator.divided(by: denominator)
        return rest.isNegative ? quotient - .one : quotient
    }

    /// To so many places, halves away from zero.
    func rounded(places: Int) -> BigRational {
        let scale = BigInteger(10).power(places)
        let doubled = (numerator.magnitude * scale * BigInteger(2) + denominator).divided(by: denominator * BigInteger(2)).quotient
        let value = BigRational(doubled, over: scale)
        return isNegative ? value.negated : value
    }

    /// The exact root; `nil` where there is none.
    func exactRoot(_ degree: Int) -> BigRational? {
        guard !isNegative || degree % 2 == 1 else { return nil }
        let (above, below) = (numerator.magnitude.root(degree), denominator.root(degree))
        guard above.power(degree) == numerator.magnitude, below.power(degree) == denominator else { return nil }
        let root = BigRational(above, over: below)
        return isNegative ? root.negated : root
    }

    /// Every decimal where they end within `places`; `nil` where they go on.
    func decimal(places: Int) -> String? {
        let value = rounded(places: places)
        return value == self ? value.decimalDigits(places: places) : nil
    }

    /// Decimal digits of a value that ends within so many places.
    private func decimalDigits(places: Int) -> String {
        let digits = (numerator.magnitude * BigInteger(10).power(places)).divided(by: denominator).quotient.text
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        var fraction = padded.suffix(places)
        while fraction.last == "0" { fraction.removeLast() }
        return (isNegative ? "-" : "") + padded.dropLast(places) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// So many significant digits, rounded.
    func rounded(significant digits: Int) -> String {
        guard !isZero else { return "0" }
        let size = abs(double)
        // Beyond a double's range its bits tell the order well enough.
        let exponent = size.isNormal ? log10(size) : Double(numerator.bitWidth - denominator.bitWidth) * 0.30103
        let places = max(0, digits - 1 - Int(exponent.rounded(.down)))
        return rounded(places: min(places, 400)).decimalDigits(places: min(places, 400))
    }
}

extension BigRational: Comparable {
    static func < (a: Self, b: Self) -> Bool { a.numerator * b.denominator < b.numerator * a.denominator }
}
