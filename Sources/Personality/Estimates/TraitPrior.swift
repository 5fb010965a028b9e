/// What a character brings along for one trait, before a person has shown anything.
package struct TraitPrior: Sendable, Hashable {
    /// 0...1.
    package var mean: Double
    /// How many plain observations it is worth: more makes the character harder to change.
    package var strength: Double

    package init(mean: Double = 0.5, strength: Double = Self.usualStrength) {
        self.mean = min(max(mean, 0.02), 0.98)
        self.strength = min(max(strength, Self.strengths.lowerBound), Self.strengths.upperBound)
    }

    /// A deviation of 0.27 around the middle: most of 0...1 is thought possible.
    package static let usualStrength = 2.5
    static let strengths = 2.0...60.0
}
