/// A way of speaking that is fitted to a person, each from 0 to 1.
package enum Trait: String, Sendable, CaseIterable {
    /// 0 casual, 1 formal.
    case formality
    /// 0 brief, 1 detailed.
    case verbosity
    /// 0 plain words, 1 technical ones.
    case depth
    /// 0 matter-of-fact, 1 warm.
    case warmth
    /// 0 serious, 1 playful.
    case humour
    /// 0 slow, 1 fast.
    case pace
    /// 0 answers only, 1 offers more.
    case initiative
}

extension Trait {
    /// Its place among all.
    package var index: Int {
        switch self {
        case .formality: 0
        case .verbosity: 1
        case .depth: 2
        case .warmth: 3
        case .humour: 4
        case .pace: 5
        case .initiative: 6
        }
    }

    /// What somebody is who has little of it, and who has much: fit for "You like me ...".
    package var poles: (low: String, high: String) {
        switch self {
        case .formality: ("casual", "formal")
        case .verbosity: ("brief", "detailed")
        case .depth: ("plain", "technical")
        case .warmth: ("matter-of-fact", "warm")
        case .humour: ("serious", "playful")
        case .pace: ("slow", "fast")
        case .initiative: ("reserved", "forthcoming")
        }
    }
}
