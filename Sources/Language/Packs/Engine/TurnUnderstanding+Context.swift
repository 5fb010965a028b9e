internal import Wire

/// What only what was said before makes clear.
extension TurnUnderstanding {
    static let undoName = "undo"

    private var last: (turn: DialogueMemo.Turn, intent: PackIntent)? {
        guard let turn = memo.recent.last, let intent = library.intents[turn.intent] else { return nil }
        return (turn, intent)
    }

    // MARK: Taking back

    /// "Undo that": at once for the last turn, after a question for an earlier one.
    mutating func undo() -> Understanding {
        guard let undo = memo.undo else {
            return understanding(.say("There is nothing that I could undo."), confidence: 1)
        }
        let question = question(undo)
        guard memo.turn - undo.turn <= 1 else {
            memo.pending = .confirm(intent: Self.undoName, slots: [:], call: undo.call, before: nil)
            return contextual(.ask(question))
        }
        return contextual(.call(plan(undo.call, Self.undoName, question: question)))
    }

    /// In the words of the intent that does what undoing does, where there is one with a question.
    private func question(_ undo: DialogueMemo.Undo) -> String {
        if let turn = memo.recent.last(where: { $0.undo == undo.call }), let candidate = cancelling(turn),
            candidate.intent.tool == undo.call.tool, candidate.intent.question != nil
        {
            return question(candidate)
        }
        return undo.title.isEmpty ? "Shall I undo that?" : "Shall I undo this: \(undo.title)?"
    }

    /// The intent that takes the turn's back, with what is known from the turn.
    private func cancelling(_ turn: DialogueMemo.Turn) -> Candidate? {
        guard let name = library.intents[turn.intent]?.cancelWith, let intent = library.intents[name] else { return nil }
        var slots = turn.slots.filter { entry in intent.slot(entry.key) != nil }
        for slot in intent.slots where slots[slot.name] == nil { slots[slot.name] = referred(slot, in: turn) }
        return Candidate(intent: intent, slots: slots, confidence: 1, isContextual: true)
    }

    /// "Cancel it", of what the last turn did; `nil` where there is nothing to take back.
    mutating func takeBack() -> Understanding? {
        guard TurnWords.isTakingBack(utterance.words), let turn = memo.recent.last else { return nil }
        if let undo = memo.undo, turn.undo == undo.call {
            return contextual(.call(plan(undo.call, Self.undoName, question: question(undo))))
        }
        if turn.intent == "skill.startTimer", !request.timers.isEmpty,
            let answer = engine.skills.understood(skillRequest("cancel the timer", isWhole: false))
        {
            return say(answer)
        }
        return cancelling(turn).map { act($0) }
    }

    private func contextual(_ action: Understanding.Action) -> Understanding {
        var understood = understanding(action, confidence: 1)
        understood.intent = Self.undoName
        understood.isPersonal = true
        understood.isVolatile = true
        return understood
    }

    // MARK: Corrections

    /// "No, five", "I meant Tuesday": the last intent again, with another value; what it did is taken back first.
    func correction() -> Candidate? {
        guard let last, let range = TurnWords.correction(utterance.words) else { return nil }
        let candidate = Candidate(intent: last.intent, slots: last.turn.slots, confidence: 0.95, isContextual: true, before: last.turn.undo)
        let isOpen = utterance.words.contains("meant") || utterance.words.contains("said") || utterance.words.contains("mean")
        return correct(candidate, utterance[range], isOpen: isOpen)
    }

    /// The candidate with the one slot changed that `said` can be a value of.
    ///
    /// - Parameter isOpen: whether words of any kind may be the value.
    func correct(_ candidate: Candidate, _ said: Utterance, isOpen: Bool) -> Candidate? {
        let reader = SlotReader(utterance: said, now: request.now)
        let merging = SlotMerging(reader: reader)
        let typed = candidate.intent.slots.filter { !$0.type.isOpen && $0.type != .yesNo }
        // What was given before is what can be wrong; a value said in full comes before one that the old value completes.
        let given = typed.filter { candidate.slots[$0.name] != nil }
        let missing = typed.filter { candidate.slots[$0.name] == nil && $0.type.isFoundAnywhere }
        for (slots, isWhole) in [(given, true), (given, false), (missing, true)] {
            for slot in slots {
                let old = candidate.slots[slot.name]
                guard let value = merging.value(slot, over: old, isWhole: isWhole), value.json != old?.json else { continue }
                return changing(candidate, slot, value)
            }
        }
        let open = candidate.intent.slots.filter { $0.type.isOpen && candidate.slots[$0.name] != nil }
        guard isOpen, let slot = open.first(where: \.isRequired) ?? open.last, let value = reader.read(slot) else {
            return nil
        }
        return changing(candidate, slot, value)
    }

