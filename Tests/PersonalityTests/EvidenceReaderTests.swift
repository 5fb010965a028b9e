import Personality
import Testing

@Suite struct EvidenceReaderTests {
    private func read(_ turn: PersonTurn) -> [Evidence] { EvidenceReader.read(turn) { _ in 0.5 } }

    /// For each kind of evidence, the end of the trait it speaks for.
    private func ends(_ text: String, _ reply: HeardReply? = nil, wordsPerMinute: Double? = nil) -> Set<String> {
        Set(
            read(PersonTurn(text, wordsPerMinute: wordsPerMinute, after: reply)).compactMap { evidence in
                let isHigh: Bool? =
                    switch evidence.reading {
                    case .choices(let high, let low, _): high == low ? nil : high > low
                    case .above: true
                    case .below: false
                    case .level(let level): level > 0.5
                    }
                return isHigh.map { "\(evidence.trait.rawValue) \(evidence.cause.rawValue)\($0 ? "+" : "-")" }
            })
    }

    @Test(
        "how somebody speaks shows what they are like",
        arguments: [
            ("would you be so kind as to inform me of the weather", "formality wording+"),
            ("yo gimme the weather dude", "formality wording-"),
            ("I do not know what is on today", "formality contraction+"), ("don't know what's on today", "formality contraction-"),
            ("what is the throughput of the api at that latency", "depth vocabulary+"),
            ("explain the thing in easy words", "depth vocabulary-"),
            ("you are so kind thank you so much my dear", "warmth wording+"), ("answer immediately", "warmth wording-"),
            ("haha that is hilarious", "humour wording+"), ("seriously stick to what matters", "humour wording-"),
            ("turn there", ""),
        ])
    func style(text: String, expected: String) {
        let found = ends(text)
        #expect(expected.isEmpty ? found.isEmpty : found.contains(expected), "\(found)")
    }

    @Test(
        "what anybody says is counted as for neither end, but not where it goes on with words of one",
        arguments: [
            ("hello can you find the news thanks", 0, 0, 4), ("could you please tell me the news", 1, 0, 0),
            ("hey show me the news", 0, 1, 0), ("hey the news thanks dude", 0, 2, 0), ("the news", 0, 0, 0),
        ])
    func neither(text: String, high: Int, low: Int, neither: Int) {
        let found = read(PersonTurn(text)).first { $0.trait == .formality && $0.cause == .wording }
        let expected: Evidence.Reading = .choices(high: high, low: low, neither: neither)
        #expect(found?.reading == (high + low + neither == 0 ? nil : expected))
    }

    @Test("long and short turns, fast and slow ones")
    func lengths() {
        #expect(ends("turn it on").contains("verbosity length-"))
        #expect(ends(Array(repeating: "word", count: 30).joined(separator: " ")).contains("verbosity length+"))
        #expect(ends("what comes on tonight then", wordsPerMinute: 220).contains("pace rate+"))
        #expect(ends("what comes on tonight then", wordsPerMinute: 110).contains("pace rate-"))
        #expect(!ends("stop", wordsPerMinute: 220).contains("pace rate+"), "one word has no speed")
        #expect(!ends("what comes on tonight then", wordsPerMinute: 9_000).contains("pace rate+"), "nobody speaks so fast")
    }

    @Test("a reply that was cut off was as long as it was heard; one that has to be long says nothing")
    func interrupted() {
        let cut = HeardReply(words: 60, heardWords: 10, wasCutOff: true)
        #expect(ends("and the trains", cut).contains("verbosity interrupted-"))
        #expect(ends("and the trains", HeardReply(words: 80, heardWords: 60, wasCutOff: true)).contains("verbosity interrupted+"))
        var list = cut
        list.hasFreeLength = false
        #expect(!ends("and the trains", list).contains { $0.hasPrefix("verbosity interrupted") })
        #expect(!ends("and the trains", HeardReply(words: 6, heardWords: 2, wasCutOff: true)).contains { $0.contains("interrupted") })
        #expect(!ends("shorter please", cut).contains { $0.contains("interrupted") }, "their word counts, not both")
    }

    @Test("what follows a reply")
    func reactions() {
        let reply = HeardReply(words: 20, depth: 0.6, offered: true, joked: true)
        #expect(ends("tell me more", reply).contains("verbosity wantedMore+"))
        #expect(ends("okay and the trains", reply).contains("verbosity heardOut+"))
        #expect(ends("what does that mean", reply).contains("depth notUnderstood-"))
        #expect(ends("how exactly does that work", reply).contains("depth followedUp+"))
        #expect(ends("haha good one", reply).contains("humour laughed+"))
        #expect(ends("next", reply).contains("humour silent-"))
        #expect(ends("yes please", reply).contains("initiative acceptedOffer+"))
        #expect(ends("no thanks", reply).contains("initiative declinedOffer-"))
        #expect(ends("", reply).contains("initiative silent-"))
        #expect(ends("sorry?", HeardReply(words: 5)).contains("pace notUnderstood-"))
        #expect(read(PersonTurn("")).isEmpty)
    }

    @Test("the words of a wish are no example of how somebody speaks")
    func wishes() {
        #expect(!ends("be more technical").contains { $0.hasPrefix("depth vocabulary") })
        #expect(!ends("don't joke").contains { $0.hasPrefix("humour wording") })
    }

    @Test("reasons are sentences that can be spoken, the weightiest first")
    func reasons() {
        var personality = Personality()
        #expect(personality.explain(.verbosity) == ["I know nothing of you there yet, so I am as I always begin."])
        let now = PersonalityTime(seconds: 0)
        personality.observe(PersonTurn("shorter please"), at: now)
        personality.observe(PersonTurn("keep it brief"), at: now)
        for _ in 0..<3 { personality.observe(Evidence(.verbosity, .interrupted, .level(0.05)), at: now) }
        #expect(personality.explain(.verbosity).first == "You asked me twice to be brief, and you cut off three long answers.")
        for trait in PersonTrait.allCases {
            for cause in EvidenceCause.allCases {
                for reading in [Evidence.Reading.above(0.9), .below(0.1)] {
                    var other = Personality()
                    for _ in 0..<3 { other.observe(Evidence(trait, cause, reading), at: now) }
                    let sentences = other.explain(trait)
                    #expect(!sentences.isEmpty)
                    for sentence in sentences {
                        #expect(sentence.first?.isUppercase == true && sentence.hasSuffix(".") && !sentence.contains("  "), "\(sentence)")
                    }
                }
            }
        }
        personality.lock(.verbosity)
        #expect(personality.explain(.verbosity).first == "You told me to stay as I am there, so I stay brief.")
    }

    @Test("no word of the person is kept")
    func privacy() {
        var personality = Personality()
        personality.observe(
            PersonTurn("would you kindly tell zebulon about the xylophone", after: HeardReply(words: 30, depth: 0.4)),
            at: PersonalityTime(seconds: 0))
        #expect(personality.log.total > 0)
        for word in ["zebulon", "xylophone", "kindly"] { #expect(!personality.text.contains(word)) }
    }
}
