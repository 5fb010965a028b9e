/// What a turn shows of a person's traits: what they asked for, how they spoke, and what they did with the reply before.
package enum EvidenceReader {
    /// What is acted on now matters: "shorter" is shorter than that.
    package static func read(_ turn: PersonTurn, shown: (Trait) -> Double) -> [Evidence] {
        read(turn, MannerRequest.read(turn.text), shown: shown)
    }

    /// - Parameter request: what the turn asks for.
    static func read(_ turn: PersonTurn, _ request: MannerRequest?, shown: (Trait) -> Double) -> [Evidence] {
        let plain = PlainWords(turn.text)
        let words = plain.words
        var found: [Evidence] = []
        if let request { found += request.evidence(shown: shown) }
        let asked = Set(request?.changes.map(\.trait) ?? [])
        if let reply = turn.reply {
            found += reactions(to: reply, plain, wasAsked: asked)
        }
        found += style(plain, isRequest: request != nil)
        if let rate = turn.wordsPerMinute, (40...400).contains(rate), words.count >= 4 {
            found.append(Evidence(.pace, .rate, .level(ReplyLength.pace(of: rate))))
        }
        return found
    }

    // MARK: How they speak

    private static func style(_ plain: PlainWords, isRequest: Bool) -> [Evidence] {
        let words = plain.words
        guard !words.isEmpty else { return [] }
        var found: [Evidence] = []
        func add(_ trait: Trait, _ cause: EvidenceCause, _ high: Int, _ low: Int, neither: Int = 0) {
            guard high + low + neither > 0 else { return }
            found.append(
                Evidence(
                    trait, cause,
                    .choices(high: min(high, mostChoices), low: min(low, mostChoices), neither: min(neither, mostChoices))))
        }
        let forms = PhraseSet.tally(words, [StyleLexicon.formal, StyleLexicon.casual, StyleLexicon.plain])
        add(.formality, .wording, forms[0], forms[1], neither: isRequest ? 0 : forms[2])
        // Words of a wish say how Coda is to speak, not how they do.
        guard !isRequest else { return found }
        add(.formality, .contraction, openForms(words) - plain.contractions, plain.contractions)
        let (technical, simple) = Vocabulary.choices(words)
        add(.depth, .vocabulary, technical, simple)
        // Where neither end shows in a turn that had room for it, that says something too.
        let tones = PhraseSet.tally(words, [StyleLexicon.warm, StyleLexicon.cool])
        add(.warmth, .wording, tones[0], tones[1], neither: max(0, words.count / roomyWords - tones[0] - tones[1]))
        let fun = PhraseSet.tally(words, [StyleLexicon.playful, StyleLexicon.earnest])
        add(.humour, .wording, fun[0], fun[1], neither: max(0, words.count / roomyWords - fun[0] - fun[1]))
        if words.count >= 3 {
            found.append(Evidence(.verbosity, .length, .level(OwnLength.verbosity(of: words.count))))
        }
        return found
    }

    private static let mostChoices = 5
    /// So many words have room for a tone: where none is, neither end was chosen.
    private static let roomyWords = 12

    /// Places where a contraction would have been possible, the made ones among them.
    private static func openForms(_ words: [String]) -> Int {
        var (found, index) = (0, 1)
        while index < words.count {
            let isOpen = contractible[words[index]]?.contains(words[index - 1]) ?? false
            // "it is not" is one place: "it's not" or "it isn't".
            found += isOpen ? 1 : 0
            index += isOpen ? 2 : 1
        }
        return found
    }

    private static let contractible: [String: Set<String>] = [
        "not": ["do", "does", "did", "is", "are", "was", "were", "have", "has", "would", "could", "should", "can", "will"],
        "is": ["what", "where", "who", "it", "that", "there"],
        "am": ["i"], "are": ["you", "they", "we"], "will": ["i", "you", "it", "they"], "would": ["i"],
        "us": ["let"],
    ]

    // MARK: What they do

    private static func reactions(to reply: HeardReply, _ plain: PlainWords, wasAsked asked: Set<Trait>) -> [Evidence] {
        var found: [Evidence] = []
        let words = plain.words
        let wantsMore = ReactionLexicon.more.count(in: words) > 0
        let heard = ReplyLength.verbosity(of: Double(reply.heardWords))
        let whole = ReplyLength.verbosity(of: Double(reply.words))
        if reply.hasFreeLength, reply.words >= leastWords, !asked.contains(.verbosity) {
            if reply.wasCutOff, reply.heardShare < 0.95, reply.heardWords >= 3 {
                found.append(Evidence(.verbosity, .interrupted, .level(heard)))
            } else if wantsMore {
                found.append(Evidence(.verbosity, .wantedMore, .above(whole + 0.12)))
            } else if !reply.wasCutOff {
                found.append(Evidence(.verbosity, .heardOut, .above(whole)))
            }
        }
        if let depth = reply.depth, !asked.contains(.depth) {
            if ReactionLexicon.unclear.count(in: words) > 0 || (words.count <= 3 && ReactionLexicon.puzzled.count(in: words) > 0) {
                found.append(Evidence(.depth, .notUnderstood, .below(depth - 0.1)))
            } else if ReactionLexicon.deeper.count(in: words) > 0 {
                found.append(Evidence(.depth, .followedUp, .above(depth + 0.1)))
            }
        } else if ReactionLexicon.repair.count(in: words) > 0, words.count <= 4 {
            found.append(Evidence(.pace, .notUnderstood, .below(0.5)))
        }
        if reply.joked, !asked.contains(.humour) {
            let laughed = StyleLexicon.laughter.count(in: words) > 0
            found.append(Evidence(.humour, laughed ? .laughed : .silent, laughed ? .above(0.5) : .below(0.5)))
        }
        if reply.offered, !asked.contains(.initiative) { found += answer(to: words) }
        if ReactionLexicon.thanks.count(in: words) > 0, !reply.wasCutOff, reply.hasFreeLength, reply.words >= leastWords {
            found.append(Evidence(.verbosity, .thanked, .level(whole)))
        }
        return found
    }

    /// Shorter replies have no length to complain of.
    private static let leastWords = 7

    private static func answer(to words: [String]) -> [Evidence] {
        if words.isEmpty { return [Evidence(.initiative, .silent, .below(0.5))] }
        guard let first = words.first else { return [] }
        if ReactionLexicon.yes.contains(first) || ReactionLexicon.accepting.count(in: words) > 0 {
            return [Evidence(.initiative, .acceptedOffer, .above(0.45))]
        }
        if ReactionLexicon.no.contains(first) || ReactionLexicon.declining.count(in: words) > 0 {
            return [Evidence(.initiative, .declinedOffer, .below(0.55))]
        }
        return []
    }
}
