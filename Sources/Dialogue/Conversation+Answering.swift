internal import Audio

/// From words to an answer.
extension Conversation {
    /// Responses beside the conversation that may be under way at once.
    static let sideCapacity = 4

    // MARK: Asking

    mutating func respond(_ options: ResponseOptions, _ request: String?, _ effects: inout [Effect]) {
        for case .reference(let id) in options.input ?? [] where items[id] == nil {
            return refuse(.noSuchItem, "The response's input refers to an item that is not in the conversation.", request, &effects)
        }
        guard options.isInConversation else {
            guard responses.count(where: { !$0.format.isInConversation }) < Self.sideCapacity else {
                let message = "\(Self.sideCapacity) responses outside the conversation are under way: wait for one to end."
                return refuse(.tooManyResponses, message, request, &effects)
            }
            return answer(options, &effects)
        }
        guard response == nil, owesAnswer?.isAutomatic != false else {
            let message = "A response is under way, or asked for already: cancel it first, or wait for response.done."
            return refuse(.activeResponse, message, request, &effects)
        }
        owesAnswer = options
    }

    mutating func cancelResponse(_ id: ResponseID?, _ request: String?, _ effects: inout [Effect]) {
        if let live = id.map({ id in responses.first { $0.id.number == id.number } }) ?? response {
            return endResponse(live.id, .cancelled(.clientCancelled), &effects)
        }
        if owesAnswer != nil, id == nil {
            owesAnswer = nil
        } else {
            refuse(.noActiveResponse, "There is no such response under way.", request, &effects)
        }
    }

    /// Drops what was not played yet of what is being spoken.
    mutating func clearOutput(_ request: String?, _ effects: inout [Effect]) {
        if let response, response.format.speaks { endResponse(response.id, .cancelled(.clientCancelled), &effects) }
        // A client that cancels first has nothing left to drop, but is told as it expects.
        guard let lastSpoken else { return refuse(.noActiveResponse, "Nothing was spoken yet.", request, &effects) }
        effects.append(.notify(.outputCleared(lastSpoken)))
    }

    /// After every event: begin what is owed, speak what is ready, send what may leave, end what is over.
    mutating func continueAnswering(_ effects: inout [Effect]) {
        guard !isClosed else { return }
        checkIdle(&effects)
        beginOwedAnswer(&effects)
        dropIdleSpeculation(&effects)
        announceDueTimers(&effects)
        speakSpeculation(&effects)
        var index = 0
        while index < responses.count {
            let id = responses[index].id
            speakNextClause(id, &effects)
            sendAudio(id, &effects)
            finishIfDelivered(id, &effects)
            // One that ended has left the list.
            if index < responses.count, responses[index].id == id { index += 1 }
        }
    }

    /// Whether neither side is speaking. A turn the client will commit by itself keeps nobody waiting.
    var isQuiet: Bool {
        if case .overlapping = hearing { return false }
        return response == nil && hearing.turn?.isAnnounced != true && committed.isEmpty
    }

    /// An answer waits while the person speaks on, while words are still being recognised, or while another answer is under way.
    private mutating func beginOwedAnswer(_ effects: inout [Effect]) {
        guard let options = owesAnswer, isQuiet else { return }
        owesAnswer = nil
        answer(options, &effects)
    }

    private mutating func answer(_ options: ResponseOptions, _ effects: inout [Effect]) {
        let context = context(of: options)
        let request = request(options, context)
        let covers = options.isInConversation ? context.covers : []
        if adoptSpeculation(request, options, covers: covers, &effects) { return }
        let id = ResponseID(nextNumber())
        beginResponse(id, options, covers: covers, isThinking: true, &effects)
        modify(id) { $0.inputTokens = request.tokens }
        effects.append(.think(id, request))
    }

    func request(_ options: ResponseOptions, _ context: ReplyContext) -> ReplyRequest {
        let instructions = ([options.instructions ?? settings.instructions] + context.systemTexts).joined(separator: "\n")
        var request = ReplyRequest(
            text: context.question, instructions: instructions, history: context.history, personName: personName, timers: runningTimers,
            now: wallTime)
        request.tools = options.tools ?? settings.tools
        request.toolChoice = options.toolChoice ?? settings.toolChoice
        request.results = context.results
        request.calls = context.calls
        request.memo = memo
        request.mode = options.answerMode ?? settings.answerMode
        request.toolPolicy = settings.toolPolicy
        request.speaks = options.speaks ?? settings.speaks
        request.impatience = impatience
        request.lastReply = lastReply
        request.isNudge = options.isNudge
        return request
    }

