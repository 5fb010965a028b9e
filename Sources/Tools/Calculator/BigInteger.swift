/// A whole number of any size, as sign and magnitude in 32-bit limbs.
struct BigInteger: Sendable, Hashable {
    private(set) var isNegative: Bool
    /// Least first, without zeros at the top; none for zero.
    private(set) var limbs: [UInt32]

    static let zero = BigInteger(0)
    static let one = BigInteger(1)

    init(_ value: Int) {
        isNegative = value < 0
        limbs = []
        var rest = UInt64(value.magnitude)
        while rest > 0 {
            limbs.append(UInt32(truncatingIfNeeded: rest))
            rest >>= 32
        }
    }

    private init(isNegative: Bool, limbs: [UInt32]) {
        var limbs = limbs
        while limbs.last == 0 { limbs.removeLast() }
        self.limbs = limbs
        self.isNegative = isNegative && !limbs.isEmpty
    }

    /// Decimal digits alone.
    init?(digits: some StringProtocol) {
        var value = BigInteger.zero
        guard !digits.isEmpty else { return nil }
        var group: UInt64 = 0
        var scale: UInt64 = 1
        for byte in digits.utf8 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            group = group * 10 + UInt64(byte - UInt8(ascii: "0"))
            scale *= 10
            if scale == 1_000_000_000 {
                value.multiply(by: UInt32(scale), adding: UInt32(group))
                (group, scale) = (0, 1)
            }
        }
        if scale > 1 { value.multiply(by: UInt32(scale), adding: UInt32(group)) }
        self = value
    }

    private mutating func multiply(by factor: UInt32, adding addend: UInt32) {
        var carry = UInt64(addend)
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * UInt64(factor) + carry
            limbs[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    var isZero: Bool { limbs.isEmpty }
    var isOdd: Bool { limbs.first.map { $0 & 1 == 1 } ?? false }
    var magnitude: BigInteger { BigInteger(isNegative: false, limbs: limbs) }
    var negated: BigInteger { BigInteger(isNegative: !isNegative, limbs: limbs) }

    /// Bits of the magnitude.
    var bitWidth: Int { limbs.last.map { limbs.count * 32 - $0.leadingZeroBitCount } ?? 0 }

    /// The value where it fits.
    var int: Int? {
        guard limbs.count <= 2 else { return nil }
        var value: UInt64 = 0
        for (index, limb) in limbs.enumerated() { value |= UInt64(limb) << (32 * UInt64(index)) }
        return isNegative ? Int(exactly: -Int128(value)) : Int(exactly: value)
    }

    /// The nearest value; infinite where it is too large.
    var double: Double {
        guard bitWidth > 64 else {
            var value: UInt64 = 0
            for (index, limb) in limbs.enumerated() { value |= UInt64(limb) << (32 * UInt64(index)) }
            return isNegative ? -Double(value) : Double(value)
        }
        let shift = bitWidth - 64
        let top = shifted(right: shift)
        // What was shifted out decides a tie.
        let value = (top.isOdd || top.shifted(left: shift) == magnitude ? top : top + .one).limbs
        let head = value.enumerated().reduce(0.0) { $0 + Double(sign: .plus, exponent: 32 * $1.offset, significand: Double($1.element)) }
        let scaled = shift > 2_000 ? .infinity : Double(sign: .plus, exponent: shift, significand: head)
        return isNegative ? -scaled : scaled
    }

    // MARK: Sums and products

    static func + (a: Self, b: Self) -> Self {
        if a.isNegative == b.isNegative { return BigInteger(isNegative: a.isNegative, limbs: added(a, b).limbs) }
        switch compare(a.limbs, b.limbs) {
        case 0: return .zero
        case 1: return BigInteger(isNegative: a.isNegative, limbs: subtracted(a.limbs, b.limbs))
        default: return BigInteger(isNegative: b.isNegative, limbs: subtracted(b.limbs, a.limbs))
        }
    }

    static func - (a: Self, b: Self) -> Self { a + b.negated }

    static func * (a: Self, b: Self) -> Self {
        guard !a.isZero, !b.isZero else { return .zero }
        var product = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count)
        for i in a.limbs.indices {
            var carry: UInt64 = 0
            for j in b.limbs.indices {
                let sum = UInt64(a.limbs[i]) * UInt64(b.limbs[j]) + UInt64(product[i + j]) + carry
                product[i + j] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
            product[i + b.limbs.count] = UInt32(carry)
        }
        return BigInteger(isNegative: a.isNegative != b.isNegative, limbs: product)
    }

    /// Of magnitudes.
    private static func added(_ a: Self, _ b: Self) -> Self {
        var sum: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(a.limbs.count, b.limbs.count) {
            let total = UInt64(index < a.limbs.count ? a.limbs[index] : 0) + UInt64(index < b.limbs.count ? b.limbs[index] : 0) + carry
            sum.append(UInt32(truncatingIfNeeded: total))
            carry = total >> 32
        }
        if carry > 0 { sum.append(UInt32(carry)) }
        return BigInteger(isNegative: false, limbs: sum)
    }

    /// Of magnitudes, the larger first.
    private static func subtracted(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
        var result = a
        var borrow: Int64 = 0
        for index in a.indices {
            var difference = Int64(a[index]) - (index < b.count ? Int64(b[index]) : 0) - borrow
            borrow = difference < 0 ? 1 : 0
            if difference < 0 { difference += 1 << 32 }
            result[index] = UInt32(difference)
        }
        return result
    }

    private static func compare(_ a: [UInt32], _ b: [UInt32]) -> Int {
        if a.count != b.count { return a.count > b.count ? 1 : -1 }
        for index in a.indices.reversed() where a[index] != b[index] { return a[index] > b[index] ? 1 : -1 }
        return 0
    }

    // MARK: Shifts

    func shifted(left count: Int) -> BigInteger {
        guard count > 0, !isZero else { return self }
        let (whole, bits) = (count / 32, UInt64(count % 32))
        var result = [UInt32](repeating: 0, count: whole)
        var carry: UInt64 = 0
        for limb in limbs {
            let value = UInt64(limb) << bits | carry
            result.append(UInt32(truncatingIfNeeded: value))
            carry = value >> 32
        }
        result.append(UInt32(carry))
        return BigInteger(isNegative: isNegative, limbs: result)
    }

    /// Of the magnitude.
    func shifted(right count: Int) -> BigInteger {
        let (whole, bits) = (count / 32, UInt64(count % 32))
        guard whole < limbs.count else { return .zero }
        var result: [UInt32] = []
        for index in whole..<limbs.count {
            let high = index + 1 < limbs.count ? UInt64(limbs[index + 1]) << 32 : 0
            result.append(UInt32(truncatingIfNeeded: (high | UInt64(limbs[index])) >> bits))
        }
        return BigInteger(isNegative: false, limbs: result)
    }

    // MARK: Division

    /// Quotient towards zero, and the rest with the dividend's sign; the divisor is not zero.
    func divided(by divisor: BigInteger) -> (quotient: BigInteger, rest: BigInteger) {
        precondition(!divisor.isZero, "division by zero is refused before it comes here")
        guard Self.compare(limbs, divisor.limbs) >= 0 else { return (.zero, self) }
        let (quotient, rest) = divisor.limbs.count == 1 ? Self.divided(limbs, by: divisor.limbs[0]) : Self.divided(limbs, by: divisor.limbs)
        return (
            BigInteger(isNegative: isNegative != divisor.isNegative, limbs: quotient), BigInteger(isNegative: isNegative, limbs: rest)
        )
    }

    private static func divided(_ a: [UInt32], by divisor: UInt32) -> ([UInt32], [UInt32]) {
        var quotient = a
        var rest: UInt64 = 0
        for index in a.indices.reversed() {
            let value = rest << 32 | UInt64(a[index])
            quotient[index] = UInt32(value / UInt64(divisor))
            rest = value % UInt64(divisor)
        }
        return (quotient, [UInt32(rest)])
    }

    /// Long division (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D).
    private static func divided(_ a: [UInt32], by b: [UInt32]) -> ([UInt32], [UInt32]) {
        let shift = b[b.count - 1].leadingZeroBitCount
        let divisor = BigInteger(isNegative: false, limbs: b).shifted(left: shift).limbs
        var rest = BigInteger(isNegative: false, limbs: a).shifted(left: shift).limbs
        while rest.count <= a.count { rest.append(0) }
        let count = divisor.count
        var quotient = [UInt32](repeating: 0, count: rest.count - count)
        let (first, second) = (UInt64(divisor[count - 1]), UInt64(divisor[count - 2]))
        for place in stride(from: rest.count - count - 1, through: 0, by: -1) {
            let top = UInt64(rest[place + count]) << 32 | UInt64(rest[place + count - 1])
            var (guess, left) = (top / first, top % first)
            while guess >> 32 != 0 || guess * second > (left << 32 | UInt64(rest[place + count - 2])) {
                guess -= 1
                left += first
                if left >> 32 != 0 { break }
            }
            var borrow: Int64 = 0
            var carry: UInt64 = 0
            for index in 0..<count {
                let product = guess * UInt64(divisor[index]) + carry
                carry = product >> 32
                let difference = Int64(rest[place + index]) - borrow - Int64(product & 0xFFFF_FFFF)
                rest[place + index] = UInt32(truncatingIfNeeded: difference)
                borrow = difference < 0 ? 1 : 0
            }
            let difference = Int64(rest[place + count]) - borrow - Int64(carry)
            rest[place + count] = UInt32(truncatingIfNeeded: difference)
            if difference < 0 {
                // The guess was one too many.
                guess -= 1
                var carry: UInt64 = 0
                for index in 0..<count {
                    let sum = UInt64(rest[place + index]) + UInt64(divisor[index]) + carry
                    rest[place + index] = UInt32(truncatingIfNeeded: sum)
                    carry = sum >> 32
                }
                rest[place + count] = UInt32(truncatingIfNeeded: UInt64(rest[place + count]) + carry)
            }
            quotient[place] = UInt32(guess)
        }
        return (quotient, BigInteger(isNegative: false, limbs: rest).shifted(right: shift).limbs)
    }

    /// The greatest common divisor of the magnitudes.
    static func commonDivisor(_ a: Self, _ b: Self) -> Self {
        var (a, b) = (a.magnitude, b.magnitude)
        while !b.isZero { (a, b) = (b, a.divided(by: b).rest) }
        return a
    }

    /// The power with a whole exponent, not negative; whoever calls has bounded the size.
    func power(_ exponent: Int) -> BigInteger {
        var (result, base, rest) = (BigInteger.one, self, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = result * base }
            rest >>= 1
            if rest > 0 { base = base * base }
        }
        return result
    }

    /// The largest whole number whose `degree`-th power is at most this one, which is not negative.
    func root(_ degree: Int) -> BigInteger {
        guard bitWidth > 1, degree > 1 else { return self }
        // Newton's steps from above fall until they reach it.
        var guess = BigInteger.one.shifted(left: bitWidth / degree + 1)
        while true {
            let next = (guess * BigInteger(degree - 1) + divided(by: guess.power(degree - 1)).quotient).divided(by: BigInteger(degree))
                .quotient
            guard next < guess else { return guess }
            guess = next
        }
    }

    /// Decimal digits, with a sign where negative.
    var text: String {
        guard !isZero else { return "0" }
        var groups: [UInt32] = []
        var rest = limbs
        while !rest.isEmpty {
            let (quotient, group) = Self.divided(rest, by: 1_000_000_000)
            rest = quotient
            while rest.last == 0 { rest.removeLast() }
            groups.append(group[0])
        }
        var text = isNegative ? "-" : ""
        for (index, group) in groups.reversed().enumerated() {
            let digits = String(group)
            if index > 0 { text += String(repeating: "0", count: 9 - digits.utf8.count) }
            text += digits
        }
        return text
    }
}

extension BigInteger: Comparable {
    static func < (a: Self, b: Self) -> Bool {
        if a.isNegative != b.isNegative { return a.isNegative }
        let order = compare(a.limbs, b.limbs)
        return a.isNegative ? order > 0 : order < 0
    }
}
