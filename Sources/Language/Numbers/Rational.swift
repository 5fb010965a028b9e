/// A fraction in lowest terms; every operation says `nil` where 128 bits do not hold the result.
package struct Rational: Hashable, Sendable {
    package let numerator: Int128
    /// Always positive.
    package let denominator: Int128

    package init(_ whole: Int) {
        numerator = Int128(whole)
        denominator = 1
    }

    package init?(_ numerator: Int128, over denominator: Int128) {
        guard denominator != 0, numerator != .min, denominator != .min else { return nil }
        let divisor = Self.commonDivisor(numerator.magnitude, denominator.magnitude)
        let sign: Int128 = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / Int128(divisor)
        self.denominator = Int128(denominator.magnitude / divisor)
    }

    /// Reads plain decimal digits with at most one point, such as "3.25" or ".5".
    package init?(decimal text: some StringProtocol) {
        var digits: Int128 = 0
        var scale: Int128 = 1
        var seenPoint = false
        var seenDigit = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "."), !seenPoint {
                seenPoint = true
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), scale < 1_000_000_000_000_000_000 else { return nil }
            let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            digits = sum
            seenDigit = true
            if seenPoint { scale *= 10 }
        }
        guard seenDigit else { return nil }
        self.init(digits, over: scale)
    }

    package var isWhole: Bool { denominator == 1 }

    /// The value where it is whole and fits.
    package var whole: Int? { isWhole ? Int(exactly: numerator) : nil }

    package var double: Double { Double(numerator) / Double(denominator) }

    package func adding(_ other: Rational) -> Rational? {
        let (a, aOver) = numerator.multipliedReportingOverflow(by: other.denominator)
        let (b, bOver) = other.numerator.multipliedReportingOverflow(by: denominator)
        let (sum, sumOver) = a.addingReportingOverflow(b)
        let (below, belowOver) = denominator.multipliedReportingOverflow(by: other.denominator)
        return aOver || bOver || sumOver || belowOver ? nil : Rational(sum, over: below)
    }

    package func multiplied(by other: Rational) -> Rational? {
        let (above, aboveOver) = numerator.multipliedReportingOverflow(by: other.numerator)
        let (below, belowOver) = denominator.multipliedReportingOverflow(by: other.denominator)
        return aboveOver || belowOver ? nil : Rational(above, over: below)
    }

    package var negated: Rational? { Rational(-numerator, over: denominator) }

    /// `nil` for zero.
    package var reciprocal: Rational? { Rational(denominator, over: numerator) }

    private static func commonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
