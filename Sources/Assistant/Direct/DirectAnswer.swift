internal import Dialogue
internal import Language
internal import Personality
internal import Tools
internal import Wire

/// Answers from the intents: words, a question back, or a call and what it gave.
struct DirectAnswer {
    let turn: AssistantTurn
    let engine: UnderstandingEngine
    let asked: UnderstandingRequest
    let manner: Manner

    func give(_ understanding: Understanding?) async {
        if let call = clientCall() { return call.forEach(turn.deliver) }
        guard let understanding else { return skills() }
        for effect in understanding.effects { turn.deliver(effect) }
        switch understanding.action {
        case .say(let text):
            remember(understanding.memo)
            turn.finish(MannerShaper(manner).shape(text))
        case .ask(let text):
            remember(understanding.memo)
            turn.finish(text)
        case .nothing:
            if let learnt = turn.learnt() { return turn.finish(learnt) }
            // The fixed skills choose a client's function by the words it shares with the turn, or say that nothing was understood.
            remember(understanding.memo)
            skills()
        case .call(let plan):
            await carryOut(plan)
            turn.deliver(.finished)
        }
    }

    /// A function of the client's that the turn asks for by its words, or that it must call.
    private func clientCall() -> [ReplyEvent]? {
        guard !turn.request.tools.isEmpty, turn.request.results.isEmpty else { return nil }
        let events = turn.parts.skills.events(for: turn.request)
        return events.contains { if case .call = $0 { true } else { false } } ? events : nil
    }

    private func skills() { for event in turn.parts.skills.events(for: turn.request) { turn.deliver(event) } }

    private func carryOut(_ plan: ToolPlan) async {
        if let before = plan.before {
            let outcome = await call(before, isConfirmed: plan.isConfirmed, key: "-before")
            if outcome.confirmation != nil { return ask(engine.confirm(plan)) }
            guard outcome.output != nil else { return report(plan, outcome) }
        }
        let outcome = await call(plan.call, isConfirmed: plan.isConfirmed, key: "")
        if outcome.confirmation != nil {
            return ask(engine.confirm(plan, isTakenBack: plan.before != nil))
        }
        report(plan, outcome)
    }

    private func ask(_ question: (text: String, memo: String)) {
        remember(question.memo)
        turn.say(question.text)
    }

    /// A call whose yes the person has given already is made with it.
    private func call(_ call: PlannedCall, isConfirmed: Bool, key: String) async -> ToolOutcome {
        let outcome = await turn.call(call.tool, .value(call.arguments), key: key)
        guard isConfirmed, let question = outcome.confirmation else { return outcome }
        return await turn.call(call.tool, .value(call.arguments), consent: question.token, key: key)
    }

    private func report(_ plan: ToolPlan, _ outcome: ToolOutcome) {
        if case .withdrawn = outcome.ending { return }
        let output = outcome.output
        let report = engine.report(
            plan, result: output?.value, speech: output == nil ? nil : outcome.speech, failure: output == nil ? outcome.speech : nil,
            request: asked)
        remember(report.memo)
        turn.say(MannerShaper(manner).shape(report.text, isFixed: output == nil))
    }

    private func remember(_ memo: String) {
        var own = AssistantMemo(turn.request.memo)
        own.understanding = memo
        own.question = nil
        turn.remember(own)
    }
}
