/// A straight line through points, and how sure its slope is.
package struct Slope {
    package let value: Double
    /// The ends of the interval that holds the true slope with 95 %; neighbours that are alike widen it.
    package let low: Double
    package let high: Double

    /// - Parameter points: in the order in which they were seen.
    /// - Returns: `nil` where there are fewer than three points, or all at one place.
    package init?(_ points: [(x: Double, y: Double)]) {
        let count = Double(points.count)
        guard points.count > 2 else { return nil }
        let x = points.reduce(0) { $0 + $1.x } / count
        let y = points.reduce(0) { $0 + $1.y } / count
        let spread = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
        guard spread > 0 else { return nil }
        let slope = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / spread
        let errors = points.map { $0.y - (y + slope * ($0.x - x)) }
        let squares = errors.reduce(0) { $0 + $1 * $1 }
        // Memory that grows by steps, or wanders, is seen again by the next look: such looks count for fewer than they are.
        let products = zip(errors, errors.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        let likeness = squares > 0 ? min(0.99, max(0, products / squares)) : 0
        let deviation = (squares / (count - 2) / spread * (1 + likeness) / (1 - likeness)).squareRoot()
        value = slope
        low = slope - 1.96 * deviation
        high = slope + 1.96 * deviation
    }

    package var holdsZero: Bool { low <= 0 && high >= 0 }
}
