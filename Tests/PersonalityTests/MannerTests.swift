import Personality
import Testing

@Suite struct MannerTests {
    private func manner(_ values: [PersonTrait: Double]) -> Manner {
        var personality = Personality()
        for (trait, value) in values { personality.set(trait, to: value) }
        return personality.manner
    }

    @Test("every value of every trait gives a manner within its limits")
    func limits() {
        for trait in PersonTrait.allCases {
            for step in 0...20 {
                let manner = manner([trait: Double(step) / 20])
                #expect((0.8...1.25).contains(manner.voice.rateFactor) && (-1.5...1.5).contains(manner.voice.pitchShift))
                #expect(
                    (0.7...1.4).contains(manner.voice.pauseFactor) && (1...6).contains(manner.mostSentences)
                        && (5...90).contains(manner.words))
                #expect(manner.promptSentences.count <= 7 && manner.prompt.utf8.count < 600)
            }
        }
    }

    @Test("traits go where they belong")
    func directions() {
        #expect(manner([.verbosity: 0.1]).words < manner([.verbosity: 0.9]).words)
        #expect(manner([.pace: 0.9]).voice.rateFactor > 1.1 && manner([.pace: 0.1]).voice.rateFactor < 0.9)
        #expect(manner([.pace: 0.9]).voice.pauseFactor < 1)
        #expect(manner([.warmth: 0.9]).wording == .warm && manner([.verbosity: 0.1]).wording == .terse && manner([:]).wording == .normal)
        #expect(manner([.initiative: 0.9]).addsOffer && !manner([.initiative: 0.9, .verbosity: 0.1]).addsOffer)
        #expect(manner([:]).promptSentences.isEmpty && Manner().promptSentences.isEmpty)
        #expect(manner([.humour: 0.05]).prompt == "Never joke.")
    }

    @Test("the prompt stays the same through small changes")
    func stablePrompt() {
        var personality = Personality()
        personality.set(.formality, to: 0.75)
        var prompts = [personality.manner.prompt]
        for turn in 0..<100 {
            personality.observe(
                PersonTurn(turn % 2 == 0 ? "would you kindly look it up" : "hey look it up dude"), at: PersonalityTime(seconds: turn * 60))
            if personality.manner.prompt != prompts.last { prompts.append(personality.manner.prompt) }
        }
        #expect(prompts.count <= 4, "\(prompts)")
    }

    // MARK: Shaping

    private static let replies = [
        "It is nine.", "Sure, the pasta takes 9 minutes. Stir it now and then. You can also ask me for a sauce.",
        "Certainly. The train leaves at 10:45 from platform 3. It stops in Leeds. Bring something to read. Enjoy it.",
        "OK, 5 minutes, starting now.", "I could not do that: the list is empty.", "You are welcome.",
        "Dr. Li called at 3.5 past noon. She will call again tomorrow. Nothing else happened.",
        "Milk, bread and eggs. The milk is for Anna. Let me know if you need anything else.", "Done!", "",
        "Do you want me to delete it? It cannot be undone.", "No. There is nothing on your list.", "Well, well, well.",
        "The first is tea. The second is coffee. If you like, I can read the rest. Have fun.",
    ]

    @Test("whatever the manner, no number, no question and nothing of the first fact is lost", arguments: replies)
    func safety(reply: String) {
        for verbosity in [0.02, 0.2, 0.5, 0.98] {
            for warmth in [0.02, 0.5, 0.98] {
                let shaped = MannerShaper(manner([.verbosity: verbosity, .warmth: warmth, .initiative: 0.9])).shape(reply)
                #expect(shaped.isEmpty == reply.isEmpty)
                #expect(shaped.filter(\.isNumber) == reply.filter(\.isNumber))
                if reply.contains("?") { #expect(shaped == reply) }
                #expect(shaped.count <= reply.count)
                for name in ["Leeds", "Anna", "Li", "nothing", "Nothing", "cannot", "not"] where reply.contains(name) {
                    #expect(shaped.contains(name), "\(shaped)")
                }
            }
        }
    }

    @Test("somebody who likes it brief hears the fact alone")
    func terse() {
        let brief = MannerShaper(manner([.verbosity: 0.05]))
        #expect(brief.shape(Self.replies[1]) == "The pasta takes 9 minutes.")
        #expect(brief.shape(Self.replies[3]) == "5 minutes, starting now." || brief.shape(Self.replies[3]) == Self.replies[3])
        #expect(brief.shape(Self.replies[5]) == "You are welcome.", "a reply that is nothing else stays")
        #expect(brief.shape(Self.replies[2]).hasPrefix("The train leaves at 10:45 from platform 3. It stops in Leeds."))
        #expect(brief.shape("Sure. You can also ask me for a sauce.", isFixed: true) == "Sure. You can also ask me for a sauce.")
    }

    @Test("somebody who likes it long hears all of it, and an offer where they take offers up")
    func long() {
        let long = MannerShaper(manner([.verbosity: 0.95, .initiative: 0.9]))
        for reply in Self.replies where !reply.isEmpty && !reply.contains("?") { #expect(long.shape(reply) == reply) }
        #expect(long.shape("It is nine.", offer: "I can also set a timer.") == "It is nine. I can also set a timer.")
        #expect(MannerShaper(manner([:])).shape("It is nine.", offer: "I can also set a timer.") == "It is nine.")
    }

    @Test("seeded texts of any shape keep their numbers, and questions stay whole")
    func anything() {
        var numbers = RepeatableNumbers(seed: 7)
        let pieces = [
            "sure", "Sure,", "It", "is", "9", "3.5", ".", "!", "?", " ", "Dr.", "You can also", "ok.", "Nothing", "Anna", "\n", "…", "é",
            "10%",
        ]
        for _ in 0..<2_000 {
            let text = (0..<Int(numbers.next() % 20)).map { _ in pieces[Int(numbers.next() % UInt64(pieces.count))] }.joined(separator: " ")
            let shaped = MannerShaper(manner([.verbosity: 0.02])).shape(text)
            #expect(shaped.filter(\.isNumber) == text.filter(\.isNumber), "\(text) -> \(shaped)")
            if text.contains("?") { #expect(shaped == text) }
        }
    }
}

/// A small generator with a seed, so that a failure comes again.
private struct RepeatableNumbers {
    var seed: UInt64
    mutating func next() -> UInt64 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return seed >> 33
    }
}
