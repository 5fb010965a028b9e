import Personality
import Testing

@Suite struct TraitEstimateTests {
    private static let start = PersonalityTime(seconds: 1_000_000)

    private func personality(_ evidence: [Evidence], times: Int = 1, every seconds: Int = 60) -> Personality {
        var personality = Personality()
        var now = Self.start
        for _ in 0..<times {
            for one in evidence {
                personality.observe(one, at: now)
                now.seconds += seconds
            }
        }
        return personality
    }

    @Test("a belief moves towards what is observed and gets surer")
    func update() {
        let start = Personality()[.formality]
        let once = personality([Evidence(.formality, .wording, .choices(high: 2, low: 0))])[.formality]
        let often = personality([Evidence(.formality, .wording, .choices(high: 2, low: 0))], times: 20)[.formality]
        #expect(once.mean > start.mean && often.mean > once.mean)
        #expect(once.deviation < start.deviation && often.deviation < once.deviation)
        #expect(often.mean > 0.75 && often.deviation < 0.12)
    }

    @Test("choices for both ends in turn lead to where both are as likely")
    func balance() {
        let both = personality([Evidence(.formality, .wording, .choices(high: 1, low: 1))], times: 30)[.formality]
        #expect(abs(both.mean - EvidenceWeight.of(.wording, .formality).middle) < 0.03)
    }

    @Test("who words things for neither end is in the middle, and nothing is said of it as a reason")
    func neither() {
        for start in [0.15, 0.85] {
            var personality = Personality()
            personality.set(.formality, to: start)
            for turn in 0..<40 {
                personality.observe(
                    Evidence(.formality, .wording, .choices(high: 0, low: 0, neither: 2)), at: PersonalityTime(seconds: turn * 60))
            }
            #expect(abs(personality[.formality].mean - 0.5) < 0.12, "\(personality[.formality].mean)")
            #expect(personality.log.total == 0)
        }
    }

    @Test("what was observed at once is one update, in whatever order, and bounded as one")
    func atOnce() {
        let seen: [(evidence: Evidence, weight: EvidenceWeight)] = [
            Evidence(.formality, .wording, .choices(high: 3, low: 0)), Evidence(.formality, .contraction, .choices(high: 2, low: 0)),
            Evidence(.formality, .wording, .choices(high: 5, low: 0)),
        ].map { ($0, EvidenceWeight.of($0.cause, $0.trait)) }
        var (one, other) = (TraitEstimate(), TraitEstimate())
        one.update(at: Self.start, seen)
        other.update(at: Self.start, seen.reversed())
        #expect(abs(one.mean - other.mean) < 1e-9 && abs(one.strength - other.strength) < 1e-6)
        #expect(one.mean > 0.6 && one.mean <= 0.5 + seen[0].weight.steps.upperBound + 1e-9)
    }

    @Test("levels are found, at the ends too", arguments: [0.1, 0.3, 0.5, 0.7, 0.9])
    func level(level: Double) {
        let found = personality([Evidence(.pace, .rate, .level(level))], times: 40)[.pace]
        #expect(abs(found.mean - level) < 0.05, "\(found.mean)")
    }

    @Test("what says nothing of a trait leaves its belief, however often it comes")
    func nothing() {
        let personality = personality([Evidence(.warmth, .wording, .choices(high: 0, low: 0))], times: 500)
        #expect(abs(personality[.warmth].mean - 0.5) < 0.01)
        #expect(abs(personality[.warmth].deviation - Personality()[.warmth].deviation) < 0.1)
    }

