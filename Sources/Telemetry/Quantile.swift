package enum Quantile {
    /// The value that `share` (0...1) of `sorted` do not exceed, linear between the two nearest ranks; 0 where there are no values.
    package static func of(_ sorted: [Double], _ share: Double) -> Double {
        guard let last = sorted.indices.last else { return 0 }
        let position = share * Double(last)
        let low = Int(position)
        let high = min(low + 1, last)
        return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
    }
}
