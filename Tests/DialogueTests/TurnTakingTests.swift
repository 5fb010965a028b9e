import Audio
import Dialogue
import Testing

/// One character is 96 ms. Upper row: the microphone. Lower row: what happens.
@Suite struct TurnTakingTests {
    @Test(
        "a turn ends as soon as the turn model is sure, and not before",
        arguments: [
            // Sure: 200 ms of silence are enough.
            (0.95, "__ssss________", "..<....>"),
            // Unsure: the last resort of 830 ms ends it.
            (0.05, "__ssssssss___________________", "..<...............>"),
        ] as [(Float, String, String)])
    func endOfTurn(completeness: Float, microphone: String, expected: String) {
        var world = World()
        world.completeness = completeness
        world.hear(microphone)
        #expect(world.row.hasPrefix(expected))
        #expect(world.row.filter { $0 == ">" }.count == 1)
    }

    @Test("a pause the model calls unfinished does not cut the speaker off")
    func pauseInTurn() {
        var world = World()
        world.completeness = 0.05
        world.hear("_ssssssss_____ssss")
        #expect(world.row.filter { $0 == ">" }.isEmpty)
        world.completeness = 0.99
        world.hear("______")
        #expect(world.row.filter { $0 == "<" }.count == 1)
        #expect(world.row.filter { $0 == ">" }.count == 1)
    }

    @Test("a turn model that never answers costs the fallback, never the turn")
    func silentModel() {
        var world = World()
        world.completeness = nil
        world.hear("_sss" + String(repeating: "_", count: 14))
        #expect(world.row.contains(">"))
    }

    @Test("a fixed silence ends a turn where the client asked for one", arguments: [192, 480, 960])
    func fixedSilence(milliseconds: Int) {
        var settings = ConversationSettings()
        settings.turnDetection = .silence(.milliseconds(milliseconds))
        var world = World(settings)
        world.completeness = 0
        world.hear("ssss" + String(repeating: "_", count: 12))
        let stopped = world.row.firstIndex(of: ">").map { world.row.distance(from: world.row.startIndex, to: $0) }
        // The step in which the silence is complete; 96 ms a step.
        #expect(stopped == 4 + milliseconds / 96 - 1)
    }

    @Test("a single loud window is no speech")
    func click() {
        var world = World()
        for probability in [0.9, 0.1, 0.9, 0.1] as [Float] {
            world.heard = world.heard + 512
            world.perform(.voice(probability: probability, decibels: -20, end: world.heard))
        }
        #expect(world.notices.isEmpty)
    }

