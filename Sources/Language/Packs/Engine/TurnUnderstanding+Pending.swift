/// Answers to what was asked.
extension TurnUnderstanding {
    /// The answer to the last question; `nil` where the person speaks of something else.
    mutating func answer(_ pending: DialogueMemo.Pending, _ exact: Exact?) async -> Understanding? {
        switch pending {
        case .slot(let intent, let slots, let slot, let tries):
            guard let intent = library.intents[intent], let slot = intent.slot(slot) else { return nil }
            return await fill(Candidate(intent: intent, slots: slots, confidence: 1, isContextual: true), slot, tries: tries, exact)
        case .confirm(let intent, let slots, let call, let before): return confirmed(intent, slots, call, before)
        case .choice(let intents, let text): return chosen(intents.compactMap { library.intents[$0] }, text)
        case .offer(let name):
            guard let intent = library.intents[name], let isWanted = Assent(utterance.words).map({ $0 == .yes }) ?? cancelled else {
                return nil
            }
            guard isWanted else { return understanding(.say("OK."), confidence: 1, intent: intent) }
            return act(Candidate(intent: intent, slots: [:], confidence: 1, isContextual: true))
        }
    }

    /// A "never mind" is a no.
    private var cancelled: Bool? { TurnWords.isCancel(utterance.words) ? false : nil }

    // MARK: A slot

    private mutating func fill(_ candidate: Candidate, _ slot: PackSlot, tries: Int, _ exact: Exact?) async -> Understanding? {
        let words = utterance.words
        if slot.type != .yesNo, TurnWords.isCancel(words) || Assent(words) == .no {
            return understanding(.say("OK, never mind."), candidate)
        }
        if let changed = changedMind(exact, candidate.intent, slot) { return changed }
        var candidate = candidate
        // "No, five" corrects what was said before; the question stands.
        if let range = TurnWords.correction(words), let corrected = correct(candidate, utterance[range], isOpen: false) {
            candidate = corrected
            if candidate.slots[slot.name] != nil { return act(candidate) }
        } else if let answer = read(slot, candidate) {
            candidate.slots.merge(answer) { $1 }
            return act(candidate)
        }
        if tries == 0, !slot.type.isOpen, let other = await guessOther(than: candidate.intent) { return other }
        guard tries < 2 else {
            return understanding(.say("Let us leave it then. You can ask me again at any time."), candidate)
        }
        memo.pending = .slot(intent: candidate.intent.name, slots: candidate.slots, slot: slot.name, tries: tries + 1)
        let question = (slot.reask ?? slot.ask)?.render(scope(candidate.slots)) ?? "What is the \(slot.name)?"
        return understanding(.ask(question), candidate)
    }

    /// Another request in place of an answer. Where any words may be the answer, only a wording that leaves no doubt is one.
    private mutating func changedMind(_ exact: Exact?, _ current: PackIntent, _ slot: PackSlot) -> Understanding? {
        guard let exact, exact.weight >= (slot.type.isOpen ? 4 : 3) || (!slot.type.isOpen && exact.weight >= 2 && read(slot) == nil) else {
            return nil
        }
        switch exact {
        case .pack(let candidate, _):
            // The same intent said in full, with what was missing or without.
            if candidate.intent.name == current.name, candidate.slots.isEmpty { return nil }
            return act(candidate)
        case .skills(let answer): return answer.isLimit || answer.name == .acknowledgement ? nil : say(answer)
        }
    }

    private func guessOther(than current: PackIntent) async -> Understanding? {
        guard utterance.words.count >= 3 else { return nil }
        let reading = await engine.guess(utterance.originals.joined(separator: " "))
        guard let first = reading.guesses.first, first.intent != current.name, first.probability >= engine.options.accept else {
            return nil
        }
        return await guess(utterance)
    }

    private func read(_ slot: PackSlot) -> SlotValue? {
        for core in answers {
            if let value = SlotReader(utterance: core, now: request.now).read(slot) { return value }
        }
        return nil
    }

    /// The answer, with other slots that were said along with it.
    private func read(_ slot: PackSlot, _ candidate: Candidate) -> [String: SlotValue]? {
        if slot.type.isOpen { return readOpen(slot, candidate) }
        if let value = read(slot) { return [slot.name: value] }
        if TurnWords.isPronoun(utterance.words) { return nil }
        let reader = SlotReader(utterance: utterance, now: request.now)
        guard let (value, range) = SlotFinder(reader, candidate.intent).span(slot) else { return nil }
        var found = [slot.name: value]
        for other in candidate.intent.slots
        where candidate.slots[other.name] == nil && found[other.name] == nil && other.type.isFoundAnywhere {
            if let (value, _) = SlotFinder(reader, candidate.intent).span(other, besides: [range]) { found[other.name] = value }
        }
        return found
    }