    @Test("one observation moves a belief by a bounded step, however extreme", arguments: EvidenceCause.allCases)
    func bounds(cause: EvidenceCause) {
        let readings: [Evidence.Reading] = [
            .level(40), .level(-40), .above(3), .below(-3), .choices(high: 100, low: 0), .choices(high: 0, low: 100), .above(0.99),
            .below(0),
        ]
        for trait in PersonTrait.allCases {
            for reading in readings {
                var personality = Personality()
                var last = personality[trait].mean
                for turn in 0..<30 {
                    personality.observe(Evidence(trait, cause, reading), at: PersonalityTime(seconds: turn * 60))
                    let mean = personality[trait].mean
                    #expect(abs(mean - last) <= EvidenceWeight.of(cause, trait).steps.upperBound + 1e-9)
                    #expect(
                        (0.0...1.0).contains(mean) && personality[trait].deviation.isFinite
                            && (0.0...1.0).contains(personality[trait].shown))
                    last = mean
                }
            }
        }
    }

    @Test("not a number, and numbers without end, leave a belief that can be used", arguments: [Double.nan, .infinity, -.infinity])
    func nonsense(level: Double) {
        let estimate = personality([Evidence(.pace, .rate, .level(level)), Evidence(.pace, .asked, .above(level))])[.pace]
        #expect((0.0...1.0).contains(estimate.mean) && estimate.deviation.isFinite)
    }

    @Test("a wish moves what is shown at once, by a step that can be heard")
    func wish() {
        var personality = Personality()
        let before = personality[.verbosity].shown
        personality.observe(PersonTurn("shorter please"), at: Self.start)
        #expect(personality[.verbosity].shown < before - 0.07)
        let once = personality[.verbosity].shown
        personality.observe(PersonTurn("even shorter please"), at: Self.start)
        #expect(personality[.verbosity].shown < once - 0.07)
    }

    @Test("what is shown stays while the belief has hardly moved, and follows once it clearly has")
    func hysteresis() {
        var personality = Personality()
        var shown: [Double] = [personality[.pace].shown]
        for turn in 0..<60 {
            personality.observe(Evidence(.pace, .rate, .level(turn % 2 == 0 ? 0.55 : 0.47)), at: PersonalityTime(seconds: turn * 60))
            if personality[.pace].shown != shown.last { shown.append(personality[.pace].shown) }
        }
        #expect(shown.count == 1)
        for turn in 60..<80 { personality.observe(Evidence(.pace, .rate, .level(0.9)), at: PersonalityTime(seconds: turn * 60)) }
        #expect(personality[.pace].shown > 0.6)
        #expect(abs(personality[.pace].shown - personality[.pace].mean) <= 0.06)
    }

    @Test("steps change rarely: a belief about their border does not flip them")
    func steps() {
        var personality = Personality()
        personality.set(.depth, to: 0.6)
        var changes = 0
        var step = personality.manner.step(.depth)
        for turn in 0..<200 {
            personality.observe(
                Evidence(.depth, .vocabulary, .choices(high: turn % 3 == 0 ? 1 : 0, low: turn % 3 == 1 ? 1 : 0)),
                at: PersonalityTime(seconds: turn * 60))
            if personality.manner.step(.depth) != step { changes += 1 }
            step = personality.manner.step(.depth)
        }
        #expect(changes <= 2)
    }

    @Test("what is not confirmed fades towards the character's, by halves in sixty days")
    func decay() {
        let learnt = personality([Evidence(.formality, .wording, .choices(high: 3, low: 0))], times: 20)
        func later(_ days: Int) -> Double {
            var later = learnt
            later.observe(
                Evidence(.formality, .wording, .choices(high: 0, low: 0)), at: PersonalityTime(seconds: 1_001_200 + days * 86_400))
            return later[.formality].mean
        }
        let now = learnt[.formality].mean
        #expect(later(0) > later(60) && later(60) > later(600))
        #expect(abs(later(600) - 0.5) < 0.05 && now > 0.75)
        #expect(later(60) > 0.6)
        #expect(abs(later(-400) - now) < 0.01, "a clock that went back fades nothing")
    }

    @Test("a locked trait stays whatever is observed, until it is unlocked")
    func lock() {
        var personality = Personality()
        personality.lock(.humour, at: 0.2)
        let joking = Evidence(.humour, .wording, .choices(high: 2, low: 0))
        for turn in 0..<30 { personality.observe(joking, at: PersonalityTime(seconds: turn)) }
        #expect(personality[.humour].mean == 0.2 && personality[.humour].shown == 0.2 && personality[.humour].isLocked)
        personality.unlock(.humour)
        for turn in 30..<60 { personality.observe(joking, at: PersonalityTime(seconds: turn)) }
        #expect(personality[.humour].mean > 0.5)
    }

    @Test("set is believed at once, learnt on from, and keeps a lock")
    func set() {
        var personality = Personality()
        personality.set(.warmth, to: 0.9)
        #expect(personality[.warmth].shown == 0.9 && !personality[.warmth].isLocked)
        for turn in 0..<40 {
            personality.observe(Evidence(.warmth, .wording, .choices(high: 0, low: 2)), at: PersonalityTime(seconds: turn))
        }
        #expect(personality[.warmth].mean < 0.6)
        personality.lock(.warmth)
        personality.set(.warmth, to: 0.7)
        #expect(personality[.warmth].isLocked && personality[.warmth].shown == 0.7)
    }

    @Test("reset forgets one trait or all, with the locks and the counts")
    func reset() {
        var personality = Personality(Persona(name: "x", priors: [.warmth: TraitPrior(mean: 0.8)]))
        for trait in PersonTrait.allCases { personality.lock(trait, at: 0.1) }
        personality.observe(Evidence(.warmth, .asked, .below(0.2)), at: Self.start)
        personality.observe(Evidence(.pace, .asked, .below(0.2)), at: Self.start)
        personality.reset(.warmth)
        #expect(personality[.warmth] == TraitEstimate(TraitPrior(mean: 0.8)))
        #expect(personality.log.count(of: .warmth) == 0 && personality.log.count(of: .pace) == 1 && personality[.pace].isLocked)
        personality.reset()
        #expect(personality == Personality(Persona(name: "x", priors: [.warmth: TraitPrior(mean: 0.8)])))
    }

    @Test("another character moves the beginning and keeps what was learnt")
    func adopt() {
        let learnt = personality([Evidence(.formality, .wording, .choices(high: 2, low: 0))], times: 10)
        var other = learnt
        other.adopt(Persona(name: "easy", priors: [.formality: TraitPrior(mean: 0.1), .warmth: TraitPrior(mean: 0.9)]))
        #expect(other.character == "easy")
        #expect(other[.formality].mean < learnt[.formality].mean && other[.formality].mean > 0.4)
        #expect(abs(other[.warmth].mean - 0.9) < 0.02)
        other.adopt(Persona())
        #expect(abs(other[.formality].mean - learnt[.formality].mean) < 0.02)
    }
}
