internal import Glibc

extension Quantity {
    /// How the number is written, such as "1,234", "-0.25", "about 3.333" or "about 1.07 times 10 to the power of 301".
    ///
    /// `nil` where it is beyond floating point.
    var text: String? {
        guard double.isFinite else { return nil }
        if case .exact(let value) = self, let text = Self.exactText(value) { return text }
        let size = abs(double)
        if size == 0 { return "0" }
        if size >= 1e15 || size < 1e-6 { return "about " + Self.scientific(double) }
        let decimals = size >= 1 ? 3 : 3 - Int(log10(size).rounded(.down))
        let rounded = Self.decimalText(double, decimals: decimals)
        return "about " + rounded
    }

    /// The number as a number said in passing: "about" would only disturb there.
    var operandText: String {
        let full = text ?? "a very large number"
        return full.hasPrefix("about ") ? String(full.dropFirst(6)) : full
    }

    private static func exactText(_ value: Rational) -> String? {
        if value.isWhole {
            let digits = String(value.numerator.magnitude)
            return digits.count <= 24 ? (value.numerator < 0 ? "-" : "") + grouped(digits) : nil
        }
        // A fraction ends as a decimal only where its denominator divides a power of ten.
        var scale: Int128 = 1
        for places in 1...6 {
            scale *= 10
            guard scale % value.denominator == 0 else { continue }
            let (scaled, overflow) = value.numerator.magnitude.multipliedReportingOverflow(by: UInt128(scale / value.denominator))
            guard !overflow, scaled / UInt128(scale) < 1_000_000_000_000_000 else { return nil }
            let fraction = String(scaled % UInt128(scale))
            let padded = String(repeating: "0", count: places - fraction.count) + fraction
            return (value.numerator < 0 ? "-" : "") + grouped(String(scaled / UInt128(scale))) + "." + padded
        }
        return nil
    }

    private static func decimalText(_ value: Double, decimals: Int) -> String {
        let scale = pow(10, Double(decimals))
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 1e18 else { return scientific(value) }
        let units = UInt64(scaled)
        var fraction = String(units % UInt64(scale))
        fraction = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let whole = grouped(String(units / UInt64(scale)))
        return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func scientific(_ value: Double) -> String {
        var exponent = log10(abs(value)).rounded(.down)
        var lead = value / pow(10, exponent)
        // Close to a power of ten the logarithm may round the wrong way.
        if abs(lead) >= 9.9995 {
            lead /= 10
            exponent += 1
        }
        return decimalText(lead, decimals: 3) + " times 10 to the power of " + String(Int(exponent))
    }

    static func grouped(_ digits: String) -> String {
        var out = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3), digits.count > 3 { out.append(",") }
            out.append(digit)
        }
        return out
    }
}
