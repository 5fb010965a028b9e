internal import Glibc

/// A straight scale from 0, or from below where there is less, in steps a person counts in.
struct Axis {
    let ticks: [Double]
    private let from: Double
    private let to: Double

    /// - Parameters:
    ///   - values: what must fit.
    ///   - from: where the scale's least value is drawn.
    ///   - to: where its greatest is drawn.
    init(_ values: [Double], from: Double, to: Double) {
        self.from = from
        self.to = to
        let low = min(0, values.min() ?? 0)
        let high = max(values.max() ?? 1, low + 1e-9)
        let step = Self.step((high - low) / 5)
        let first = (low / step).rounded(.down)
        let last = (high / step).rounded(.up)
        ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    }

    func place(_ value: Double) -> Double {
        guard let low = ticks.first, let high = ticks.last, high > low else { return from }
        return from + (to - from) * (value - low) / (high - low)
    }

    /// 1, 2 or 5 times a power of ten, at least `width`.
    private static func step(_ width: Double) -> Double {
        let power = pow(10, log10(width).rounded(.down))
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= width * 0.999_999 } ?? 10 * power
    }
}
