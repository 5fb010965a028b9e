import Personality

/// Swift Testing has a `Trait` of its own.
typealias PersonTrait = Trait
