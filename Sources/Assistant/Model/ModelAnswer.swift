internal import Dialogue
internal import Inference
internal import Language
internal import Personality
internal import Tools
internal import Wire

/// Answers from a language model: its words, its calls, and what they gave back, until it has nothing more to call.
struct ModelAnswer {
    /// What the intents make of the turn; may take milliseconds.
    typealias Understood = @Sendable () async -> Understanding?

    let turn: AssistantTurn
    let manner: Manner
    /// What is remembered where this answer has nothing to add.
    let memo: AssistantMemo
    /// Said before the model's first word.
    let opening: String?
    let understood: Understood

    private var request: ReplyRequest { turn.request }

    /// - Parameter cached: from `kept`.
    func give(_ cached: Kept) async {
        guard let model = turn.parts.model else { return await fallBack() }
        if let hit = cached.hit {
            turn.note("reply.cached", ["likeness": .number(Double(hit.likeness))])
            turn.say(hit.text)
            return turn.deliver(.finished)
        }
        if let opening {
            turn.say(opening + " ")
            turn.deliver(.pause)
        }
        async let recalled = turn.recalled()
        let functions = await functions()
        let known = await recalled
        if turn.parts.memory != nil { turn.noteUsed(known.count) }
        let builder = PromptBuilder(turn: turn, manner: manner, known: known, said: opening, functions: functions)
        var prompt = builder.prompt()
            .compacted(to: turn.settings.promptTokens)
        var said = SaidSoFar(after: opening)
        for round in 1...max(1, turn.settings.rounds) {
            let ending = await ModelRound(turn: turn, model: model, functions: functions).run(prompt, &said)
            switch ending {
            case .cancelled: return
            case .failed(let failure): return await fail(failure, said)
            case .complete(let calls) where calls.isEmpty:
                turn.say(said.finish())
                guard !said.isEmpty || opening != nil else { return await sayNothingCame(after: said) }
                turn.keepEpisode()
                if cached.mayKeep, known.isEmpty, said.calls == 0, opening == nil, await !isPersonal() {
                    turn.parts.cache.keep(request.text, as: said.text, in: cached.context, vector: cached.vector)
                }
                return turn.deliver(.finished)
            case .complete(let calls):
                said.calls += calls.count
                guard let next = await perform(calls, functions, prompt, said.roundText, round) else { return }
                prompt = next
                // In its last round it has to speak.
                prompt.choice = round + 1 >= turn.settings.rounds ? .none : .auto
                said.beginRound()
            }
        }
        turn.say(said.finish())
        await sayNothingCame(after: said)
    }

    /// Ends an answer; the intents are asked only where no call has been made, since they would make it again.
    private func sayNothingCame(after said: SaidSoFar) async {
        guard said.isEmpty else { return turn.deliver(.finished) }
        guard said.calls > 0 else { return await fallBack() }
        turn.say("I looked into it, and have nothing to say about it.")
        turn.deliver(.finished)
    }

    // MARK: Calls

    /// Makes the server's calls, and hands the client's over; `nil` where the reply ends with that.
    private func perform(
        _ calls: [ModelPrompt.Call], _ functions: FunctionList, _ prompt: ModelPrompt, _ text: String, _ round: Int
    ) async -> ModelPrompt? {
        let own = calls.filter { !functions.isClients($0.name) }
        let outcomes = await outcomes(of: own, functions, round)
        guard !Task.isCancelled else { return nil }
        for (call, outcome) in outcomes {
            guard case .needsConfirmation(let question) = outcome.ending else { continue }
            ask(question, functions.toolName(of: call.name), call)
            return nil
        }
        let clients = calls.filter { functions.isClients($0.name) }
        guard clients.isEmpty else {
            for call in clients {
                turn.deliver(.call(name: call.name))
                turn.deliver(.callArguments(call.arguments.isEmpty ? "{}" : call.arguments))
            }
            turn.deliver(.finished)
            return nil
        }
        var next = prompt
        next.messages.append(.assistant(text: text, calls: own))
        for (call, outcome) in outcomes { next.messages.append(.result(id: call.id, name: call.name, output: outcome.text)) }
        return next
    }

