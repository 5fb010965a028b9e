internal import Audio
internal import Wire

/// Plays one scenario on a stage: the same steps in 20 ms frames, whatever the stage's time is.
package struct ScenarioRun {
    /// Milliseconds.
    private enum Patience {
        /// For what has no limit of its own.
        static let sign = 10_000.0
        /// For a reply to be said to its end.
        static let reply = 60_000.0
        /// How much earlier than the speech's end something may seem to come that belongs behind it.
        static let early = -100.0
    }

    private static let frame = 320

    private let scenario: Scenario
    private let stage: any ScenarioStage
    private let clips: ClipLibrary
    private var report: ScenarioReport
    private var seen = Observations()
    /// Observations that an expectation has used up.
    private var used: Set<Int> = []
    private var noise: RoomNoise

    // The last thing the person did: where it began and where its speech ended, in milliseconds, and what had been observed before.
    private var inputStart = 0.0
    private var inputEnd = 0.0
    private var inputMark = 0
    private var inputName = "it"
    /// The reply that was heard when it began.
    private var interruptible: String?
    /// The reply that came of it, where one was expected.
    private var expectedReply: String?

    private init(_ scenario: Scenario, _ stage: any ScenarioStage, _ clips: ClipLibrary) {
        self.scenario = scenario
        self.stage = stage
        self.clips = clips
        report = ScenarioReport(file: scenario.file, title: scenario.title)
        noise = RoomNoise(decibels: scenario.roomDecibels, seed: 1)
    }

    /// Throws where the stage or a clip fails; what does not hold is in the report.
    package static func play(_ scenario: Scenario, on stage: any ScenarioStage, clips: ClipLibrary) async throws -> ScenarioReport {
        var run = ScenarioRun(scenario, stage, clips)
        // Making a clip must not take the scenario's time.
        for step in scenario.steps { if let clip = step.action.clip { _ = try await clips.sound(clip) } }
        await stage.send(["type": "session.update", "session": scenario.session])
        for step in scenario.steps { try await run.play(step) }
        // What the last step brought.
        try await run.pass(for: .milliseconds(100))
        run.refuseErrors()
        run.report.seconds = stage.now / 1_000
        await stage.end()
        return run.report
    }

    private mutating func play(_ step: Scenario.Step) async throws {
        switch step.action {
        case .speak(let clip): try await speak(clip)
        case .overlap(let clip, let delay): try await overlap(clip, after: delay, step)
        case .pause(let length): try await pass(for: length)
        case .mute(let length): try await pass(for: length, isMuted: true)
        case .noise(let decibels, let length):
            let room = noise
            noise = RoomNoise(decibels: decibels, seed: 2)
            try await pass(for: length)
            noise = room
        case .type(let text):
            begin("the message", lasting: 0)
            let content: JSONValue = [["type": "input_text", "text": .string(text)]]
            await stage.send(["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]])
            await stage.send(["type": "response.create"])
        case .commit:
            begin("the key was let go", lasting: 0)
            await stage.send(["type": "input_audio_buffer.commit"])
            await stage.send(["type": "response.create"])
        case .expect(let expectations): for expectation in expectations { try await expect(expectation, step) }
        case .absent(let signs, let length): try await checkAbsence(of: signs, for: length, step)
        }
    }

    // MARK: The person

    private mutating func begin(_ name: String, lasting samples: Int) {
        inputName = name
        expectedReply = nil
        inputStart = stage.now
        inputEnd = inputStart + Double(samples) / 16
        inputMark = seen.list.count
        interruptible = seen.reply
    }

    private mutating func speak(_ clip: Scenario.Clip) async throws {
        let sound = try await clips.sound(clip)
        begin("the speech", lasting: sound.speechEnd)
        for start in stride(from: 0, to: sound.samples.count, by: Self.frame) {
            let piece = sound.samples[start..<min(start + Self.frame, sound.samples.count)]
            var frame = noise.frame(Self.frame)
            for (index, sample) in piece.enumerated() { frame[index] = Int16(clamping: Int(frame[index]) + Int(sample)) }
            try await pass(frame)
        }
    }

    private mutating func overlap(_ clip: Scenario.Clip, after delay: Duration, _ step: Scenario.Step) async throws {
        let limit = stage.now + Patience.sign
        while seen.reply == nil, stage.now < limit { try await pass(noise.frame(Self.frame)) }
        guard let reply = seen.reply, let begun = seen.list.first(where: { $0.sign == .reply && $0.response == reply }) else {
            return note(step, "no reply came to be overlapped", holds: false)
        }
        let moment = begun.at + delay / .milliseconds(1)
        while stage.now < moment { try await pass(noise.frame(Self.frame)) }
        try await speak(clip)
    }

    private mutating func pass(for length: Duration, isMuted: Bool = false) async throws {
        let end = stage.now + length / .milliseconds(1)
        // Half a frame more would be another one.
        while stage.now < end - 10 { try await pass(isMuted ? nil : noise.frame(Self.frame)) }
    }

    private mutating func pass(_ sound: [Int16]?) async throws {
        for (moment, event) in try await stage.pass(sound) { seen.take(event, at: moment) }
    }

    // MARK: What must come of it

    private mutating func expect(_ expectation: Scenario.Expectation, _ step: Scenario.Step) async throws {
        switch expectation {
        case .sign(let sign, let check, let limit): try await expect(sign, check, within: limit, step)
        case .interrupted(let wanted, let limit): try await expectInterruption(wanted, within: limit, step)
        }
    }

    private mutating func expect(
        _ sign: Scenario.Sign, _ check: Scenario.TextCheck?, within limit: Int?, _ step: Scenario.Step
    ) async throws {
        let origin = sign == .speechStarted ? inputStart : inputEnd
        let deadline = origin + (limit.map { Double($0) } ?? Patience.sign)
        while next(sign) == nil, stage.now <= deadline { try await pass(noise.frame(Self.frame)) }
        guard let index = next(sign) else {
            return note(step, "no \(sign.rawValue) came within \(Int(deadline - origin)) ms", holds: false)
        }
        used.insert(index)
        let found = seen.list[index]
        let delay = found.at - origin
        let words = "\(sign.rawValue) came \(Int(delay)) ms after \(sign == .speechStarted ? "it began" : inputName)"
        if sign == .reply { expectedReply = found.response }
        guard delay >= Patience.early else { return note(step, words + ": too early", holds: false) }
        if let limit, delay > Double(limit) { return note(step, words + ", not within \(limit) ms", holds: false) }
        guard let check else { return note(step, words, holds: true) }
        let text = sign == .reply ? try await end(of: found.response)?.text ?? "" : found.text
        note(step, words + ": \"\(text)\"" + (check.holds(of: text) ? "" : ", \(check.words)"), holds: check.holds(of: text))
    }

    /// The first observation since the person last did something that no expectation has used yet.
    private func next(_ sign: Scenario.Sign) -> Int? {
        seen.list.indices.dropFirst(inputMark).first { index in
            let found = seen.list[index]
            // The end of another reply, such as one that gave way, is not meant.
            let isMeant = sign != .done || expectedReply == nil || found.response == expectedReply
            return found.sign == sign && isMeant && !used.contains(index)
        }
    }

    private mutating func end(of reply: String?) async throws -> Observations.Observation? {
        let limit = stage.now + Patience.reply
        while seen.end(of: reply) == nil, stage.now < limit { try await pass(noise.frame(Self.frame)) }
        return seen.end(of: reply)
    }

    private mutating func expectInterruption(_ wanted: Bool, within limit: Int?, _ step: Scenario.Step) async throws {
        guard let reply = interruptible else { return note(step, "no reply was under way", holds: false) }
        guard let end = try await end(of: reply) else { return note(step, "the reply did not end", holds: false) }
        let delay = Int(end.at - inputStart)
        let words = end.wasInterrupted ? "the reply gave way \(delay) ms after the person began" : "the reply was said to its end"
        let isInTime = limit.map { delay <= $0 } ?? true
        note(step, words + (isInTime ? "" : ", not within \(limit ?? 0) ms"), holds: end.wasInterrupted == wanted && isInTime)
    }

    private mutating func checkAbsence(of signs: [Scenario.Sign], for length: Duration, _ step: Scenario.Step) async throws {
        try await pass(for: length)
        let since = min(inputEnd, stage.now)
        let found = seen.list.first { signs.contains($0.sign) && $0.at >= since + Patience.early }
        let names = signs.map(\.rawValue).joined(separator: ", ")
        let words = found.map { "\($0.sign.rawValue) came \(Int($0.at - inputEnd)) ms after \(inputName)" }
        note(step, words ?? "no \(names) came", holds: found == nil)
    }

    private mutating func refuseErrors() {
        for index in seen.list.indices where seen.list[index].sign == .error && !used.contains(index) {
            report.lines.append(
                ScenarioReport.Line(
                    place: scenario.steps[0].place, outcome: .broken, text: "the server refused something: \(seen.list[index].text)"))
        }
    }

    private mutating func note(_ step: Scenario.Step, _ text: String, holds: Bool) {
        let outcome: ScenarioReport.Outcome
        var text = text
        if let awaited = step.awaits {
            outcome = holds ? .broken : .awaited
            text += holds ? ": this holds now, so \"awaits: \(awaited)\" must go" : " (awaits \(awaited))"
        } else {
            outcome = holds ? .held : .broken
        }
        report.lines.append(ScenarioReport.Line(place: step.place, outcome: outcome, text: text))
    }
}

extension Scenario.TextCheck {
    fileprivate var words: String {
        switch self {
        case .contains(let part): "not with \"\(part)\" in it"
        case .lacks(let part): "with \"\(part)\" in it"
        case .empty: "which is not empty"
        }
    }
}