    @Test("where that is not reversible, speech over a reply stops it within its own onset, and what was not heard is forgotten")
    func bargeIn() throws {
        var settings = ConversationSettings()
        settings.reversesBargeIn = false
        var world = World(settings)
        let answer = "One two three four five six seven eight nine ten."
        world.answer = answer
        world.clauseSamples = 48_000
        world.hear("_ssss______ssss")
        #expect(world.row == ".<....>aaaaax..")
        let cancelled = try #require(
            world.log.firstIndex { if case .notify(.responseDone(_, .cancelled(.turnDetected), _, _)) = $0 { true } else { false } })
        #expect(!world.log[cancelled...].contains { if case .sendAudio = $0 { true } else { false } })
        let output = world.notices.compactMap { notice -> String? in
            if case .outputDone(_, let item) = notice, case .outputAudio(let text) = item.content { text } else { nil }
        }
        let heard = try #require(output.first)
        #expect(heard == "One two")
    }

    @Test("a client that stops sending sound has ended its turn")
    func starvation() {
        var world = World()
        world.hear("_ssss" + String(repeating: ".", count: 8))
        #expect(world.row.contains(">"))
        #expect(world.audioSent > 0)
    }

    @Test("sound is never more than the lead ahead of the ear")
    func lead() {
        var world = World()
        world.clauseSamples = 64_000
        world.hear("_ssss___")
        #expect(world.audioSent > 0)
        let sentAtFirst = world.audioSent
        #expect(sentAtFirst <= 1_600 + 3 * 1_536)
        world.hear("_")
        #expect(world.audioSent - sentAtFirst == 1_536)
    }

    @Test("in manual mode only the client commits, and an empty commit is refused by name")
    func manual() {
        var settings = ConversationSettings()
        settings.turnDetection = .manual
        var world = World(settings)
        world.perform(.commitInput(request: "event_7"))
        guard case .refused(.emptyBuffer, _, "event_7")? = world.notices.last else {
            Issue.record("an empty commit must be refused")
            return
        }
        world.hear("_ssss________________")
        #expect(!world.row.contains("<") && !world.row.contains(">"))
        world.perform(.commitInput(request: nil))
        #expect(world.notices.contains { if case .transcript(_, "hello", _) = $0 { true } else { false } })
        #expect(!world.notices.contains { if case .responseCreated = $0 { true } else { false } })
        world.perform(.respond(ResponseOptions(), request: nil))
        #expect(world.notices.contains { if case .responseCreated = $0 { true } else { false } })
    }

    @Test("words cut off by an early commit are answered together with what follows")
    func continuedTurn() {
        var world = World()
        world.answer = nil
        world.transcript = "set a timer"
        world.hear("_ss___")
        world.answer = "Done."
        world.transcript = "for five minutes"
        world.hear("_sssss____")
        #expect(world.questions == ["set a timer", "set a timer for five minutes"])
    }

    @Test("a cough without words is not answered; longer unclear speech is")
    func unclear() {
        var short = World()
        short.transcript = ""
        short.hear("_ss______")
        #expect(!short.notices.contains { if case .responseCreated = $0 { true } else { false } })
        var long = World()
        long.transcript = ""
        long.hear("_ssssss______")
        #expect(long.notices.contains { if case .responseCreated = $0 { true } else { false } })
    }

    @Test("a busy recogniser ends the turn as failed, visibly")
    func busy() {
        var world = World()
        world.hear("_ssss")
        let turn = world.log.compactMap { if case .listen(let turn, _) = $0 { turn } else { nil } }
        world.perform(.recognitionFailed(turn[0], reason: "busy"))
        #expect(world.notices.contains { if case .transcriptFailed(_, "busy") = $0 { true } else { false } })
        #expect(world.notices.contains { if case .responseDone(_, .failed("busy"), _, _) = $0 { true } else { false } })
    }

    @Test("a timer speaks up when it is due, once, and not over the person")
    func timer() {
        var world = World()
        world.timer = TimerRequest(duration: .seconds(2), label: "two second", announcement: "Your timer is done.")
        world.clauseSamples = 1_600
        world.hear("_ssss____")
        world.timer = nil
        // Due at about 2.6 s, in the middle of the person's next turn.
        world.hear("__________ssssssssssssss")
        #expect(world.spoken == ["I am fine."])
        world.hear("____________________")
        #expect(world.spoken == ["I am fine.", "I am fine.", "Your timer is done."])
    }

    @Test("what is said while a reply is under way is answered after it")
    func laterQuestion() {
        var settings = ConversationSettings()
        settings.isInterruptible = false
        var world = World(settings)
        world.transcript = "first"
        world.hear("_ssss_____")
        world.transcript = "second"
        world.hear("ssss" + String(repeating: "_", count: 30))
        #expect(world.questions == ["first", "second"])
    }

    @Test("a reply nobody heard changes nothing: its timer is set once, by the reply that is heard")
    func unheardSideEffects() {
        var world = World()
        world.clauseSamples = 0
        world.timer = TimerRequest(duration: .seconds(60), label: "one minute", announcement: "Time.")
        world.synthesizes = false
        world.transcript = "set a timer"
        world.hear("_ss____")
        world.synthesizes = true
        world.clauseSamples = 1_600
        world.transcript = "please"
        world.hear("ssss________")
        #expect(world.questions == ["set a timer", "set a timer please"])
        world.timer = nil
        world.transcript = "how long"
        world.hear("ssss________")
        guard case .think(_, let request)? = world.log.last(where: { if case .think = $0 { true } else { false } }) else {
            Issue.record("the last question must be thought about")
            return
        }
        #expect(request.timers.map(\.label) == ["one minute"])
    }

    @Test("speech the client has not committed keeps no typed question waiting")
    func uncommittedSpeech() {
        var settings = ConversationSettings()
        settings.turnDetection = .manual
        var world = World(settings)
        world.hear("_ssss__")
        world.type("typed")
        world.perform(.respond(ResponseOptions(), request: nil))
        #expect(world.questions == ["typed"])
    }

    @Test("a push-to-talk client that vanishes gives its recogniser back")
    func vanishedClient() {
        var settings = ConversationSettings()
        settings.turnDetection = .manual
        var world = World(settings)
        world.hear("_ssss" + String(repeating: ".", count: 110))
        #expect(world.log.contains { if case .finishListening = $0 { true } else { false } })
        #expect(world.conversation.pace < .frames)
    }

    @Test(
        "sound is sent in pieces of the size asked for, up to half the lead; what is left at the end is sent too", arguments: [0, 200, 900])
    func chunks(milliseconds: Int) {
        var settings = ConversationSettings()
        settings.outputLead = .milliseconds(400)
        settings.outputChunk = .milliseconds(milliseconds)
        var world = World(settings)
        world.type("typed")
        world.perform(.respond(ResponseOptions(), request: nil))
        for _ in 0..<30 { world.hear("_") }
        let sent = world.log.compactMap { if case .sendAudio(_, let samples) = $0 { samples } else { nil } }
        #expect(sent.reduce(0, +) == world.clauseSamples)
        // Without a size, what may leave goes every 32 ms.
        let least = milliseconds == 0 ? 512 : 3_200
        #expect(sent.dropLast().allSatisfy { $0 >= least })
        #expect(sent.count == (milliseconds == 0 ? 20 : 4))
    }

    @Test("as many earlier turns are remembered as asked for", arguments: [0, 2])
    func history(capacity: Int) {
        var settings = ConversationSettings()
        settings.historyTurns = capacity
        var world = World(settings)
        for _ in 0..<4 {
            world.type("typed")
            world.perform(.respond(ResponseOptions(), request: nil))
            world.hear(String(repeating: "_", count: 30))
        }
        guard case .think(_, let request)? = world.log.last(where: { if case .think = $0 { true } else { false } }) else {
            Issue.record("the last question must be thought about")
            return
        }
        #expect(request.history.count == capacity)
    }

    @Test("after a recogniser gave up, the rest of the sentence is not taken for a new one")
    func restOfSentence() {
        var world = World()
        world.hear("_ssss")
        let turns = world.log.compactMap { if case .listen(let turn, _) = $0 { turn } else { nil } }
        world.perform(.recognitionFailed(turns[0], reason: "busy"))
        world.hear("sssss_")
        #expect(world.notices.count { if case .speechStarted = $0 { true } else { false } } == 1)
        world.hear("ssss")
        #expect(world.notices.count { if case .speechStarted = $0 { true } else { false } } == 2)
    }
}