    private func changing(_ candidate: Candidate, _ slot: PackSlot, _ value: SlotValue) -> Candidate {
        var candidate = candidate
        candidate.slots[slot.name] = value
        return candidate
    }

    // MARK: Ellipsis

    /// "And tomorrow?", "what about Paris?": the last intent, or one that follows on it, with another value.
    ///
    /// - Parameter isOpen: whether words of any kind may be the value; tried once nothing else was understood.
    func ellipsis(isOpen: Bool) -> Candidate? {
        guard let last, !last.intent.followUp.isEmpty else { return nil }
        let cut = TurnWords.ellipsis(utterance.words)
        // "In miles?" alone may be one too, but then nothing else.
        guard let range = cut?.range ?? (utterance.words.count <= 4 ? 0..<utterance.words.count : nil) else { return nil }
        let said = utterance[range]
        let mayBeOpen = isOpen && cut?.isOpen == true
        guard isOpen || cut != nil || isBareValue(said) else { return nil }
        for name in last.intent.followUp {
            guard let intent = library.intents[name] else { continue }
            let slots = last.turn.slots.filter { slot in intent.slot(slot.key)?.type == last.intent.slot(slot.key)?.type }
            let candidate = Candidate(intent: intent, slots: slots, confidence: 0.9, isContextual: true)
            for start in said.words.indices.prefix(2) {
                // "in miles", "for friday": the preposition may belong to the value or not.
                guard start == 0 || ["in", "for", "on", "to", "with", "the", "until", "till", "from", "by"].contains(said.words[start - 1])
                else { break }
                if let found = correct(candidate, said[start..<said.words.count], isOpen: mayBeOpen) { return found }
            }
        }
        return nil
    }

    /// A day, an amount or the like that no other request begins with.
    private func isBareValue(_ said: Utterance) -> Bool {
        let reader = SlotReader(utterance: said, now: request.now)
        return [.date, .unit, .money, .amount].contains { type in
            reader.read(PackSlot(name: "", type: type), 0..<said.words.count, isAlone: false) != nil
        } || ["in", "on", "for"].contains(said.words.first)
    }

    // MARK: Pronouns

    /// What "it" and "that one" stand for.
    func resolveReferences(_ candidate: inout Candidate) {
        for slot in candidate.intent.slots {
            guard let value = candidate.slots[slot.name], let said = value.json.string, slot.type == .text || slot.type == .name,
                TurnWords.isPronoun(Utterance(said).words)
            else { continue }
            candidate.slots[slot.name] = referred(slot)
            candidate.isContextual = true
        }
    }

    /// The value of the same slot in an earlier turn, or of what the slot may refer to; the latest first.
    func referred(_ slot: PackSlot) -> SlotValue? {
        for turn in memo.recent.reversed() {
            if let value = referred(slot, in: turn) { return value }
        }
        return nil
    }

    private func referred(_ slot: PackSlot, in turn: DialogueMemo.Turn) -> SlotValue? {
        let scope = TemplateScope(slots: turn.slots, result: turn.result)
        for name in slot.refersTo + [slot.name] {
            let path = name.split(separator: ".").map(String.init)
            if path.count == 1, let value = turn.slots[name] { return value }
            guard var value = scope.value(path) else { continue }
            // Of several, nobody knows which one is meant.
            if slot.type != .list, case .array(let entries) = value {
                guard entries.count == 1, let only = entries.first else { continue }
                value = only
            }
            guard let spoken = TemplateScope.said(value), !spoken.isEmpty else { continue }
            return SlotValue(value, spoken: spoken)
        }
        return nil
    }
}
