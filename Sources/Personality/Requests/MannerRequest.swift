/// What a person asks of the way they are spoken to, read from their plain words.
package struct MannerRequest: Sendable, Hashable {
    /// One trait, and where it is to go.
    package struct Change: Sendable, Hashable {
        package enum Degree: String, Sendable {
            /// "a bit shorter"
            case slight
            /// "shorter"
            case plain
            /// "much shorter"
            case strong
            /// "be brief": not than now, but as such.
            case absolute
        }

        package var trait: Trait
        /// Towards the trait's upper end.
        package var isUpward: Bool
        package var degree: Degree

        package init(_ trait: Trait, isUpward: Bool, _ degree: Degree = .plain) {
            self.trait = trait
            self.isUpward = isUpward
            self.degree = degree
        }
    }

    package enum Reach: String, Sendable {
        /// "this time"
        case once
        case usual
        /// "always": kept until the person says otherwise.
        case lasting
    }

    package var changes: [Change] = []
    package var reach = Reach.usual
    /// "talk normally again", "be yourself": everything goes back.
    package var isReset = false
    /// Whether nothing else was said: "shorter please", not "shorter please, and what time is it".
    package var isWhole = true

    package init(_ changes: [Change] = [], reach: Reach = .usual, isReset: Bool = false) {
        self.changes = changes
        self.reach = reach
        self.isReset = isReset
    }

    /// `nil` where the words ask for nothing of the kind.
    ///
    /// - Parameter text: as recognised or typed.
    package static func read(_ text: String) -> Self? {
        var found = Self()
        var (isAny, isRest) = (false, false)
        for clause in PlainWords(text).clauses {
            for part in MannerClause.parts(of: clause) {
                guard let request = MannerClause.read(part) else {
                    isRest = isRest || !MannerClause.isEmpty(part)
                    continue
                }
                isAny = true
                found.isReset = found.isReset || request.isReset
                if request.reach != .usual { found.reach = request.reach }
                for change in request.changes where !found.changes.contains(where: { $0.trait == change.trait }) {
                    found.changes.append(change)
                }
            }
        }
        found.isWhole = !isRest
        return isAny ? found : nil
    }

    /// What it says of the traits, seen from what is shown now.
    func evidence(shown: (Trait) -> Double) -> [Evidence] {
        guard reach != .once else { return [] }
        return changes.map { change in
            let now = shown(change.trait)
            let reach: Double =
                switch change.degree {
                case .slight: 0.08
                case .plain: 0.12
                case .strong: 0.25
                case .absolute: 0.12
                }
            if change.isUpward {
                let goal = change.degree == .absolute ? max(0.6, min(now + reach, 0.9)) : now + reach
                return Evidence(change.trait, .asked, .above(min(goal, 0.95)))
            }
            let goal = change.degree == .absolute ? min(0.4, max(now - reach, 0.1)) : now - reach
            return Evidence(change.trait, .asked, .below(max(goal, 0.05)))
        }
    }
}
