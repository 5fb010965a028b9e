/// How much an observation says: its shape as a likelihood, and how far it may move a belief.
package struct EvidenceWeight: Sendable, Hashable {
    /// Of choices: how steeply their share rises with the trait.
    package var slope = 5.0
    /// Of choices: the trait's value at which both ends are chosen equally often.
    package var middle = 0.5
    /// Of choices: how far from the middle an end is chosen as often as not; in between it is mostly neither.
    package var reach = 0.0
    /// Of choices: how often neither is chosen whatever the trait.
    package var absent = 0.1
    /// Of levels: the deviation; of bounds: how blurred they are.
    package var spread = 0.2
    /// Of levels and bounds: how far above the trait they lie.
    package var offset = 0.0
    /// The share of such observations that have nothing to do with the trait: misheard, contradicting, by chance.
    package var outliers = 0.1
    /// The mean moves by at most the upper end, and where a person asks for it by at least the lower.
    package var steps = 0.0...0.2

    /// For choices between two forms.
    static func choices(slope: Double, middle: Double, outliers: Double) -> Self {
        Self(slope: slope, middle: middle, outliers: outliers)
    }

    /// For choices that may also be for neither end.
    static func wordings(slope: Double, middle: Double, reach: Double, absent: Double, outliers: Double) -> Self {
        Self(slope: slope, middle: middle, reach: reach, absent: absent, outliers: outliers)
    }

    /// For levels and bounds.
    static func level(spread: Double, offset: Double = 0, outliers: Double = 0.1) -> Self {
        Self(spread: spread, offset: offset, outliers: outliers)
    }

    /// The weight in use. Where each number comes from: docs/personality.md.
    package static func of(_ cause: EvidenceCause, _ trait: Trait) -> Self {
        switch cause {
        case .asked: Self(spread: 0.06, outliers: 0.05, steps: 0.08...0.3)
        case .wording: wording(trait)
        case .contraction: .choices(slope: 6.8, middle: 0.53, outliers: 0.2)
        case .vocabulary: .choices(slope: 7.4, middle: 0.35, outliers: 0.02)
        case .length: .level(spread: 1)
        case .rate: .level(spread: 0.2, outliers: 0.05)
        case .interrupted: .level(spread: 0.12, offset: 0.02, outliers: 0.03)
        case .heardOut: .level(spread: 0.05, offset: 0.09, outliers: 0.35)
        case .wantedMore: .level(spread: 0.05, offset: -0.09, outliers: 0.1)
        case .notUnderstood: .level(spread: 0.04, outliers: 0.03)
        case .thanked: .level(spread: 0.3, outliers: 0.8)
        case .silent: .level(spread: 0.2, outliers: 0.6)
        case .followedUp: .level(spread: 0.04, outliers: 0.03)
        case .laughed: .level(spread: 0.2, outliers: 0.6)
        case .acceptedOffer: .level(spread: 0.05, offset: -0.04, outliers: 0.05)
        case .declinedOffer: .level(spread: 0.05, offset: 0.06, outliers: 0.2)
        }
    }

    private static func wording(_ trait: Trait) -> Self {
        switch trait {
        case .formality: .wordings(slope: 8.2, middle: 0.53, reach: 0.04, absent: 0.05, outliers: 0.22)
        case .warmth: .wordings(slope: 6.2, middle: 0.515, reach: 0.05, absent: 0.28, outliers: 0.08)
        case .humour: .wordings(slope: 4.6, middle: 0.43, reach: 0.05, absent: 0.5, outliers: 0.04)
        default: .choices(slope: 4, middle: 0.5, outliers: 0.05)
        }
    }
}
