internal import Glibc

/// Counts values in buckets that each span a tenth of their value, so that any quantile is known to within five hundredths of itself.
///
/// A fixed size whatever is recorded: 2 KB for values between 0.01 and 10,000,000.
package struct Histogram: Sendable, Equatable {
    private static let smallest = 0.01
    private static let growth = 1.1
    private static let size = 218

    private var buckets = [UInt64](repeating: 0, count: size)
    package private(set) var count: UInt64 = 0
    package private(set) var sum = 0.0

    package init() {}

    /// Takes a value of 0 or more; what is not a number is left out.
    package mutating func record(_ value: Double) {
        guard value.isFinite else { return }
        let position = value <= Self.smallest ? 0 : Int(log(value / Self.smallest) / log(Self.growth)) + 1
        buckets[min(position, Self.size - 1)] += 1
        count += 1
        sum += max(0, value)
    }

    /// The value that `share` (0...1) of all recorded ones do not exceed, give or take a twentieth of it; `nil` where there is none.
    package func quantile(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = max(1, UInt64((share * Double(count)).rounded(.up)))
        var seen: UInt64 = 0
        for (index, number) in buckets.enumerated() {
            seen += number
            if seen >= rank { return index == 0 ? Self.smallest : Self.smallest * pow(Self.growth, Double(index) - 0.5) }
        }
        return nil
    }
}
