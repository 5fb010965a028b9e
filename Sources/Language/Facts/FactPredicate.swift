/// What is said of a subject, with its verb in the form that rules have.
struct FactPredicate {
    var utterance: Utterance
    var standing = StatedFact.Standing.holds
    /// "usually", "always"
    var isHabit = false
    /// "no longer" and the like were said, rather than "not".
    private(set) var words: [String]

    init?(_ utterance: Utterance, isThird: Bool) {
        var kept = Array(utterance.words.indices)
        var words = utterance.words
        func drop(_ places: Range<Int>) {
            kept.removeSubrange(places)
            words.removeSubrange(places)
        }
        self.words = []
        self.utterance = utterance
        var at = 0
        // Up to the verb, and right after it: what was, what is not, what is usual.
        scan: while at < min(3, words.count) {
            let word = words[at]
            let next = at + 1 < words.count ? words[at + 1] : ""
            switch (word, next) {
            case ("used", "to"): standing = .past; drop(at..<at + 2)
            case ("no", "longer"): standing = .ended; drop(at..<at + 2)
            case ("do", "not"), ("does", "not"): standing = .denied; drop(at..<at + 2)
            case ("have", "not"), ("has", "not"), ("am", "not"), ("is", "not"), ("are", "not"): standing = .denied; drop(at + 1..<at + 2)
            case ("did", _), ("had", _), ("can", "not"): if word != "can" { return nil }; at += 2
            case ("kind", "of"), ("sort", "of"), ("at", "least"): drop(at..<at + 2)
            case ("do", _) where at == 0 && words.count > 2 && !Self.articles.contains(next): drop(at..<at + 1)
            case ("never", _): standing = .denied; drop(at..<at + 1)
            default:
                if Self.habits.contains(word) {
                    isHabit = true; drop(at..<at + 1)
                } else if Self.adverbs.contains(word), words.count > at + 1 {
                    drop(at..<at + 1)
                } else {
                    at += 1
                }
            }
            if at >= words.count { break scan }
        }
        guard let first = words.first else { return nil }
        if isThird || first == "is" || first == "has" { words[0] = Self.base(first) }
        if words[0] == "are" { words[0] = "am" }
        // "am living", "have lived", "have been living", "lived": one form each.
        let second = words.count > 1 ? words[1] : ""
        if words.starts(with: ["have", "been"]), words.count > 2, let base = Self.lasting[words[2]] {
            drop(0..<2)
            words[0] = base
        } else if words[0] == "am" || words[0] == "have", let base = Self.lasting[second] {
            drop(0..<1)
            words[0] = base
        } else if words[0] == "have", let base = Self.once[second] {
            drop(0..<1)
            words[0] = base
        } else if let base = Self.once[words[0]] {
            words[0] = base
            if standing == .holds { standing = .past } else { return nil }
        } else if ["was", "were"].contains(words[0]), let base = Self.lasting[second] {
            drop(0..<1)
            words[0] = base
            standing = .past
        } else if ["stopped", "quit"].contains(words[0]), let base = Self.lasting[second] {
            drop(0..<1)
            words[0] = base
            standing = .ended
        }
        self.words = words
        // The kept words as they were written, beside the forms that rules know.
        self.utterance = utterance.picking(kept)
    }

    private static let articles: Set<String> = ["a", "an", "the", "my", "some"]
    private static let habits: Set<String> = ["usually", "always", "often", "normally", "typically", "generally"]
    private static let adverbs: Set<String> = [
        "actually", "really", "also", "just", "currently", "now", "still", "absolutely", "definitely", "totally", "quite", "mostly", "only",
        "even", "especially", "both", "already", "recently", "finally", "truly", "honestly", "genuinely", "mainly", "simply", "personally",
        "certainly", "particularly", "basically", "officially", "fully", "severely", "highly", "very", "terribly", "mildly", "originally",
        "all", "happily", "newly", "sadly", "soon", "strictly", "deeply", "tend", "much", "pretty",
    ]
    private static let lasting = [
        "living": "live", "working": "work", "studying": "study", "based": "based", "employed": "employed", "playing": "play",
        "driving": "drive", "suffering": "suffer", "loving": "love", "enjoying": "enjoy", "smoking": "smoke", "residing": "reside",
    ]
    private static let once = ["lived": "live", "worked": "work", "studied": "study", "resided": "reside", "owned": "own"]

    /// "lives" to "live".
    static func base(_ verb: String) -> String {
        switch verb {
        case "is", "are": "am"
        case "has": "have"
        case "does": "do"
        case "goes": "go"
        case "was", "were", "moved", "has been": verb
        default:
            if verb.hasSuffix("ies"), verb.count > 4 {
                verb.dropLast(3) + "y"
            } else if verb.hasSuffix("sses") || verb.hasSuffix("shes") || verb.hasSuffix("ches") || verb.hasSuffix("xes") {
                String(verb.dropLast(2))
            } else if verb.hasSuffix("s"), !verb.hasSuffix("ss") {
                String(verb.dropLast())
            } else {
                verb
            }
        }
    }

    /// "live" to "lives".
    static func third(_ verb: String) -> String {
        switch verb {
        case "be": "is"
        case "have": "has"
        case "do": "does"
        case "go": "goes"
        default:
            if verb.hasSuffix("y"), let before = verb.dropLast().last, !"aeiou".contains(before) {
                verb.dropLast() + "ies"
            } else if ["s", "x", "ch", "sh"].contains(where: verb.hasSuffix) {
                verb + "es"
            } else {
                verb + "s"
            }
        }
    }
}

extension Utterance {
    /// Only the words at these places, in their order.
    func picking(_ places: [Int]) -> Utterance {
        var picked: Utterance?
        var start = 0
        // Stretches of neighbours keep their commas and ends.
        while start < places.count {
            var end = start + 1
            while end < places.count, places[end] == places[end - 1] + 1 { end += 1 }
            let part = self[places[start]..<places[end - 1] + 1]
            picked = picked.map { $0.followed(by: part) } ?? part
            start = end
        }
        return picked ?? self[0..<0]
    }
}
