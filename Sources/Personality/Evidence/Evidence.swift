internal import Glibc

/// One observation about one trait: what was seen, not what follows from it.
package struct Evidence: Sendable, Hashable {
    /// What was seen, on the trait's scale of 0...1.
    package enum Reading: Sendable, Hashable {
        /// Choices for the trait's upper and lower end, and for neither where one was to be expected.
        case choices(high: Int, low: Int, neither: Int = 0)
        /// It looks like this value.
        case level(Double)
        /// It is above this value.
        case above(Double)
        /// It is below this value.
        case below(Double)
    }

    package var trait: Trait
    package var cause: EvidenceCause
    package var reading: Reading

    package init(_ trait: Trait, _ cause: EvidenceCause, _ reading: Reading) {
        self.trait = trait
        self.cause = cause
        self.reading = reading
    }

    /// Whether it speaks for the trait's upper end, seen from `value`.
    func isUpward(from value: Double) -> Bool {
        switch reading {
        case .choices(let high, let low, _): high > low
        case .level(let level): level > value
        case .above: true
        case .below: false
        }
    }

    /// Whether it speaks for an end.
    var hasDirection: Bool {
        if case .choices(let high, let low, _) = reading { high != low } else { true }
    }

    /// How likely it is where the trait is `value`, up to a constant.
    func logLikelihood(_ value: Double, _ weight: EvidenceWeight) -> Double {
        switch reading {
        case .choices(let high, let low, let neither):
            let up = BeliefGrid.logistic(weight.slope * (value - weight.middle - weight.reach))
            let down = BeliefGrid.logistic(-weight.slope * (value - weight.middle + weight.reach))
            var likely = Double(high) * log(max(up, 1e-12)) + Double(low) * log(max(down, 1e-12))
            if neither > 0 { likely += Double(neither) * log(max(weight.absent + (1 - weight.absent) * (1 - up - down), 1e-12)) }
            // Choices of one turn are of one mood: it is the turn that has nothing to do with the trait, or has.
            return Self.either(likely, Double(high + low + neither) * Self.anything, weight.outliers)
        case .level(let level):
            let distance = (value + weight.offset - level) / weight.spread
            return log(weight.outliers + (1 - weight.outliers) * exp(-distance * distance / 2))
        case .above(let level):
            return log(weight.outliers + (1 - weight.outliers) * BeliefGrid.logistic((value + weight.offset - level) / weight.spread))
        case .below(let level):
            return log(weight.outliers + (1 - weight.outliers) * BeliefGrid.logistic((level - weight.offset - value) / weight.spread))
        }
    }

    /// What any choice is worth that has nothing to do with the trait.
    private static let anything = log(0.35)

    /// The logarithm of a mixture, without leaving logarithms.
    private static func either(_ one: Double, _ other: Double, _ share: Double) -> Double {
        let (first, second) = (log(1 - share) + one, log(share) + other)
        return max(first, second) + log(1 + exp(-abs(first - second)))
    }
}
