internal import Dialogue

/// One turn being understood.
struct TurnUnderstanding {
    let engine: UnderstandingEngine
    let request: UnderstandingRequest
    var memo: DialogueMemo
    let utterance: Utterance
    var library: IntentLibrary { engine.library }

    init(engine: UnderstandingEngine, request: UnderstandingRequest, memo: DialogueMemo? = nil) {
        self.engine = engine
        self.request = request
        self.memo = memo ?? DialogueMemo(request.memo)
        utterance = Utterance(request.text).withoutFillers
    }

    /// A meaning with what was said for it.
    struct Candidate {
        var intent: PackIntent
        var slots: [String: SlotValue]
        var confidence: Double
        var alternatives: [IntentGuess] = []
        /// It needs what was said before to be understood.
        var isContextual = false
        var before: PlannedCall?
        /// Its wording says "it" or "that" outside of its slots, as in "what is on it".
        var refersBack = false
    }

    mutating func understand() async -> Understanding {
        let now = DialogueMemo.seconds(request.now)
        let silence = now - memo.time
        if memo.time > 0, silence > Int(engine.options.contextTimeout.components.seconds) || silence < -60 {
            memo.pending = nil
            memo.recent = []
            memo.undo = nil
        }
        memo.time = now
        memo.turn += 1
        guard !utterance.words.isEmpty else { return understanding(.nothing, confidence: 0) }
        let exact = exact(utterance)
        if let pending = memo.pending {
            memo.pending = nil
            if let answer = await answer(pending, exact) { return answer }
        }
        if TurnWords.isUndo(utterance.words) { return undo() }
        if let back = takeBack() { return back }
        if let candidate = correction() ?? ellipsis(isOpen: false) { return act(candidate) }
        switch exact {
        case .pack(let candidate, _): return act(candidate)
        case .skills(let answer) where !answer.isLimit: return say(answer)
        default: break
        }
        if let candidate = ellipsis(isOpen: true) { return act(candidate) }
        if let guessed = await guess(utterance) { return guessed }
        if case .skills(let answer)? = exact { return say(answer) }
        return understanding(.nothing, confidence: 0)
    }

    // MARK: Exact wordings

    enum Exact {
        case pack(Candidate, weight: Int)
        case skills(OnDeviceResponder.Understood)

        var weight: Int {
            switch self {
            case .pack(_, let weight): weight
            case .skills(let answer): answer.isLimit ? 0 : answer.weight
            }
        }
    }

    /// A pattern, an example or a fixed skill that takes every word; the one that most words speak for.
    func exact(_ utterance: Utterance) -> Exact? {
        let pack = pattern(utterance)
        guard
            let answer = engine.skills.understood(
                skillRequest(utterance.originals.joined(separator: " "), isWhole: utterance == self.utterance))
        else { return pack.map { .pack($0.0, weight: $0.1) } }
        guard let pack, answer.isLimit || pack.1 >= answer.weight else { return .skills(answer) }
        return .pack(pack.0, weight: pack.1)
    }

    private func pattern(_ utterance: Utterance) -> (Candidate, Int)? {
        guard utterance.words.count <= 60 else { return nil }
        for core in utterance.cores {
            let reader = SlotReader(utterance: core, now: request.now)
            let said = Set(core.words)
            var best: (Candidate, Int)?
            for intent in library.ordered {
                for phrase in intent.phrases {
                    guard let match = phrase.match(reader, said: said, slots: intent.slots), match.weight > best?.1 ?? 0 else { continue }
                    best = (Candidate(intent: intent, slots: match.slots, confidence: 1, refersBack: match.refersBack), match.weight)
                }
            }
            if let best { return best }
        }
        return nil
    }

    func skillRequest(_ text: String, isWhole: Bool) -> ReplyRequest {
        // The sentences' ends matter to the skills; a text made up here has none.
        ReplyRequest(
            text: isWhole ? request.text : text, history: request.history, personName: request.personName, timers: request.timers,
            now: request.now)
    }

    // MARK: Guesses

    /// By likeness to the examples; `nil` where nothing is like it.
    func guess(_ utterance: Utterance) async -> Understanding? {
        let reading = await engine.guess(utterance.originals.joined(separator: " "))
        let known = reading.guesses.filter { library.intents[$0.intent] != nil }
        guard let first = known.first, let intent = library.intents[first.intent], first.probability >= engine.options.ask,
            reading.outOfScope < engine.options.outOfScope
        else { return nil }
        let others = Array(known.dropFirst().prefix(4))
        var turn = self
        if let second = others.first, let other = library.intents[second.intent], second.probability >= engine.options.ask,
            first.probability - second.probability < engine.options.margin
        {
            turn.memo.pending = .choice(intents: [intent.name, other.name], text: utterance.originals.joined(separator: " "))
            return turn.understanding(
                .ask("Do you want me to \(intent.title), or to \(other.title)?"), confidence: first.probability, intent: intent,
                alternatives: others)
        }
        let needsCare = intent.tool != nil && intent.confirm != .never
        guard first.probability >= engine.options.accept || !needsCare else {
            turn.memo.pending = .choice(intents: [intent.name], text: utterance.originals.joined(separator: " "))
            return turn.understanding(
                .ask("Do you want me to \(intent.title)?"), confidence: first.probability, intent: intent, alternatives: others)
        }
        let slots = SlotFinder(SlotReader(utterance: utterance, now: request.now), intent).find()
        return turn.act(Candidate(intent: intent, slots: slots, confidence: first.probability, alternatives: others))
    }
}
