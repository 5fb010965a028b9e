internal import Glibc

/// A straight line through points, and how sure its slope is.
package struct Slope {
    package let value: Double
    /// The ends of the interval that holds the true slope with 95 %, were the points independent.
    package let low: Double
    package let high: Double

    /// `nil` where there are fewer than three points, or all at one place.
    package init?(_ points: [(x: Double, y: Double)]) {
        let count = Double(points.count)
        guard points.count > 2 else { return nil }
        let x = points.reduce(0) { $0 + $1.x } / count
        let y = points.reduce(0) { $0 + $1.y } / count
        let spread = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
        guard spread > 0 else { return nil }
        let slope = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / spread
        let rest = points.reduce(0) { sum, point in
            let error = point.y - (y + slope * (point.x - x))
            return sum + error * error
        }
        let deviation = (rest / (count - 2) / spread).squareRoot()
        value = slope
        low = slope - 1.96 * deviation
        high = slope + 1.96 * deviation
    }
}
