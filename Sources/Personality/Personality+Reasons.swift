extension Personality {
    /// Why a trait is where it is, in sentences fit to be spoken; the weightiest first.
    package func explain(_ trait: Trait) -> [String] {
        let estimate = self[trait]
        let isUpward = estimate.shown >= estimate.prior.mean
        let pole = isUpward ? trait.poles.high : trait.poles.low
        var sentences: [String] = []
        if estimate.isLocked {
            sentences.append("You told me to stay as I am there, so I stay \(estimate.shown >= 0.5 ? trait.poles.high : trait.poles.low).")
        }
        let clauses = Self.causesByWeight.compactMap { cause in
            let count = log[trait, cause, isUpward: isUpward]
            return count > 0 ? Self.clause(cause, trait, isUpward, count) : nil
        }
        if !clauses.isEmpty { sentences.append(Self.sentence(Array(clauses.prefix(3)))) }
        let opposed = Self.causesByWeight.compactMap { cause in
            let count = log[trait, cause, isUpward: !isUpward]
            return count > 0 ? Self.clause(cause, trait, !isUpward, count) : nil
        }
        if let first = opposed.first, !clauses.isEmpty { sentences.append("On the other hand, \(first).") }
        if sentences.isEmpty {
            return [
                opposed.first.map { "\(Self.capital($0)), but I am not yet sure enough to change." }
                    ?? "I know nothing of you there yet, so I am as I always begin."
            ]
        }
        if abs(estimate.shown - estimate.prior.mean) < 0.05, !estimate.isLocked {
            sentences.append("Taken together, I am about as \(pole) as I begin with everybody.")
        } else if estimate.deviation > 0.15, !estimate.isLocked {
            sentences.append("I am not very sure of it yet.")
        }
        return sentences
    }

    private static let causesByWeight: [EvidenceCause] = [
        .asked, .interrupted, .wantedMore, .notUnderstood, .declinedOffer, .acceptedOffer, .laughed, .followedUp, .wording, .vocabulary,
        .contraction, .rate, .length, .heardOut, .thanked, .silent,
    ]

    private static func sentence(_ clauses: [String]) -> String {
        guard let last = clauses.last else { return "" }
        let joined = clauses.count == 1 ? last : clauses.dropLast().joined(separator: ", ") + ", and " + last
        return capital(joined) + "."
    }

    private static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private static func times(_ count: Int) -> String {
        switch count {
        case 1: "once"
        case 2: "twice"
        default: number(count) + " times"
        }
    }

    private static func number(_ count: Int) -> String {
        let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        return count < words.count ? words[count] : count > 30 ? "many" : String(count)
    }

    private static func often(_ count: Int) -> String { count > 8 ? "mostly " : count > 2 ? "often " : "sometimes " }

    /// "you cut off three long answers"
    private static func clause(_ cause: EvidenceCause, _ trait: Trait, _ isUpward: Bool, _ count: Int) -> String? {
        let pole = isUpward ? trait.poles.high : trait.poles.low
        let answers = count == 1 ? "a long answer" : "\(number(count)) long answers"
        switch cause {
        case .asked: return "you asked me \(times(count)) to be \(wish(trait, isUpward))"
        case .interrupted: return isUpward ? "you listened to most of \(answers)" : "you cut off \(answers)"
        case .wantedMore: return "you asked \(times(count)) to hear more"
        case .notUnderstood:
            return trait == .pace ? "you did not catch me \(times(count))" : "you did not understand me \(times(count))"
        case .declinedOffer: return "you turned down \(count == 1 ? "an offer" : "\(number(count)) offers") of mine"
        case .acceptedOffer: return "you took up \(count == 1 ? "an offer" : "\(number(count)) offers") of mine"
        case .laughed: return "you laughed \(times(count)) at a joke of mine"
        case .followedUp: return "you asked \(times(count)) for the details behind an answer"
        case .wording: return "your own words are \(often(count))\(pole)"
        case .vocabulary: return isUpward ? "you \(often(count))use technical words" : "you \(often(count))use plain words"
        case .contraction: return isUpward ? "you speak in full forms" : "you speak in short forms such as \"don't\""
        case .rate: return isUpward ? "you speak fast yourself" : "you speak slowly yourself"
        case .length: return isUpward ? "you \(often(count))say much at once" : "you \(often(count))say little at once"
        case .heardOut: return "you heard \(answers) to the end"
        case .thanked: return isUpward ? "you thanked me for longer answers" : "you thanked me for short answers"
        case .silent:
            return trait == .humour
                ? "you did not laugh at \(count == 1 ? "a joke" : "\(number(count)) jokes") of mine" : "you left what I offered unanswered"
        }
    }

    private static func wish(_ trait: Trait, _ isUpward: Bool) -> String {
        switch (trait, isUpward) {
        case (.verbosity, true): "more detailed"
        case (.verbosity, false): "brief"
        case (.formality, true): "more formal"
        case (.formality, false): "more casual"
        case (.depth, true): "more technical"
        case (.depth, false): "plainer"
        case (.warmth, true): "warmer"
        case (.warmth, false): "more matter-of-fact"
        case (.humour, true): "funnier"
        case (.humour, false): "serious"
        case (.pace, true): "faster"
        case (.pace, false): "slower"
        case (.initiative, true): "more forthcoming"
        case (.initiative, false): "more reserved"
        }
    }
}
