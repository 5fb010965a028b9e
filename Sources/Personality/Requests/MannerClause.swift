/// Reads one clause of a request about manner.
///
/// Every word must be one that such requests are made of, so "a short flight" is about a flight; their order matters little, since
/// recognisers and people mix it up.
struct MannerClause {
    /// Without what surrounds a wish: "can you", "thanks".
    private var words: [String]
    /// With it, for phrases that begin so themselves.
    private var whole: [String]
    private var reach = MannerRequest.Reach.usual

    static func read(_ words: [String]) -> MannerRequest? {
        guard words.count <= 24 else { return nil }
        return MannerClause(words: words).request
    }

    /// Where several wishes are in one clause: "be shorter and more formal".
    static func parts(of clause: [String]) -> [[String]] {
        guard clause.contains(where: isJoint), read(clause) == nil else { return [clause] }
        return clause.split(whereSeparator: isJoint).map(Array.init)
    }

    /// Nothing but "please", "thanks" and the like.
    static func isEmpty(_ words: [String]) -> Bool {
        let rest = MannerLexicon.withoutFrame(words)
        return rest.isEmpty || MannerLexicon.politeness.contains(rest)
    }

    private static func isJoint(_ word: String) -> Bool { ["and", "but", "because"].contains(word) }

    private init(words: [String]) {
        self.words = MannerLexicon.joined(words)
        whole = []
        for (phrase, meant) in MannerLexicon.reaches where self.words.contains(phrase[0]) {
            while let range = self.words.firstRange(of: phrase) {
                self.words.removeSubrange(range)
                reach = meant
            }
        }
        if self.words.contains("never") { reach = .lasting }
        whole = self.words.filter { !MannerLexicon.fillers.contains($0) }
        self.words = MannerLexicon.withoutFrame(whole)
    }

    private var request: MannerRequest? {
        guard !words.isEmpty else { return nil }
        if MannerLexicon.resets.contains(words) { return MannerRequest(isReset: true) }
        if let changes = MannerLexicon.fixed[whole] ?? MannerLexicon.fixed[words] { return MannerRequest(changes, reach: reach) }
        guard let change = speed ?? quality else { return nil }
        return MannerRequest([change], reach: reach)
    }

    private func has(_ known: Set<String>) -> Bool { words.contains(where: known.contains) }

    /// "reduce your rate of speech", "slow your voice down".
    private var speed: MannerRequest.Change? {
        guard has(MannerLexicon.speedNouns), words.allSatisfy({ MannerLexicon.speedWords.contains($0) || MannerLexicon.isFunction($0) })
        else { return nil }
        guard !isQuestion else { return nil }
        let isUp = has(MannerLexicon.faster)
        guard isUp != has(MannerLexicon.slower) else { return nil }
        let isPlea = has(MannerLexicon.directives) || words.contains(where: MannerLexicon.isComparative) || isTooMuch
        guard isPlea else { return nil }
        return MannerRequest.Change(.pace, isUpward: isUp != isFlipped, degree)
    }

    /// "be a bit more formal", "your answers are too long", "shorter".
    private var quality: MannerRequest.Change? {
        let found = words.filter { MannerLexicon.qualities[$0] != nil }
        guard found.count == 1, let word = found.first, let quality = MannerLexicon.qualities[word], !isQuestion else { return nil }
        guard words.allSatisfy({ $0 == word || MannerLexicon.addressing.contains($0) || MannerLexicon.isFunction($0) }) else { return nil }
        let isComparative = MannerLexicon.isComparative(word) || has(["more", "less"])
        let isDirected =
            (words.first != "the" && has(MannerLexicon.directives)) || isComparative || isTooMuch || isTooLittle
            || (isNegated && has(["so", "that", "as"]))
        let isAddressed = has(MannerLexicon.personal) || quality.standsAlone
        guard isDirected, isAddressed else { return nil }
        var change = MannerRequest.Change(quality.trait, isUpward: quality.isUpward != isFlipped, degree)
        if degree == .plain, !isComparative, !isNegated, !isTooMuch, !isTooLittle { change.degree = .absolute }
        // "a quick answer" is a short one, "speak quickly" a fast one.
        if word.hasPrefix("quick"), !word.hasPrefix("quicker"), !has(["speak", "talk", "speaking", "talking", "read"]) {
            change.trait = .verbosity
            change.isUpward = isFlipped
        }
        return change
    }

    // MARK: What the small words say

    private var isNegated: Bool { has(["not", "never", "stop", "without", "no", "quit"]) }
    private var isTooLittle: Bool { words.contains("enough") && isNegated }
    private var isTooMuch: Bool { words.contains("too") || words.contains("overly") }
    private var isFlipped: Bool { !isTooLittle && (isNegated || isTooMuch) != words.contains("less") }

    private var degree: MannerRequest.Change.Degree {
        if has(["bit", "little", "slightly", "somewhat", "tad", "touch"]) { return .slight }
        return has(["much", "way", "far", "lot", "even", "really", "very", "super", "extremely"]) ? .strong : .plain
    }

    /// A question or a statement about somebody is no wish.
    private var isQuestion: Bool {
        MannerLexicon.noWishes.contains { words.starts(with: $0) }
    }
}
