internal import Dialogue
internal import Wire

/// From a meaning to what is done.
extension TurnUnderstanding {
    /// Asks for what is missing, asks whether it may, says it, or plans a call.
    mutating func act(_ candidate: Candidate, isConfirmed: Bool = false) -> Understanding {
        var candidate = candidate
        let intent = candidate.intent
        resolveReferences(&candidate)
        for slot in intent.slots where candidate.slots[slot.name] == nil {
            // What was spoken of comes before a default; what is required is rather asked for.
            if candidate.refersBack, slot.fallback != nil, !slot.refersTo.isEmpty, let value = referred(slot) {
                candidate.slots[slot.name] = value
                candidate.isContextual = true
            } else {
                candidate.slots[slot.name] = fallback(slot, candidate.slots)
            }
        }
        if let missing = intent.slots.first(where: { $0.isRequired && candidate.slots[$0.name] == nil }) {
            memo.pending = .slot(intent: intent.name, slots: candidate.slots, slot: missing.name, tries: 0)
            let question = missing.ask?.render(scope(candidate.slots)) ?? "What is the \(missing.name)?"
            return understanding(.ask(question), candidate)
        }
        if let rewrite = intent.rewrite { return self.rewrite(rewrite, candidate) }
        guard intent.tool != nil else { return reply(candidate) }
        if intent.confirm == .always, !isConfirmed {
            memo.pending = .confirm(intent: intent.name, slots: candidate.slots, call: nil, before: candidate.before)
            return understanding(.ask(question(candidate)), candidate)
        }
        return understanding(.call(plan(candidate, isConfirmed: isConfirmed)), candidate)
    }

    func question(_ candidate: Candidate) -> String {
        candidate.intent.question?.render(scope(candidate.slots)) ?? "Shall I \(candidate.intent.title)?"
    }

    private func plan(_ candidate: Candidate, isConfirmed: Bool) -> ToolPlan {
        let intent = candidate.intent
        let question: String? =
            if isConfirmed {
                nil
            } else if intent.confirm == .risk {
                question(candidate)
            } else {
                candidate.before.map { _ in "Shall I take that back and do it over?" }
            }
        return ToolPlan(
            intent: intent.name,
            call: PlannedCall(
                tool: intent.tool ?? "", arguments: ArgumentFilling(scope: scope(candidate.slots)).object(intent.arguments)),
            before: candidate.before, confirmation: question, isConfirmed: isConfirmed, slots: candidate.slots, memo: memo)
    }

    /// A slot's default, read as if it had been said.
    private func fallback(_ slot: PackSlot, _ slots: [String: SlotValue]) -> SlotValue? {
        guard let text = slot.fallback?.render(scope(slots)) else { return nil }
        let utterance = Utterance(text)
        return SlotReader(utterance: utterance, now: request.now).read(slot)
    }

    /// The fixed skills answer in other words.
    private mutating func rewrite(_ template: ReplyTemplate, _ candidate: Candidate) -> Understanding {
        guard let text = template.render(scope(candidate.slots)), let answer = engine.skills.understood(skillRequest(text, isWhole: false))
        else {
            return understanding(.nothing, confidence: 0)
        }
        memo.remember(DialogueMemo.Turn(intent: candidate.intent.name, slots: candidate.slots), most: engine.options.maxHistory)
        var understood = understanding(.say(answer.text), candidate)
        understood.effects = answer.effects
        understood.isVolatile = true
        return understood
    }

    private mutating func reply(_ candidate: Candidate) -> Understanding {
        let intent = candidate.intent
        let scope = scope(candidate.slots)
        var text = ReplyVariant.choose(intent.replies, scope, turn: memo.turn) ?? "OK."
        memo.remember(DialogueMemo.Turn(intent: intent.name, slots: candidate.slots), most: engine.options.maxHistory)
        if let offer = offer(intent, scope) { text += " " + offer }
        return understanding(.say(text), candidate)
    }

    /// The question that leads on; the next turn answers it.
    private mutating func offer(_ intent: PackIntent, _ scope: TemplateScope) -> String? {
        guard let offer = intent.offer, let text = offer.ask.render(scope) else { return nil }
        memo.pending = .offer(intent: offer.intent)
        return text
    }

    /// The fixed skills' own answer.
    mutating func say(_ answer: OnDeviceResponder.Understood) -> Understanding {
        memo.remember(DialogueMemo.Turn(intent: "skill.\(answer.name.rawValue)", slots: [:]), most: engine.options.maxHistory)
        var understood = understanding(.say(answer.text), confidence: answer.isLimit ? 0.4 : 1)
        understood.intent = "skill.\(answer.name.rawValue)"
        understood.effects = answer.effects
        understood.isPersonal = true
        understood.isVolatile = true
        return understood
    }

    func scope(_ slots: [String: SlotValue]) -> TemplateScope { TemplateScope(slots: slots, person: request.personName) }

    // MARK: After a call

    mutating func report(_ plan: ToolPlan, result: JSONValue?, speech: String?, failure: String?) -> (text: String, memo: String) {
        var scope = scope(plan.slots)
        scope.result = result
        scope.speech = speech
        scope.failure = failure
        let intent = library.intents[plan.intent]
        guard failure == nil else {
            let text = ReplyVariant.choose(intent?.failures ?? [], scope, turn: memo.turn)
            return (text ?? failure ?? "", memo.text)
        }
        let isUndo = plan.intent == Self.undoName
        if isUndo || plan.before != nil { memo.forget(undone: plan.before ?? plan.call) }
        let undo = PlannedCall(kept: result?["undo"])
        if let undo { memo.undo = DialogueMemo.Undo(call: undo, title: intent?.title ?? "", turn: memo.turn) }
        if !isUndo {
            memo.remember(
                DialogueMemo.Turn(intent: plan.intent, slots: plan.slots, result: result, undo: undo), most: engine.options.maxHistory)
        }
        var text =
            ReplyVariant.choose(intent?.replies ?? [], scope, turn: memo.turn) ?? speech ?? (isUndo ? "OK, that is undone." : "Done.")
        if let intent, let offer = offer(intent, scope) { text += " " + offer }
        return (text, memo.text)
    }

    // MARK: Results

    func understanding(_ action: Understanding.Action, confidence: Double, intent: PackIntent? = nil, alternatives: [IntentGuess] = [])
        -> Understanding
    {
        Understanding(
            confidence: confidence, intent: intent?.name, alternatives: alternatives, isPersonal: intent?.isPersonal ?? false,
            isVolatile: intent?.isVolatile ?? false, action: action, memo: memo.text)
    }

    func understanding(_ action: Understanding.Action, _ candidate: Candidate) -> Understanding {
        let intent = candidate.intent
        var understood = understanding(action, confidence: candidate.confidence, intent: intent, alternatives: candidate.alternatives)
        let speaksOfPerson = intent.replies.contains { $0.template.paths.contains(["person"]) || $0.condition?.path == ["person"] }
        let dependsOnTime = intent.slots.contains { [.date, .time, .datetime].contains($0.type) }
        let isQuestion = if case .ask = action { true } else { false }
        understood.isPersonal = understood.isPersonal || candidate.isContextual || speaksOfPerson || isQuestion
        understood.isVolatile = understood.isVolatile || candidate.isContextual || dependsOnTime || isQuestion || memo.pending != nil
        return understood
    }
}