    /// Any words; a missing typed slot at their end is not part of them.
    private func readOpen(_ slot: PackSlot, _ candidate: Candidate) -> [String: SlotValue]? {
        guard let core = answers.last else { return nil }
        let reader = SlotReader(utterance: core, now: request.now)
        var found: [String: SlotValue] = [:]
        var end = core.words.count
        for other in candidate.intent.slots where candidate.slots[other.name] == nil && other.type.isFoundAnywhere && other.type != .choice
        {
            guard let (value, range) = SlotFinder(reader, candidate.intent).span(other), range.upperBound == end, range.lowerBound > 0
            else {
                continue
            }
            found[other.name] = value
            end = range.lowerBound
        }
        guard let value = reader.read(slot, 0..<end) else { return nil }
        found[slot.name] = value
        return found
    }

    /// The words of an answer, first as they are, then without what leads up to them.
    private var answers: [Utterance] {
        var found = [utterance]
        var current = utterance
        while let count = Self.lead(current.words), count < current.words.count {
            current = current[count..<current.words.count]
            found.append(current)
        }
        for count in Courtesy.endings(current.words).prefix(1) where count < current.words.count {
            found.append(current[0..<(current.words.count - count)])
        }
        return found
    }

    private static func lead(_ words: [String]) -> Int? { leads.first { words.count > $0.count && words.starts(with: $0) }?.count }

    private static let leads: [[String]] = [
        "it is called", "it is", "it was", "it should be", "that would be", "that is", "let us say", "i would say", "i think", "make it",
        "how about",
        "remind me to", "remind me of", "my goal is to", "my goal is", "i want to", "i would like to", "i need to", "to", "that", "about",
        "called", "for",
        "at", "well", "so", "maybe", "just", "ok", "okay", "oh", "hm", "let me see", "put", "add", "yes", "i guess", "probably",
    ].map { $0.split(separator: " ").map(String.init) }

    // MARK: Yes or no

    private mutating func confirmed(_ name: String, _ slots: [String: SlotValue], _ call: PlannedCall?, _ before: PlannedCall?)
        -> Understanding?
    {
        let words = utterance.words
        if TurnWords.isCancel(words) || Assent(words) == .no {
            return understanding(.say("OK, I will not do that."), confidence: 1, intent: library.intents[name])
        }
        let isYes = Assent(words) == .yes
        if let call {
            guard isYes else { return nil }
            return understanding(.call(plan(call, name, isConfirmed: true)), confidence: 1, intent: library.intents[name])
        }
        guard let intent = library.intents[name] else { return nil }
        let candidate = Candidate(intent: intent, slots: slots, confidence: 1, isContextual: true, before: before)
        if isYes { return act(candidate, isConfirmed: true) }
        let range = TurnWords.correction(words) ?? 0..<words.count
        guard let corrected = correct(candidate, utterance[range], isOpen: false) else { return nil }
        memo.pending = .confirm(intent: name, slots: corrected.slots, call: nil, before: before)
        return understanding(.ask(question(corrected)), corrected)
    }

    /// A call that no intent made, such as what takes another one back.
    ///
    /// - Parameter question: to be asked where the tool's risk wants it.
    func plan(_ call: PlannedCall, _ name: String, question: String? = nil, isConfirmed: Bool = false) -> ToolPlan {
        ToolPlan(
            intent: name, call: call, before: nil, confirmation: question, isConfirmed: isConfirmed, slots: [:], memo: memo)
    }

    // MARK: Which one

    private mutating func chosen(_ intents: [PackIntent], _ text: String) -> Understanding? {
        let words = utterance.words
        if TurnWords.isCancel(words) || Assent(words) == .no {
            return understanding(.say("OK. Then please tell me in other words."), confidence: 1)
        }
        guard let intent = pick(intents, words) else { return nil }
        let reader = SlotReader(utterance: Utterance(text).withoutFillers, now: request.now)
        var slots = SlotFinder(reader, intent).find()
        let now = SlotFinder(SlotReader(utterance: utterance, now: request.now), intent)
        for slot in intent.slots where slots[slot.name] == nil && slot.type.isFoundAnywhere {
            slots[slot.name] = now.span(slot)?.0
        }
        return act(Candidate(intent: intent, slots: slots, confidence: 1, isContextual: true))
    }

    /// By yes where there is one, by its place, or by the words only its title has.
    private func pick(_ intents: [PackIntent], _ words: [String]) -> PackIntent? {
        if Assent(words) == .yes { return intents.count == 1 ? intents.first : nil }
        let places = ["first": 0, "former": 0, "1st": 0, "second": 1, "latter": 1, "last": intents.count - 1, "other": 1]
        if words.count <= 4, let place = words.compactMap({ places[$0] }).first, intents.indices.contains(place) { return intents[place] }
        let said = Set(words)
        let scores = intents.map { intent in
            let others = intents.filter { $0.name != intent.name }.flatMap { Utterance($0.title).words }
            return Set(Utterance(intent.title).words).subtracting(others).intersection(said).count
        }
        guard let most = scores.max(), most > 0, scores.count(where: { $0 == most }) == 1 else { return nil }
        return scores.firstIndex(of: most).map { intents[$0] }
    }
}