    private func context(of options: ResponseOptions) -> ReplyContext {
        guard let input = options.input else { return ReplyContext(items.entries, historyTurns: settings.historyTurns) }
        return ReplyContext(
            input: input.compactMap { entry in
                switch entry {
                case .reference(let id): items[id]?.item
                case .item(let content, let role): Item(id: ItemID(0), role: role, status: .completed, content: content)
                }
            })
    }

    mutating func beginResponse(
        _ id: ResponseID, _ options: ResponseOptions = ResponseOptions(), covers: [ItemID] = [], isThinking: Bool,
        _ effects: inout [Effect]
    ) {
        let format = format(of: options)
        var response = LiveResponse(id: id, format: format, covers: covers, playout: Playout(at: now), isThinking: isThinking)
        if format.speaks { response.longestReply = settings.longestReply }
        responses.append(response)
        effects.append(.notify(.responseCreated(id, format)))
    }

    func format(of options: ResponseOptions) -> ResponseFormat {
        ResponseFormat(
            speaks: options.speaks ?? settings.speaks, voice: options.voice ?? settings.voice, speed: settings.speed,
            isInConversation: options.isInConversation, maximumTokens: options.maximumTokens ?? settings.maximumTokens,
            attachment: options.attachment)
    }

    // MARK: Thinking

    mutating func replied(_ id: ResponseID, _ event: ReplyEvent, _ effects: inout [Effect]) {
        guard self[id]?.isThinking == true else { return }
        switch event {
        case .text(let piece): say(id, piece, &effects)
        case .pause: modify(id) { $0.reply.pause() }
        case .style(let style): modify(id) { $0.style = style }
        case .call(let name): beginCall(id, name, &effects)
        case .callArguments(let piece): growCall(id, piece, &effects)
        case .personName(let name): modify(id) { $0.held.append(.personName(name)) }
        case .startTimer(let timer):
            let due = now + timer.duration
            modify(id) { $0.held.append(.startTimer(SetTimer(request: timer, due: due))) }
        case .stopTimers(let label): modify(id) { $0.held.append(.stopTimers(label: label)) }
        case .memo(let memo): modify(id) { $0.held.append(.memo(memo)) }
        case .used(let result): keep(result, of: id)
        case .usage(let input, let output): modify(id) { $0.count(input: input, output: output) }
        case .note(let note): effects.append(.notify(.replyNoted(id, note)))
        case .finished:
            finishCalls(id, &effects)
            modify(id) { response in
                response.isThinking = false
                response.reply.complete()
            }
        case .failed(let reason): fail(id, reason, &effects)
        }
    }

    /// What a call did is done, whether the person hears of it or not: it belongs to the question.
    private mutating func keep(_ result: ToolResult, of id: ResponseID) {
        guard let current = self[id], current.format.isInConversation, let item = current.covers.last else { return }
        items.modify(item) { $0.calls.append(result) }
    }

    // MARK: Silence

    /// A person who says nothing for long after a reply is spoken to, where the client asked for that.
    private mutating func checkIdle(_ effects: inout [Effect]) {
        guard let timeout = settings.idleTimeout, !isDetached, let since = idleSince else { return }
        guard hearing == .quiet, isQuiet, owesAnswer == nil, now - since >= SampleRate.hz16000.samples(in: timeout) else { return }
        idleSince = nil
        let item = ItemID(nextNumber())
        let start = min(idleStart, heardEnd)
        lastCommitEnd = heardEnd
        effects.append(.notify(.idleTimeout(item, from: start, to: heardEnd)))
        tellCommitted(item, &effects)
        items.modify(item) { $0.item.content = .inputAudio(transcript: "") }
        effects.append(.notify(.transcript(item, text: "", samples: 0)))
        var options = ResponseOptions()
        options.isNudge = true
        options.isAutomatic = true
        owesAnswer = options
    }
}

extension ReplyRequest {
    /// Estimated tokens of everything a responder is given.
    var tokens: Int {
        Usage.tokens(text) + Usage.tokens(instructions)
            + history.reduce(0) { $0 + Usage.tokens($1.user) + Usage.tokens($1.assistant) }
            + tools.reduce(0) { $0 + Usage.tokens($1.name) + Usage.tokens($1.description) + Usage.tokens($1.parameters) }
            + results.reduce(0) { $0 + Usage.tokens($1.output) }
    }
}
