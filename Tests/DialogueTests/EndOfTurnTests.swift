import Audio
import Dialogue
import Testing

/// When a pause ends a turn, as a table of evidence.
@Suite struct EndOfTurnTests {
    private static func evidence(
        _ score: Float?, seconds: Double = 2, _ text: String? = nil, expecting expectation: AnswerExpectation = .open
    ) -> PauseEvidence {
        var evidence = PauseEvidence()
        if let score { evidence.hear(score: score) }
        evidence.voiced = Int(seconds * 16_000)
        evidence.ending = SpokenWords.ending(of: text)
        evidence.expectation = expectation
        return evidence
    }

    private func silence(_ evidence: PauseEvidence, _ change: (inout ConversationSettings) -> Void = { _ in }) -> Duration? {
        var settings = ConversationSettings()
        change(&settings)
        return EndOfTurn(settings: settings).silenceNeeded(evidence)
    }

    @Test(
        "the surer the end, the less silence is needed",
        arguments: [
            // A sentence the model is sure of, and a short answer.
            (evidence(0.99, seconds: 4), 200...280), (evidence(0.98, seconds: 0.4), 128...200),
            // Doubtful: it waits, but less than the last resort.
            (evidence(0.5), 500...825), (evidence(nil), 500...950),
            // Clearly unfinished.
            (evidence(0.02, "book a table for"), 830...830),
            // The groups of a number are waited out even where each sounds finished.
            (evidence(0.99, seconds: 4, "four seven", expecting: .digits), 600...700),
            (evidence(0.02, "b", expecting: .spelling), 1_500...2_000),
            // A yes where one was asked for ends at once.
            (evidence(0.6, seconds: 0.4, "yes", expecting: .yesNo), 128...170),
        ] as [(PauseEvidence, ClosedRange<Int>)])
    func table(evidence: PauseEvidence, expected: ClosedRange<Int>) throws {
        let needed = try #require(silence(evidence))
        #expect(expected.contains(Int(needed / .milliseconds(1))))
    }

    @Test("whatever speaks for the end never lengthens the wait")
    func monotony() throws {
        for seconds in [0.2, 0.5, 1, 2, 5, 20] {
            var last: Duration?
            for score in stride(from: Float(0), through: 1, by: 0.05) {
                let needed = try #require(silence(Self.evidence(score, seconds: seconds)))
                if let last { #expect(needed <= last) }
                last = needed
                let unfinished = try #require(silence(Self.evidence(score, seconds: seconds, "i want to")))
                #expect(unfinished >= needed)
                let group = try #require(silence(Self.evidence(score, seconds: seconds, expecting: .digits)))
                #expect(group >= needed)
            }
        }
    }

    @Test("silence alone never makes a longer silence necessary")
    func silenceIsNoDoubt() {
        var evidence = Self.evidence(0.4)
        let needed = silence(evidence)
        for samples in stride(from: 512, to: 64_000, by: 512) {
            evidence.silence = samples
            #expect(silence(evidence) == needed)
        }
    }

    @Test("the model's worst answer about a pause is not forgotten when it changes its mind")
    func lowestScore() throws {
        var wavering = Self.evidence(0.2)
        wavering.hear(score: 0.98)
        let wavers = try #require(silence(wavering))
        let sure = try #require(silence(Self.evidence(0.98)))
        #expect(wavers > sure)
    }

    @Test("less eager waits longer, and no setting ends before the least silence or after the last resort")
    func eagerness() throws {
        for score in stride(from: Float(0), through: 1, by: 0.1) {
            let needed = try [Eagerness.high, .medium, .low].map { eagerness in
                let needed = silence(Self.evidence(score)) {
                    $0.caution = eagerness.caution
                    $0.silenceFallback = eagerness.patience
                }
                return try #require(needed)
            }
            #expect(needed == needed.sorted())
            #expect(needed.allSatisfy { $0 >= .milliseconds(128) && $0 <= .milliseconds(1_500) })
        }
    }

    @Test("a speaker who hesitates is waited for")
    func habits() throws {
        var hesitant = Self.evidence(0.7)
        hesitant.habits.resumed(after: 12_000)
        let open = try #require(silence(hesitant))
        hesitant.habits.turnEnded()
        let learnt = try #require(silence(hesitant))
        hesitant.habits.turnEnded()
        let forgotten = try #require(silence(hesitant))
        let fluent = try #require(silence(Self.evidence(0.7)))
        #expect(open > fluent && forgotten == fluent)
        #expect(learnt >= fluent)
    }

    @Test("the client's own wait and manual mode know no doubt")
    func otherDetections() {
        #expect(silence(Self.evidence(0.01)) { $0.turnDetection = .silence(.milliseconds(300)) } == .milliseconds(300))
        #expect(silence(Self.evidence(0.99)) { $0.turnDetection = .manual } == nil)
    }

    @Test("the question just asked decides how long the groups of its answer are waited for")
    func inferredExpectation() {
        func row(_ question: String) -> String {
            var world = World()
            world.completeness = 0.98
            // Nobody answers, so that nothing is spoken over.
            world.answer = nil
            world.type(question, as: .assistant)
            world.hear("_sssssssss______sssss________")
            return world.row
        }
        // 576 ms between two groups: for a number no end, otherwise one.
        #expect(row("What is your phone number?").count { $0 == ">" } == 1)
        #expect(row("What would you like?").count { $0 == ">" } == 2)
    }

    @Test("words that are clearly unfinished are waited for in a conversation")
    func unfinishedWords() {
        func firstEnd(_ hypothesis: String) -> Int? {
            var world = World()
            world.completeness = 0.9
            world.transcript = hypothesis
            world.hear("_ssssssssssss______________")
            return world.row.firstIndex(of: ">").map { world.row.distance(from: world.row.startIndex, to: $0) }
        }
        #expect((firstEnd("book a table for") ?? 0) > (firstEnd("book a table") ?? .max))
    }
}