    /// Side by side; in the order of the calls.
    private func outcomes(
        of calls: [ModelPrompt.Call], _ functions: FunctionList, _ round: Int
    ) async -> [(ModelPrompt.Call, ToolOutcome)] {
        await withTaskGroup(of: (Int, ToolOutcome).self) { group in
            for (index, call) in calls.enumerated() {
                group.addTask {
                    (index, await turn.call(functions.toolName(of: call.name), .text(call.arguments), key: "-\(round)-\(index)"))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map { (calls[$0.0], $0.1) }
        }
    }

    private func ask(_ question: ToolConfirmation, _ tool: String, _ call: ModelPrompt.Call) {
        var memo = memo
        memo.question = AssistantMemo.Question(tool: tool, arguments: call.arguments, token: question.token)
        turn.remember(memo)
        turn.say(" " + question.question)
        turn.deliver(.finished)
    }

    private func functions() async -> FunctionList {
        guard request.toolChoice != .none else { return FunctionList(client: [], server: []) }
        guard let executor = turn.parts.executor else { return FunctionList(client: request.tools, server: []) }
        let policy = turn.policy
        let all = executor.registry.definitions
        let allowed = all.filter { policy.decision($0.name, $0.risk) != .deny }
        return FunctionList(client: request.tools, server: await fitting(allowed), others: all)
    }

    /// All, or of too many those that the turn seems to want and those that were used lately.
    private func fitting(_ allowed: [ToolDefinition]) async -> [ToolDefinition] {
        let most = turn.settings.functions
        guard allowed.count > most, let finder = turn.parts.finder else { return Array(allowed.prefix(most)) }
        let used = request.history.suffix(Self.rememberedTurns).flatMap(\.calls).map(\.name) + request.calls.map(\.name)
        let found = await finder.find(request.text, limit: most).map(\.name)
        var wanted = Set(used)
        for name in found where wanted.count < most { wanted.insert(name) }
        return allowed.filter { wanted.contains($0.name) }
    }

    private static let rememberedTurns = 4

    // MARK: The cache

    struct Kept {
        var hit: ResponseCache.Hit?
        fileprivate var mayKeep = false
        fileprivate var context: ResponseCache.Context
        fileprivate var vector: [Float]?
    }

    /// What the cache has for this turn, and under what an answer to it would be kept.
    func kept() async -> Kept {
        let cache = turn.parts.cache
        let isPlain = request.results.isEmpty && request.calls.isEmpty && !request.isNudge
        // What a model was told of a person, or of what was said before, may be in its answer.
        let isForAnyone = request.history.isEmpty && request.personName == nil && request.caller.person == nil
        let name = turn.parts.model?.name ?? ""
        var cached = Kept(context: ResponseCache.Context(answerer: name, instructions: request.instructions + manner.prompt))
        guard isPlain, request.tools.isEmpty, cache.mayKeep(request.text) else { return cached }
        cached.mayKeep = isForAnyone
        if cache.settings.policy == .near, let embedder = turn.parts.embedder {
            cached.vector = (try? await embedder.embed([request.text]))?.first
        }
        let hit = cache.answer(to: request.text, in: cached.context, vector: cached.vector)
        if hit != nil, await !isPersonal() { cached.hit = hit }
        return cached
    }

    /// Whether the answer is for this person, or for now alone.
    private func isPersonal() async -> Bool { await understood().map { $0.isPersonal || $0.isVolatile } ?? false }

    // MARK: Without the model

    private func fail(_ failure: ModelFailure, _ said: SaidSoFar) async {
        turn.note("model.failed", ["kind": .string(failure.kind.rawValue), "message": .string(failure.description)])
        guard said.isEmpty, said.calls == 0 else {
            turn.say(" Sorry, I lost the rest of that.")
            return turn.deliver(.finished)
        }
        await fallBack()
    }

    /// Whatever the intents make of it is better than nothing.
    private func fallBack() async {
        if let understanding = await understood(), understanding.action != .nothing {
            let engine = turn.parts.intents.engine
            return await DirectAnswer(turn: turn, engine: engine, asked: turn.understandingRequest(memo), manner: manner)
                .give(understanding)
        }
        turn.say("Sorry, I cannot reach my language model just now.")
        turn.deliver(.finished)
    }
}
