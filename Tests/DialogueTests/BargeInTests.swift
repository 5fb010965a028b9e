import Audio
import Dialogue
import Testing

/// Speech over a reply, drawn in time: one character is 96 ms. Upper row: the microphone. Lower row: what happens.
@Suite struct BargeInTests {
    @Test(
        "speech over a reply lowers it, holds it, and then ends it or lets it go on",
        arguments: [
            // A backchannel holds the reply while it lasts and a little longer.
            ("yeah", "sss______", "h....raaa", OverlapReason.backchannel),
            ("i see", "ssss_____", "h.....raa", .backchannel),
            // A sound without words.
            ("", "ss______", "h...raaa", .noise),
            // Coda's own words, misheard.
            ("one to tree", "sssss____", "h......ra", .echo),
            // A command is known by its words, long before it ends.
            ("stop", "sss", "h.x", nil),
            ("no wait", "sss", "h.x", nil),
            // Other words are meant if they go on; so is a voice without any.
            ("the weather tomorrow", "ssssssss", "h......x", nil),
            ("", "ssssssssss", "h........x", nil),
            // A long "yeah" is more than a sign of listening.
            ("yeah yeah yeah", "ssssssssss", "h........x", nil),
            // A short command that was over before it was understood.
            ("today", "ssss___", "h.....x", nil),
        ] as [(String, String, String, OverlapReason?)])
    func kinds(words: String, microphone: String, expected: String, reason: OverlapReason?) {
        var world = World.speaking()
        world.partial = words
        world.hear(microphone)
        #expect(world.rowOverReply == expected)
        #expect(world.resumed == (reason.map { [$0] } ?? []))
        #expect(world.isInterrupted == (reason == nil))
        #expect(world.starts.count == (reason == nil ? 1 : 0))
    }

    @Test("a sound too short to hold the reply only lowers it for a moment")
    func click() {
        var settings = ConversationSettings()
        settings.holdAfter = .milliseconds(128)
        var world = World.speaking(settings)
        world.hear("s_______")
        #expect(world.rowOverReply == "daaraaaa")
        #expect(world.resumed == [.noise])
    }

    @Test("the start of an interruption is told as it was, and only what was heard of the reply is kept")
    func interruption() throws {
        var world = World.speaking()
        let onset = world.heard
        world.partial = "the weather tomorrow"
        world.hear("ssssssss")
        #expect(world.starts == [onset + -4_800])
        // 480 ms before, the 96 ms that held it, and the lead that was on its way.
        let kept = world.notices.compactMap { if case .itemTruncated(_, let milliseconds) = $0 { milliseconds } else { nil } }
        let sent = world.audioSent / 16
        #expect(kept == [sent])
        let held = 480 + 96
        #expect(sent >= held && sent <= held + 32 + 100)
        let output = world.notices.compactMap { notice -> String? in
            if case .outputDone(_, let item) = notice, case .outputAudio(let text) = item.content { text } else { nil }
        }
        #expect(output == ["One two"])
    }

    @Test(
        "what was no interruption leaves no trace: the client is told the same, and every sample is sent once",
        arguments: [["yeah"], ["yeah", "okay"], ["", "right", "uh huh"]])
    func noTrace(sounds: [String]) {
        var undisturbed = World.speaking()
        undisturbed.hear(String(repeating: "_", count: 60))
        undisturbed.type("and then")
        var world = World.speaking()
        for words in sounds {
            world.partial = words
            world.hear("sss________")
        }
        world.partial = nil
        world.hear(String(repeating: "_", count: 60 - 11 * sounds.count))
        world.type("and then")
        #expect(world.resumed.count == sounds.count)
        #expect(world.audioSent == undisturbed.audioSent)
        #expect(world.notices.filter { !$0.isAboutOverlap } == undisturbed.notices)
        let listens = world.log.count { if case .listen = $0 { true } else { false } }
        let stops = world.log.count { if case .stopListening = $0 { true } else { false } }
        #expect(listens == sounds.count && stops == sounds.count)
    }

    @Test("a reply held between two clauses goes on with the next one")
    func clauseBorder() {
        var world = World.speaking(answer: "One two three four five. Six seven eight nine ten.", clauseSamples: 9_000)
        world.partial = "yeah"
        world.hear("sss" + String(repeating: "_", count: 16))
        #expect(world.spoken.count == 2)
        #expect(world.audioSent == 18_000)
        #expect(world.resumed == [.backchannel])
        #expect(world.notices.contains { if case .responseDone(_, .completed, _, _) = $0 { true } else { false } })
    }

    // MARK: Echo

    @Test("Coda's own voice, once known by its level, neither lowers nor holds it; a louder one does")
    func echo() {
        var world = World.speaking(decibels: -20)
        world.hear("qqqq____")
        #expect(world.resumed == [.echo])
        world.hear("qqqqqq")
        #expect(world.rowOverReply.suffix(6) == "aaaaaa")
        world.partial = "stop"
        world.hear("sss")
        #expect(world.isInterrupted)
    }

    @Test("a voice that goes on when nothing of the reply is heard any more is no echo")
    func noEcho() {
        var world = World.speaking(decibels: -20)
        world.partial = "the weather tomorrow"
        world.hear(String(repeating: "q", count: 20))
        #expect(world.isInterrupted)
    }

    @Test("a sound far above what the microphone had of the reply so far is no echo, however long it takes to be understood")
    func levelOfEcho() {
        var world = World.speaking(decibels: -20)
        world.hear("_____")
        world.partial = "the weather tomorrow"
        world.hear("ssssssss")
        #expect(world.isInterrupted)
    }

