internal import Personality

/// What reading a turn, updating a belief, fitting a reply and learning from a whole turn take.
enum PersonalityCosts {
    static func add(_ settings: BenchSettings, _ report: inout BenchReport) {
        let rounds = settings.isQuick ? 2_000 : 20_000
        let course = SimulatedCourse(SimulatedWording(.heldOut), seed: settings.seed &+ 99)
        let turns = course.texts.map { PersonTurn($0, wordsPerMinute: 150, after: HeardReply(words: 30, depth: 0.5)) }
        var personality = Personality()
        var kept = 0
        measure("trait_calculation", rounds, &report) { round in
            kept &+= EvidenceReader.read(turns[round % turns.count]) { personality[$0].shown }.count
        }
        let evidence = course.evidence.flatMap { $0 }
        measure("update", rounds, &report) { round in
            personality.observe(evidence[round % evidence.count], at: PersonalityTime(seconds: round))
        }
        let reply =
            "Sure, the pasta takes 9 minutes. Stir it once in a while. Salt belongs into the water before it boils. You can also ask me for a sauce."
        measure("adaptation", rounds, &report) { _ in
            let manner = personality.manner
            kept &+= MannerShaper(manner).shape(reply).utf8.count &+ manner.prompt.utf8.count &+ Int(manner.voice.rateFactor)
        }
        measure("learning", rounds / 4, &report) { round in
            let read = Personality.read(personality.text)
            personality = read.personality
            personality.observe(turns[round % turns.count], at: PersonalityTime(seconds: round))
            kept &+= personality.text.utf8.count
        }
        let before = ProcessFile.residentKilobytes()
        let many = (0..<1_000).map { index in
            var one = personality
            one.set(.humour, to: Double(index) / 1_000)
            return one
        }
        report["kb_per_person"] = max(0, ProcessFile.residentKilobytes() - before) / Double(many.count)
        report["stored_bytes"] = Double(personality.text.utf8.count)
        report.notes.append(
            "learning_ms: what is stored of a person read, a turn learnt from, and it written again; .._mb: what memory grew by meanwhile; "
                + "kb_per_person: over \(many.count) people held at once")
        if kept == 0 { report.notes.append("nothing was read: the times mean nothing") }
    }

    private static func measure(_ name: String, _ rounds: Int, _ report: inout BenchReport, _ body: (Int) -> Void) {
        let before = ProcessFile.residentKilobytes()
        for round in 0..<min(200, rounds) { body(round) }
        var times: [Double] = []
        times.reserveCapacity(rounds)
        for round in 0..<rounds {
            let start = ContinuousClock.now
            body(round)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        report.add(name + "_ms", times)
        report[name + "_mb"] = max(0, ProcessFile.residentKilobytes() - before) / 1_024
    }
}
