/// One line of a table: times in milliseconds.
package struct ProfileRow: Sendable, Equatable {
    package var name: String
    package var count: Int
    package var mean: Double
    package var p50: Double
    package var p95: Double
    package var total: Double
    /// Of the table's whole, 0...1.
    package var share: Double

    /// `nil` where there are no values.
    init?(_ name: String, _ values: [Double], whole: Double) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        self.name = name
        count = values.count
        total = values.reduce(0, +)
        mean = total / Double(count)
        p50 = Self.quantile(sorted, 0.5)
        p95 = Self.quantile(sorted, 0.95)
        share = whole > 0 ? total / whole : 0
    }

    /// Linear between the two nearest ranks; 0 where there are no values.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        guard let last = sorted.indices.last else { return 0 }
        let position = share * Double(last)
        let low = Int(position)
        let high = min(low + 1, last)
        return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
    }
}