    @Test("an echo that does not come again is forgotten")
    func forgottenEcho() {
        var world = World.speaking(decibels: -20)
        world.hear("qqqq____")
        #expect(world.resumed == [.echo])
        world.hear(String(repeating: "_", count: 12))
        world.partial = "stop"
        world.hear("qqq")
        #expect(world.isInterrupted)
    }

    // MARK: Answers

    @Test("what counts as listening answers a question, and what was said when the reply was over")
    func answers() {
        var asked = World.speaking(answer: "Shall I go on with the list of all the others?")
        asked.partial = "yes"
        asked.hear("sss_______")
        #expect(asked.isInterrupted)
        var ended = World.speaking(clauseSamples: 10_100)
        ended.partial = "yeah"
        ended.hear("sss_______")
        #expect(ended.log.contains { if case .duck = $0 { true } else { false } })
        #expect(ended.starts.count == 1)
        #expect(!ended.isInterrupted)
    }

    // MARK: Around it

    @Test("a reply the client cancels while it is held does not come back")
    func cancelled() {
        var world = World.speaking()
        world.hear("ss")
        world.perform(.cancelResponse(nil, request: nil))
        let sent = world.audioSent
        world.hear("_______")
        #expect(world.audioSent == sent)
        #expect(world.resumed.isEmpty && world.starts.isEmpty)
    }

    @Test("a hold outlives the connection, and ends after it is back")
    func detached() {
        var world = World.speaking()
        world.hear("ss")
        world.perform(.detached)
        let sent = world.audioSent
        world.hear("..........")
        #expect(world.resumed.isEmpty)
        world.perform(.attached(unheard: 0))
        #expect(world.audioSent == sent)
        world.hear("___")
        #expect(world.resumed == [.noise])
        world.hear(String(repeating: "_", count: 40))
        #expect(world.audioSent == 48_000)
    }

    @Test("a client whose sound stops in the middle keeps no reply waiting")
    func starved() {
        var world = World.speaking()
        world.hear("ss......")
        #expect(world.resumed == [.noise])
    }

    @Test("without a recogniser the sound alone decides, and a real interruption is heard from its start by another")
    func deaf() throws {
        var world = World.speaking()
        let onset = world.heard
        world.hear("ss")
        let first = try #require(world.log.compactMap { if case .listen(let turn, _) = $0 { turn } else { nil } }.last)
        world.perform(.recognitionFailed(first, reason: "busy"))
        world.hear("ssssssss")
        #expect(world.isInterrupted)
        #expect(world.log.contains { if case .listen(let turn, let from) = $0 { turn != first && from == onset + -4_800 } else { false } })
        #expect(!world.notices.contains { if case .transcriptFailed = $0 { true } else { false } })
    }

    @Test("a client that commits while it is undecided has decided it")
    func committed() {
        var world = World.speaking()
        world.hear("ss")
        world.perform(.commitInput(request: nil))
        #expect(world.isInterrupted && world.starts.count == 1)
        #expect(world.notices.contains { if case .inputCommitted = $0 { true } else { false } })
    }

    @Test("a client that clears its sound, or wants no interruptions any more, lets the reply go on", arguments: [true, false])
    func withdrawn(clears: Bool) {
        var world = World.speaking()
        world.hear("ss")
        var settings = ConversationSettings()
        settings.isInterruptible = false
        world.perform(clears ? .clearInput : .configure(settings))
        #expect(world.resumed == [.withdrawn])
        world.hear("_")
        #expect(world.rowOverReply.last == "a")
    }

    @Test("replies that may not be interrupted are neither lowered nor held", arguments: [true, false])
    func uninterruptible(isManual: Bool) {
        var settings = ConversationSettings()
        settings.isInterruptible = false
        if isManual { settings.turnDetection = .manual }
        var world = World.speaking(settings)
        world.hear("sss____")
        #expect(!world.log.contains { if case .duck = $0 { true } else { false } })
        #expect(!world.isInterrupted)
    }

    @Test("closing while it is undecided gives the recogniser back")
    func closed() {
        var world = World.speaking()
        world.hear("ss")
        world.perform(.close)
        #expect(world.log.contains { if case .stopListening = $0 { true } else { false } })
        #expect(world.starts.isEmpty)
    }
}

extension World {
    /// A world in which a reply is being spoken.
    fileprivate static func speaking(
        _ settings: ConversationSettings = ConversationSettings(), answer: String = "One two three four five six seven eight nine ten.",
        clauseSamples: Int = 48_000, decibels: Float? = nil
    ) -> World {
        var world = World(settings)
        world.answer = answer
        world.clauseSamples = clauseSamples
        world.replyDecibels = decibels
        world.type("typed")
        world.perform(.respond(ResponseOptions(), request: nil))
        world.hear("_____")
        return world
    }

    /// What happened since the reply was being spoken.
    fileprivate var rowOverReply: String { String(row.dropFirst(5)) }

    fileprivate var resumed: [OverlapReason] {
        notices.compactMap { if case .outputResumed(_, let reason) = $0 { reason } else { nil } }
    }

    fileprivate var isInterrupted: Bool {
        notices.contains { if case .responseDone(_, .cancelled(.turnDetected), _, _) = $0 { true } else { false } }
    }

    fileprivate var starts: [InputSample] {
        notices.compactMap { if case .speechStarted(_, let at) = $0 { at } else { nil } }
    }
}

extension Notice {
    fileprivate var isAboutOverlap: Bool {
        switch self {
        case .outputDucked, .outputHeld, .outputResumed: true
        default: false
        }
    }
}
