internal import Glibc

/// Bayes' rule for a Beta belief and any likelihood, by sums over a grid of 0...1.
enum BeliefGrid {
    private static let points = 48
    private static let values = (0..<points).map { (Double($0) + 0.5) / Double(points) }
    private static let logs = values.map { log($0) }
    private static let opposedLogs = values.map { log(1 - $0) }

    /// Mean and variance of the belief after an observation; a likelihood of nothing but nonsense leaves the belief.
    static func moments(mean: Double, strength: Double, _ logLikelihood: (Double) -> Double) -> (mean: Double, variance: Double) {
        let (high, low) = (mean * strength - 1, (1 - mean) * strength - 1)
        var (peak, total, first, second) = (-Double.infinity, 0.0, 0.0, 0.0)
        for index in 0..<points {
            let value = values[index]
            let weight = high * logs[index] + low * opposedLogs[index] + logLikelihood(value)
            guard weight.isFinite else { continue }
            if weight > peak {
                let scale = exp(peak - weight)
                total *= scale
                first *= scale
                second *= scale
                peak = weight
            }
            let share = exp(weight - peak)
            total += share
            first += share * value
            second += share * value * value
        }
        guard total > 0 else { return (mean, mean * (1 - mean) / (strength + 1)) }
        let middle = first / total
        return (middle, max(second / total - middle * middle, 1e-5))
    }

    /// What is left of 1 after so many half-lives.
    static func half(_ halfLives: Double) -> Double { exp2(-halfLives) }

    /// 0...1, rising.
    static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
