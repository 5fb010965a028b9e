internal import Dialogue
internal import Language
internal import Personality
internal import Tools
internal import Wire

/// Answers one turn, from what it means to the last word.
struct AssistantTurn: Sendable {
    let request: ReplyRequest
    let parts: AssistantParts
    let commitment: Commitment
    let wish: TurnWish
    let deliver: @Sendable (ReplyEvent) -> Void

    var settings: AssistantSettings { parts.settings }
    var mode: AnswerMode { request.mode ?? settings.mode }

    func answer() async {
        let memo = AssistantMemo(request.memo)
        if let question = memo.question, let assent = Assent(toProposal: request.text), request.results.isEmpty {
            return await settle(question, assent, memo)
        }
        let engine = parts.intents.engine
        let asked = understandingRequest(memo)
        // A client's results, or a silence, are no words to understand.
        let isWordless = !request.results.isEmpty || request.isNudge
        // A model that answers in any case does not wait for what the intents make of it.
        let standing = parts.model?.standing
        let isLeftToModel = mode == .llm && standing?.isAvailable == true
        if !isWordless, !engine.isAsking(memo.understanding),
            await answerPersonally(memo, hasModel: mode != .direct && standing?.isAvailable == true)
        {
            return
        }
        let manner = await manner()
        // In steps: what is said often comes out of the synthesiser's cache, which a rate that drifts would miss.
        let style = VoiceStyle(
            rate: (manner.voice.rateFactor * 20).rounded() / 20, pitch: (manner.voice.pitchShift * 2).rounded() / 2,
            pauses: (manner.voice.pauseFactor * 20).rounded() / 20)
        if style != VoiceStyle() { deliver(.style(style)) }
        let understanding = isWordless || isLeftToModel ? nil : await engine.understand(asked)
        let opening = request.speaks ? Opening.text(for: request.text, turn: request.history.count) : nil
        let route = route(understanding, standing, hasOpening: opening != nil)
        if route.way == .direct {
            chosen(route)
            return await DirectAnswer(turn: self, engine: engine, asked: asked, manner: manner).give(understanding)
        }
        var passed = memo
        if !isWordless {
            // What was asked before is not answered by this turn, nor by a later one.
            passed.question = nil
            passed.understanding = engine.passed(memo.understanding)
        }
        let understood: ModelAnswer.Understood = { isLeftToModel && !isWordless ? await engine.understand(asked) : understanding }
        let answer = ModelAnswer(
            turn: self, manner: manner, memo: passed, opening: route.way == .hybrid ? opening : nil, understood: understood)
        let kept = await answer.kept()
        chosen(kept.hit == nil ? route : route.answeredBefore)
        if !isWordless { remember(passed) }
        await answer.give(kept)
    }

    // MARK: Choosing

    private func chosen(_ route: Route) {
        parts.tally.count(route)
        note("reply.routed", route.details)
    }

    private func route(_ understanding: Understanding?, _ standing: ModelStanding?, hasOpening: Bool) -> Route {
        var outlook = RouteOutlook(mode: mode, isBusy: request.caller.isBusy, impatience: request.impatience)
        outlook.confidence = understanding?.confidence
        outlook.hasDirectAnswer = understanding.map { $0.action != .nothing } ?? false
        outlook.hasOpening = hasOpening
        if let standing {
            outlook.model = ModelOutlook(
                isAvailable: standing.isAvailable, firstWord: standing.firstWord ?? settings.expectedFirstWord, isLocal: standing.isLocal,
                cost: standing.cost)
        }
        let route = settings.router.route(outlook)
        // The client wants one of its functions called: a model fills its arguments better, and goes on with what they gave back.
        guard route.way != .llm, mode != .direct, outlook.model?.isAvailable == true, wantsClientCall else { return route }
        return Route(way: .llm, reason: .clientTools, mode: mode, worth: route.worth, outlook: outlook)
    }

    private var wantsClientCall: Bool {
        if !request.results.isEmpty { return true }
        switch request.toolChoice {
        case .required, .function: return !request.tools.isEmpty
        case .auto, .none: return false
        }
    }

    func understandingRequest(_ memo: AssistantMemo) -> UnderstandingRequest {
        UnderstandingRequest(
            text: request.text, now: request.now, personName: request.personName, history: request.history, memo: memo.understanding,
            timers: request.timers)
    }

    // MARK: Telling

    func say(_ text: String) { if !text.isEmpty { deliver(.text(text)) } }

    func note(_ kind: String, _ details: JSONValue) { deliver(.note(ReplyNote(kind: kind, details: details.text))) }

    func remember(_ memo: AssistantMemo) {
        if memo.text != request.memo { deliver(.memo(memo.text)) }
    }

    // MARK: Calling

    var context: ToolContext {
        let now = request.now
        let moment = "\(now.year)-\(now.month)-\(now.day)-\(now.hour)-\(now.minute)-\(now.second)"
        return ToolContext(
            account: request.caller.account, person: request.caller.person, session: request.caller.session, now: now,
            // The same words said again later are another wish.
            idempotencyKey: "\(request.caller.session)-\(moment)-\(request.text.hashValue)")
    }

    /// The owner's policy, made stricter where the client asks for that.
    var policy: ToolPolicy {
        var policy = settings.policy
        policy.wishes = request.toolPolicy.compactMapValues(ToolPolicy.Decision.init)
        return policy
    }

    /// Makes one call, and tells of it.
    func call(_ name: String, _ arguments: ToolCall.Arguments, consent: String? = nil, key: String = "") async -> ToolOutcome {
        guard let executor = parts.executor else {
            return .impossible(name, .unavailable("No tools are set up."))
        }
        note("tool.called", ["name": .string(name)])
        var context = context
        context.idempotencyKey += key
        let outcome = await executor.call(
            ToolCall(name, arguments, consent: consent), context, policy: policy, commitment: commitment)
        parts.tally.count(call: CallOutcome(outcome))
        var details: [String: JSONValue] = [
            "name": .string(name), "outcome": .string(outcome.code), "risk": .string(outcome.risk.rawValue),
            "ms": .number((outcome.duration / .milliseconds(1) * 10).rounded() / 10),
        ]
        if outcome.isFromCache { details["cached"] = true }
        note("tool.finished", .object(details))
        if outcome.output != nil || outcome.failure != nil {
            deliver(.used(ToolResult(name: name, arguments: arguments.text, output: outcome.text)))
        }
        return outcome
    }

    /// The person has answered whether a call is to be made.
    private func settle(_ question: AssistantMemo.Question, _ assent: Assent, _ memo: AssistantMemo) async {
        var memo = memo
        memo.question = nil
        remember(memo)
        switch assent {
        case .no: say("All right, I will leave it.")
        case .yes:
            let outcome = await call(question.tool, .text(question.arguments), consent: question.token)
            // The question is too old: it is asked again.
            if let again = outcome.confirmation {
                memo.question = AssistantMemo.Question(tool: question.tool, arguments: question.arguments, token: again.token)
                remember(memo)
            }
            say(outcome.speech)
        }
        deliver(.finished)
    }
}
