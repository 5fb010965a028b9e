/// What is believed of one trait of a person: a Beta distribution over 0...1, and what is made of it.
///
/// The belief moves with every observation; `shown`, which is acted on, moves only when the belief has clearly left it.
package struct TraitEstimate: Sendable, Hashable {
    package private(set) var prior: TraitPrior
    /// The belief's middle, 0...1.
    package private(set) var mean: Double
    /// How many plain observations the belief is worth.
    package private(set) var strength: Double
    /// What is acted on, 0...1.
    package private(set) var shown: Double
    /// `shown` in five steps, 0...4, for texts that are to change rarely.
    package private(set) var step: Int
    /// Whether nothing changes it but the person's own word.
    package private(set) var isLocked = false
    /// When something was last observed.
    package private(set) var observed: PersonalityTime?

    package init(_ prior: TraitPrior = TraitPrior()) {
        self.prior = prior
        mean = prior.mean
        strength = prior.strength
        shown = prior.mean
        step = Self.nearestStep(prior.mean)
    }

    /// How far off the mean may be: one standard deviation, 0...0.5.
    package var deviation: Double { variance.squareRoot() }
    var variance: Double { mean * (1 - mean) / (strength + 1) }

    // MARK: Guards

    /// The belief is never surer than this, so that a person who changes is followed.
    static let mostStrength = 400.0
    static let leastStrength = 1.5
    /// What every observation adds to the deviation (in squares): people are not quite the same from turn to turn.
    static let drift = 0.004
    /// What is not confirmed counts half as much after so long.
    static let halfLifeSeconds = 60.0 * 86_400
    /// `shown` stays while the belief is this near.
    static let deadBand = 0.06
    /// How far past a step's end `shown` must be.
    static let stepMargin = 0.04

    // MARK: Changes

    /// Takes what was observed at once: the product of its likelihoods.
    ///
    /// The mean moves by at most the largest step of it; towards a wish by at least that wish's least step.
    package mutating func update(at now: PersonalityTime, _ seen: [(evidence: Evidence, weight: EvidenceWeight)]) {
        guard !isLocked, !seen.isEmpty else { return }
        fade(to: now)
        widen()
        let (middle, variance) = BeliefGrid.moments(mean: mean, strength: strength) { value in
            seen.reduce(0) { $0 + $1.evidence.logLikelihood(value, $1.weight) }
        }
        let most = seen.map(\.weight.steps.upperBound).max() ?? 0
        var move = min(max(middle - mean, -most), most)
        let wish = seen.last { $0.evidence.cause == .asked }
        if let wish {
            let direction: Double = wish.evidence.isUpward(from: shown) ? 1 : -1
            move = direction * max(direction * move, wish.weight.steps.lowerBound)
        }
        believe(mean + move, strength: middle * (1 - middle) / variance - 1)
        settle(at: wish == nil ? Self.deadBand : 0)
    }

    /// Goes back to the character's, and is open again.
    mutating func reset() { self = TraitEstimate(prior) }

    /// Stays at `value` whatever is observed.
    mutating func lock(at value: Double) {
        isLocked = false
        believe(value, strength: max(strength, 20))
        settle(at: 0)
        isLocked = true
    }

    mutating func unlock() { isLocked = false }

    /// Believes `value` until observations say otherwise.
    mutating func set(_ value: Double) {
        believe(value, strength: max(strength, 20))
        settle(at: 0)
    }

    /// Another character's prior takes the old one's place; what was learnt stays.
    mutating func adopt(_ other: TraitPrior) {
        guard other != prior else { return }
        defer { prior = other }
        guard !isLocked else { return }
        let high = max(0.3, mean * strength + other.mean * other.strength - prior.mean * prior.strength)
        let low = max(0.3, (1 - mean) * strength + (1 - other.mean) * other.strength - (1 - prior.mean) * prior.strength)
        believe(high / (high + low), strength: high + low)
        settle(at: 0)
    }

    /// What was read back from a text; out of range is brought into it.
    mutating func restore(mean: Double, strength: Double, shown: Double, step: Int, isLocked: Bool, observed: PersonalityTime?) {
        believe(mean, strength: strength)
        self.shown = min(max(shown, 0), 1)
        self.step = min(max(step, 0), 4)
        self.isLocked = isLocked
        self.observed = observed
    }

    /// Evidence older than that fades: the belief goes back towards the prior by halves.
    private mutating func fade(to now: PersonalityTime) {
        defer { observed = max(now, observed ?? now) }
        guard let observed, now > observed else { return }
        let kept = BeliefGrid.half(Double(now.seconds - observed.seconds) / Self.halfLifeSeconds)
        let high = prior.mean * prior.strength
        let low = (1 - prior.mean) * prior.strength
        let newHigh = high + (mean * strength - high) * kept
        let newLow = low + ((1 - mean) * strength - low) * kept
        believe(newHigh / (newHigh + newLow), strength: newHigh + newLow)
    }

    private mutating func widen() {
        let wider = variance + Self.drift * Self.drift
        believe(mean, strength: mean * (1 - mean) / wider - 1)
    }

    private mutating func believe(_ mean: Double, strength: Double) {
        self.mean = min(max(mean, 0.01), 0.99)
        self.strength = min(max(strength, Self.leastStrength), Self.mostStrength)
    }

    private mutating func settle(at band: Double) {
        guard abs(mean - shown) > band else { return }
        shown = mean
        let low = Double(step) * 0.2 - Self.stepMargin
        let high = Double(step + 1) * 0.2 + Self.stepMargin
        if band == 0 || shown < low || shown > high { step = Self.nearestStep(shown) }
    }

    private static func nearestStep(_ value: Double) -> Int { min(4, max(0, Int(value * 5))) }
}
