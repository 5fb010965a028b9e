/// How often each kind of evidence was seen: counts alone, none of the person's words. Its size is fixed.
package struct EvidenceLog: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: Trait.allCases.count * EvidenceCause.allCases.count * 2)

    /// Higher counts are not told apart.
    static let mostCount = 9_999

    package init() {}

    package subscript(_ trait: Trait, _ cause: EvidenceCause, isUpward isUpward: Bool) -> Int {
        get { counts[Self.index(trait, cause, isUpward)] }
        set { counts[Self.index(trait, cause, isUpward)] = min(max(newValue, 0), Self.mostCount) }
    }

    package var total: Int { counts.reduce(0, +) }

    package func count(of trait: Trait) -> Int {
        EvidenceCause.allCases.reduce(0) { $0 + self[trait, $1, isUpward: true] + self[trait, $1, isUpward: false] }
    }

    package mutating func clear(_ trait: Trait) {
        for cause in EvidenceCause.allCases {
            self[trait, cause, isUpward: true] = 0
            self[trait, cause, isUpward: false] = 0
        }
    }

    private static func index(_ trait: Trait, _ cause: EvidenceCause, _ isUpward: Bool) -> Int {
        (trait.index * EvidenceCause.allCases.count + cause.index) * 2 + (isUpward ? 1 : 0)
    }
}

extension EvidenceCause {
    fileprivate var index: Int {
        switch self {
        case .asked: 0
        case .wording: 1
        case .contraction: 2
        case .vocabulary: 3
        case .length: 4
        case .rate: 5
        case .interrupted: 6
        case .heardOut: 7
        case .wantedMore: 8
        case .notUnderstood: 9
        case .thanked: 10
        case .silent: 11
        case .followedUp: 12
        case .laughed: 13
        case .acceptedOffer: 14
        case .declinedOffer: 15
        }
    }
}
