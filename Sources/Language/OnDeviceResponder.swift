package import Dialogue

/// Answers from fixed skills, without a language model: deterministic, offline, done within milliseconds.
///
/// What no skill understands gets a short sentence that says so; it never guesses. `instructions` are beyond it and ignored.
package struct OnDeviceResponder: Responder {
    private static let skills: [any Skill] = [
        PersonNameSkill(), StartTimerSkill(), TimerStatusSkill(), StopTimerSkill(), ArithmeticSkill(), DateSkill(), TimeSkill(),
        RepetitionSkill(), IdentitySkill(), AbilitiesSkill(), WellBeingSkill(), FarewellSkill(), ThanksSkill(), GreetingSkill(),
        AcknowledgementSkill(), KnownLimitSkill(),
    ]

    /// No phrase of one request takes more words.
    private static let longestRequest = 60

    /// Builds the phrase tables where no responder has yet: tens of milliseconds, once in a process.
    package init() { Self.tables }

    private static let tables: Void = {
        let now = CivilTime(year: 2000, month: 1, day: 1, weekday: 6, hour: 0, minute: 0, second: 0)
        let request = ReplyRequest(text: "", now: now)
        for text in ["no skill has an answer to this", "what is one plus", "five minutes"] {
            for skill in skills { _ = skill.answer(Utterance(text), request) }
        }
    }()

    /// Delivers the whole reply before it returns, on the caller's thread.
    package func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
        for event in events(for: request) { deliver(event) }
        return FinishedReply()
    }

    /// The reply as a whole: effects, text or a call, `finished`.
    package func events(for request: ReplyRequest) -> [ReplyEvent] {
        if !request.results.isEmpty { return [.text(ToolReport.text(request.results)), .finished] }
        if let call = ToolCaller.call(for: request) { return [.call(name: call.name), .callArguments(call.arguments), .finished] }
        if request.isNudge { return [.text("Are you still there?"), .finished] }
        let answers = answers(to: request)
        var events = answers.flatMap(\.1.effects)
        for (index, (_, answer)) in answers.enumerated() { events.append(.text((index == 0 ? "" : " ") + answer.text)) }
        return events + [.finished]
    }

    /// Which skills make the reply, in order; fit for metrics.
    package func skills(for request: ReplyRequest) -> [SkillName] { answers(to: request).map(\.0) }

    /// What the skills make of a request.
    struct Understood {
        /// Of the first answer.
        var name: SkillName
        var text: String
        var effects: [ReplyEvent]
        /// How many words spoke for it.
        var weight: Int
        /// It only says that this cannot be done.
        var isLimit: Bool
    }

    /// The answer, or `nil` where no skill has one.
    func understood(_ request: ReplyRequest) -> Understood? {
        let answers = answers(to: request)
        guard let first = answers.first, ![.notUnderstood, .nothingHeard].contains(first.0) else { return nil }
        return Understood(
            name: first.0, text: answers.map(\.1.text).joined(separator: " "), effects: answers.flatMap(\.1.effects),
            weight: answers.reduce(0) { $0 + $1.1.weight }, isLimit: answers.contains { $0.1.isLimit })
    }

    private typealias Answer = (SkillName, SkillAnswer)

    private func answers(to request: ReplyRequest) -> [Answer] {
        let spoken = Utterance(request.text)
        guard !spoken.words.isEmpty else { return [(.nothingHeard, Fallback.nothingHeard(request))] }
        let utterance = spoken.withoutFillers
        guard !utterance.words.isEmpty else { return [(.nothingHeard, SkillAnswer(text: "I am listening.", weight: 0))] }
        if let answer = single(utterance, request) { return [answer] }
        for parts in [Self.sentences(spoken), Self.clauses(utterance)] where parts.count > 1 {
            if let answers = all(parts, request) { return answers }
        }
        return [(.notUnderstood, Fallback.notUnderstood(request))]
    }

    /// The skill that most of the words speak for; the fuller wording wins over the stripped one.
    private func single(_ utterance: Utterance, _ request: ReplyRequest) -> Answer? {
        guard (1...Self.longestRequest).contains(utterance.words.count) else { return nil }
        for core in utterance.cores {
            var best: Answer?
            for skill in Self.skills {
                guard let answer = skill.answer(core, request), answer.weight > best?.1.weight ?? -1 else { continue }
                best = (skill.name, answer)
            }
            if let best { return best }
        }
        return nil
    }

    /// Answers to several requests in one breath; `nil` unless each part is understood.
    private func all(_ parts: [Utterance], _ request: ReplyRequest) -> [Answer]? {
        var answers: [Answer] = []
        for part in parts {
            let part = part.withoutFillers
            if part.words.isEmpty { continue }
            guard let answer = single(part, request) else { return nil }
            answers.append(answer)
        }
        // A greeting or a yes before the request needs no answer of its own.
        let weighty = answers.filter { ![.greeting, .acknowledgement, .thanks].contains($0.0) }
        let kept = weighty.isEmpty ? Array(answers.prefix(1)) : weighty
        return kept.isEmpty || kept.count > 4 ? nil : kept
    }

    private static func sentences(_ utterance: Utterance) -> [Utterance] {
        var parts: [Utterance] = []
        var start = 0
        for end in utterance.sentenceEnds + [utterance.words.count] where end > start {
            parts.append(utterance[start..<end])
            start = end
        }
        return parts
    }

    private static func clauses(_ utterance: Utterance) -> [Utterance] {
        var parts: [Utterance] = []
        var start = 0
        for (index, word) in utterance.words.enumerated() where word == "and" {
            if index > start { parts.append(utterance[start..<index]) }
            start = index + 1
        }
        if start < utterance.words.count { parts.append(utterance[start..<utterance.words.count]) }
        return parts
    }
}

/// The embedded reply is complete before anybody could cancel it.
private struct FinishedReply: ReplyJob {
    func cancel() {}
}
