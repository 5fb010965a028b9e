internal import Glibc
internal import Personality

/// What could be known at best of a trait from a simulated person's choices: Bayes' rule with the simulation's own model, every choice seen
/// as it was made, before anything is misheard.
///
/// It stands beside what Coda finds, so that it can be told what is Coda's miss and what nobody could have seen. Wishes and reactions, which
/// Coda sees too, are not in it.
struct IdealObserver {
    private static let values = (0..<46).map { -0.02 + 1.04 * Double($0) / 45 }
    /// Of how steeply somebody shows a trait, in deviations.
    private static let clarities = (0..<9).map { 0.6 * (Double($0) - 4) }
    private static let contrary = 0.05

    private let swings: Bool
    private var seen: [SimulatedPerson.Signs: [Double]] = [:]

    init(swings: Bool) { self.swings = swings }

    /// The belief's mean after each turn.
    mutating func beliefs(_ turns: [SimulatedPerson.Signs]) -> [Double] {
        let truths = (0...90).map { 0.05 + 0.01 * Double($0) }
        var (expected, likely): ([Double], [Double]) = ([], [])
        for value in Self.values {
            let shares = truths.map { exp(-pow((value - $0) / SimulatedPerson.habit, 2) / 2) }
            let total = shares.reduce(0, +)
            expected.append(zip(truths, shares).reduce(0) { $0 + $1.0 * $1.1 } / max(total, 1e-300))
            likely += Self.clarities.map { log(max(total, 1e-300)) - $0 * $0 / 2 }
        }
        return turns.map { turn in
            if turn != SimulatedPerson.Signs() {
                for (index, value) in likelihood(turn).enumerated() { likely[index] += value }
            }
            let peak = likely.max() ?? 0
            var (mean, total) = (0.0, 0.0)
            for (index, value) in likely.enumerated() {
                let share = exp(value - peak)
                mean += share * expected[index / Self.clarities.count]
                total += share
            }
            return mean / total
        }
    }

    private mutating func likelihood(_ signs: SimulatedPerson.Signs) -> [Double] {
        if let known = seen[signs] { return known }
        let slopes = Self.clarities.map { SimulatedPerson.slope * exp(SimulatedPerson.slopeDeviation * $0) }
        let anybody = slopes.map { slope in (0..<20).reduce(0) { $0 + share(signs, (Double($1) + 0.5) / 20, slope) } / 20 }
        let days = (-6...6).map { 0.5 * Double($0) }
        let weights = days.map { exp(-$0 * $0 / 2) }
        let total = weights.reduce(0, +)
        let found = Self.values.flatMap { value in
            zip(slopes, anybody).map { slope, any in
                let usual = zip(days, weights).reduce(0) { $0 + $1.1 * share(signs, value + SimulatedPerson.day * $1.0, slope) } / total
                return log(Self.contrary * any + (1 - Self.contrary) * usual)
            }
        }
        seen[signs] = found
        return found
    }

    /// How likely choices are in a mood.
    private func share(_ signs: SimulatedPerson.Signs, _ mood: Double, _ slope: Double) -> Double {
        let away = min(max(mood, 0), 1) - 0.5
        func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        let forms = pow(logistic(slope * away), Double(signs.high)) * pow(logistic(-slope * away), Double(signs.low))
        guard !swings else { return forms }
        let (high, low) = (logistic(slope * (away - SimulatedPerson.usualReach)), logistic(-slope * (away + SimulatedPerson.usualReach)))
        return forms * pow(high, Double(signs.wordedHigh)) * pow(low, Double(signs.wordedLow))
            * pow(max(1 - high - low, 1e-9), Double(signs.neither))
    }
}
