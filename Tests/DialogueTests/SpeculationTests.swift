import Audio
import Dialogue
import Testing

/// A reply is made ready at a soft end, and nobody can tell except by how soon it comes.
@Suite struct SpeculationTests {
    /// A world whose clauses are long, so that what was made ready can be told from what was sent.
    private func world(speculates: Bool = true, detection: TurnDetection = .semantic) -> World {
        var settings = ConversationSettings()
        settings.speculates = speculates
        settings.turnDetection = detection
        return World(settings)
    }

    @Test("the reply is ready before the commit, and its sound leaves with the commit itself")
    func ready() throws {
        var world = world()
        world.hear("__ssss__")
        let think = try #require(world.log.firstIndex { if case .think = $0 { true } else { false } })
        let commit = try #require(world.log.firstIndex { if case .notify(.speechStopped) = $0 { true } else { false } })
        let speak = try #require(world.log.firstIndex { if case .speak = $0 { true } else { false } })
        #expect(think < commit && speak < commit)
        let accepted = world.log.contains { if case .finishListening(_, .some) = $0 { true } else { false } }
        #expect(accepted)
        #expect(world.committing.contains { if case .sendAudio = $0 { true } else { false } })
        #expect(world.conversation.speculations == tally(begun: 1, adopted: 1, wasted: 0))
    }

    @Test("nothing of it is told or sent before the commit")
    func invisible() {
        var world = world()
        world.completeness = 0.05
        world.hear("__ssss___")
        #expect(world.log.contains { if case .speak = $0 { true } else { false } })
        #expect(!world.notices.contains { if case .responseCreated = $0 { true } else { false } })
        #expect(world.audioSent == 0)
    }

    @Test("speech before the commit withdraws it without trace, and the work is counted")
    func withdrawn() {
        var world = world()
        world.completeness = 0.05
        world.hear("__ssss___ss")
        #expect(world.log.contains { if case .stopSpeaking = $0 { true } else { false } })
        #expect(world.conversation.speculations == tally(begun: 1, adopted: 0, wasted: 16_000))
    }

    @Test(
        "a client is told the same, in the same order and under the same names, whether replies are made ready or not",
        arguments: [TurnDetection.semantic, .silence(.milliseconds(400))], 0..<40 as Range<UInt64>)
    func equal(detection: TurnDetection, seed: UInt64) {
        var random = SplitMix(state: seed)
        let microphone = (0..<60).map { _ in Bool.random(using: &random) ? "s" : ["_", "__", "____"].randomElement(using: &random) ?? "_" }
        let completeness = (0..<60).map { _ in Bool.random(using: &random) ? Float(0.95) : 0.05 }
        func told(_ speculates: Bool) -> [String] {
            var world = world(speculates: speculates, detection: detection)
            for (step, sound) in microphone.enumerated() {
                world.completeness = completeness[step]
                world.transcript = "words \(step / 7)"
                if step % 13 == 12 { world.type("typed") }
                world.hear(sound)
            }
            world.hear(String(repeating: "_", count: 40))
            // Which attempt it was is the one thing that differs, and no client sees it.
            return world.notices.map { "\($0)".replacing(/, attempt: \d+/, with: "") }
        }
        let plain = told(false)
        #expect(plain.contains { $0.contains("responseDone") })
        let ready = told(true)
        #expect(ready.count == plain.count)
        #expect(zip(ready, plain).first { $0 != $1 } == nil)
    }

    @Test("words that differ at the commit are answered, not those the reply was made ready for")
    func revised() {
        var world = world()
        world.completeness = 0.05
        world.transcript = "turn the light"
        world.hear("__ssss_")
        world.transcript = "turn the light on"
        world.completeness = 0.95
        world.hear("s___")
        #expect(world.questions.last == "turn the light on")
        let transcripts = world.notices.compactMap { if case .transcript(_, let text, _) = $0 { text } else { nil } }
        #expect(transcripts == ["turn the light on"])
    }

    @Test("what else happens in the conversation meanwhile counts: the reply is made anew")
    func changed() {
        var world = world()
        world.completeness = 0.05
        world.hear("__ssss_")
        world.type("be brief", as: .system)
        world.completeness = 0.95
        world.hear(String(repeating: "_", count: 12))
        #expect(world.requests.count == 2)
        #expect(world.requests.last?.instructions.contains("be brief") == true)
        #expect(world.conversation.speculations.adopted == 0)
    }

    @Test("under load nothing is made ready, and the turn is answered all the same")
    func load() {
        var world = world()
        world.perform(.load(isBusy: true))
        world.hear("__ssss______")
        #expect(world.conversation.speculations.begun == 0)
        #expect(world.row.contains("a"))
    }

    @Test("a recogniser that does not answer peeks costs nothing but time")
    func noPeeks() {
        var world = world()
        world.peeks = false
        world.hear("__ssss______")
        #expect(world.log.contains { if case .finishListening(_, nil) = $0 { true } else { false } })
        #expect(world.row.contains("a"))
    }

    @Test("who pauses again and again has a bounded number of replies made ready")
    func bounded() {
        var world = world()
        world.completeness = 0.05
        for _ in 0..<20 { world.hear("ss_") }
        #expect((1...6).contains(world.conversation.speculations.begun))
    }

    @Test("a timer started by a reply made ready runs only once the reply is heard")
    func sideEffects() {
        var world = world()
        world.timer = TimerRequest(duration: .milliseconds(50), label: "short", announcement: "It is time.")
        world.completeness = 0.05
        world.hear("__ssss_")
        world.timer = nil
        world.hear("ss" + String(repeating: "_", count: 30))
        #expect(!world.spoken.contains("It is time."))
    }

    private func tally(begun: Int, adopted: Int, wasted: Int) -> SpeculationTally {
        var tally = SpeculationTally()
        tally.begun = begun
        tally.adopted = adopted
        tally.wastedSamples = wasted
        return tally
    }
}
