internal import Dialogue
internal import Language
internal import Memory
internal import Personality
internal import Tools
internal import Wire

/// What the person asks of Coda itself: what it remembers of them, and how it speaks.
extension AssistantTurn {
    var owner: MemoryOwner { MemoryOwner(request.caller) }

    /// Answers such a turn; `false` where it is about something else.
    func answerPersonally(_ memo: AssistantMemo, hasModel: Bool) async -> Bool {
        if let memory = parts.memory {
            if let asked = MemoryRequest.read(request.text) {
                await answer(asked, memory, memo)
                return true
            }
            // A model says it in its own words, from the same memories.
            if mode != .llm, let answer = await memory.answer(to: request.text, of: owner, at: .now) {
                noteUsed(answer.count)
                finish(answer.text)
                return true
            }
        }
        guard let manners = parts.manners else { return false }
        if let question = MannerQuestion.read(request.text) {
            let personality = await manners.personality(of: owner)
            let reasons = question.trait.map { personality.explain($0) } ?? Trait.allCases.flatMap { personality.explain($0) }
            finish(reasons.prefix(3).joined(separator: " "))
            return true
        }
        // A model can do at once what is asked, such as explaining again.
        if !hasModel, let wish = wish.request, wish.isWhole {
            finish(wish.acknowledgement)
            return true
        }
        return false
    }

    private func answer(_ asked: MemoryRequest, _ memory: PersonalMemory, _ memo: AssistantMemo) async {
        switch asked {
        case .remember(let sentence): await use("memory.remember", ["sentence": .string(sentence)], memo)
        case .tell(nil): await use("memory.about_person", [:], memo)
        case .tell(.some(let matter)), .recall(let matter): await use("memory.recall", ["about": .string(matter)], memo)
        case .forget(.some(let matter)): await use("memory.forget", ["about": .string(matter)], memo)
        case .forgetEverything: await use(MemoryTools.forgetEverythingName, [:], memo)
        case .forget(nil):
            // What was said a moment ago can be said again: nobody is asked.
            guard await commitment.value else { return }
            do {
                finish(MemoryTools.speech(of: try await memory.forget(nil, of: owner, at: .now)))
            } catch { finish("I could not forget it: \(error.description)") }
        }
    }

    private func use(_ tool: String, _ arguments: JSONValue, _ memo: AssistantMemo) async {
        let outcome = await call(tool, .value(arguments))
        if case .withdrawn = outcome.ending { return }
        var memo = memo
        memo.question = outcome.confirmation.map { AssistantMemo.Question(tool: tool, arguments: arguments.text, token: $0.token) }
        remember(memo)
        finish(outcome.confirmation?.question ?? outcome.speech)
    }

    /// Where nothing else is to be said to what the person told of themselves.
    func learnt() -> String? {
        guard parts.memory != nil, let facts = FactReader(now: request.now)?.read(request.text), let first = facts.first else { return nil }
        return "I will remember that. \(FactQuestion.secondPerson(first.sentence))"
    }

    func finish(_ text: String) {
        say(text)
        deliver(.finished)
    }

    /// How this person is spoken to; without a word of them as everybody is.
    func manner() async -> Manner {
        guard let manners = parts.manners else { return Manner() }
        let manner = await manners.personality(of: owner).manner
        guard let wish = wish.request else { return manner }
        return manner.adjusted(by: wish)
    }

    /// What is remembered that may help with this turn.
    func recalled() async -> [RecalledMemory] {
        guard let memory = parts.memory, !request.text.isEmpty else { return [] }
        return await memory.recall.recall(request.text, owner: owner, at: .now)
    }

    /// Tells how many memories this answer has to go by, and nothing of what is in them.
    func noteUsed(_ count: Int) { note("memory.used", ["count": .integer(count)]) }

    /// What was said counts: it is learnt from. Returns at once.
    static func learn(from request: ReplyRequest, _ wish: TurnWish, _ parts: AssistantParts) {
        guard request.results.isEmpty, !request.isNudge else { return }
        let owner = MemoryOwner(request.caller)
        if let manners = parts.manners {
            let reply = request.lastReply.map { HeardReply(words: $0.words, heardWords: $0.heardWords, wasCutOff: $0.wasCutOff) }
            let time = PersonalityTime(seconds: MemoryTime.now.milliseconds / 1_000)
            manners.hear(PersonTurn(request.text, after: reply), wish, of: owner, at: time)
        }
        guard let memory = parts.memory, !request.text.isEmpty, MemoryRequest.read(request.text) == nil else { return }
        var said = said(request, .facts)
        said.isModels = (request.mode ?? parts.settings.mode) != .direct
        memory.hear(said)
    }

    private static func said(_ request: ReplyRequest, _ use: PersonalMemory.Said.Use) -> PersonalMemory.Said {
        PersonalMemory.Said(
            text: request.text, owner: MemoryOwner(request.caller),
            session: request.caller.session, now: request.now, moment: .now, use: use)
    }

    /// A remark that a model has talked about may come up again.
    func keepEpisode() {
        let words = Cacheable.words(of: request.text)
        guard words.count >= 5, !Cacheable.isQuestion(words) else { return }
        parts.memory?.hear(Self.said(request, .episode))
    }
}

extension MemoryOwner {
    /// Whose memories a caller speaks to.
    init(_ caller: ReplyCaller) { self.init(account: caller.account, person: caller.person ?? "") }
}
