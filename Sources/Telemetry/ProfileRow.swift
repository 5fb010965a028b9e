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
        p50 = Quantile.of(sorted, 0.5)
        p95 = Quantile.of(sorted, 0.95)
        share = whole > 0 ? total / whole : 0
    }
}
