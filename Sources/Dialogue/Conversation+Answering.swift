internal import Audio

/// From words to a spoken answer.
extension Conversation {
    // MARK: Asking

    mutating func addText(_ text: String, _ role: Role, _ effects: inout [Effect]) {
        let content: Item.Content = role == .assistant ? .outputText(text) : .inputText(text)
        let item = Item(id: ItemID(nextNumber()), role: role, status: .completed, content: content)
        let previous = place(item.id)
        effects.append(.notify(.itemAdded(item, after: previous)))
        effects.append(.notify(.itemDone(item, after: previous)))
        switch role {
        case .user: addUnanswered(text)
        case .assistant: remember(Exchange(user: "", assistant: text))
        case .system:
            systemTexts.append(text)
            if systemTexts.count > Self.systemTextCapacity { systemTexts.removeFirst() }
        }
    }

    mutating func addUnanswered(_ text: String) {
        unanswered.append(text)
        if unanswered.count > Self.unansweredCapacity { unanswered.removeFirst() }
    }

    mutating func respond(_ options: ResponseOptions, _ request: String?, _ effects: inout [Effect]) {
        guard response == nil else {
            let message = "A response is under way: cancel it first, or wait for response.done."
            effects.append(.notify(.refused(code: .activeResponse, message: message, request: request)))
            return
        }
        owesAnswer = options
    }

    mutating func cancelResponse(_ id: ResponseID?, _ request: String?, _ effects: inout [Effect]) {
        guard let response, id == nil || id == response.id else {
            if owesAnswer != nil, id == nil {
                owesAnswer = nil
                return
            }
            let message = "There is no such response under way."
            effects.append(.notify(.refused(code: .noActiveResponse, message: message, request: request)))
            return
        }
        endResponse(.cancelled(.clientCancelled), &effects)
    }

    /// After every event: begin what is owed, speak what is ready, send what may leave, end what is over.
    mutating func continueAnswering(_ effects: inout [Effect]) {
        guard !isClosed else { return }
        beginOwedAnswer(&effects)
        announceDueTimers(&effects)
        speakNextClause(&effects)
        sendAudio(&effects)
        finishIfDelivered(&effects)
    }

    /// Whether neither side is speaking. A turn the client will commit by itself keeps nobody waiting.
    var isQuiet: Bool { response == nil && hearing.turn?.isAnnounced != true && committed.isEmpty }

    /// An answer waits while the person speaks on, while words are still being recognised, or while another answer is under way.
    private mutating func beginOwedAnswer(_ effects: inout [Effect]) {
        guard let options = owesAnswer, isQuiet else { return }
        owesAnswer = nil
        let question = unanswered.joined(separator: " ")
        let id = beginResponse(question: question, covers: unanswered.count, options: options, isThinking: true, &effects)
        let instructions = [options.instructions ?? settings.instructions] + systemTexts
        let request = ReplyRequest(
            text: question, instructions: instructions.joined(separator: "\n"), history: history, personName: personName,
            timers: runningTimers, now: wallTime)
        effects.append(.think(id, request))
    }

    @discardableResult
    mutating func beginResponse(
        question: String, covers: Int, options: ResponseOptions, isThinking: Bool, _ effects: inout [Effect]
    ) -> ResponseID {
        let id = ResponseID(nextNumber())
        let speaks = options.speaks ?? settings.speaks
        response = LiveResponse(
            id: id, item: ItemID(nextNumber()), voice: settings.voice, speed: settings.speed, speaks: speaks, question: question,
            covers: covers, playout: Playout(at: now), isThinking: isThinking)
        effects.append(.notify(.responseCreated(id, speaks: speaks, voice: settings.voice)))
        return id
    }

    // MARK: Thinking

    mutating func replied(_ id: ResponseID, _ event: ReplyEvent, _ effects: inout [Effect]) {
        guard response?.id == id, response?.isThinking == true else { return }
        switch event {
        case .text(let piece): say(piece, &effects)
        case .personName(let name): response?.held.append(.personName(name))
        case .startTimer(let timer): response?.held.append(.startTimer(SetTimer(request: timer, due: now + timer.duration)))
        case .stopTimers(let label): response?.held.append(.stopTimers(label: label))
        case .finished:
            response?.isThinking = false
            response?.reply.complete()
        case .failed(let reason): fail(id, reason, &effects)
        }
    }

    mutating func say(_ piece: String, _ effects: inout [Effect]) {
        guard var current = response, !piece.isEmpty else { return }
        if !current.hasOutput {
            current.hasOutput = true
            current.previousItem = place(current.item)
            let item = outputItem(of: current, status: .inProgress, content: .none)
            effects.append(.notify(.outputStarted(current.id, current.item)))
            effects.append(.notify(.itemAdded(item, after: current.previousItem)))
        }
        current.reply.append(piece)
        response = current
        effects.append(.notify(.textDelta(current.id, current.item, text: piece)))
    }

    // MARK: Speaking

    private mutating func speakNextClause(_ effects: inout [Effect]) {
        guard let current = response, current.speaks else { return }
        // A second of sound in hand is plenty: the rest of a long reply is synthesised while this plays.
        guard current.unsent <= SampleRate.hz16000.hertz, let clause = response?.reply.nextClause() else { return }
        effects.append(.speak(current.id, clause: clause.index, text: clause.text, voice: current.voice, speed: current.speed))
    }

    mutating func synthesized(_ id: ResponseID, _ clause: Int, _ samples: Int) {
        guard response?.id == id, isUnderWay(clause) else { return }
        response?.reply.synthesized(clause: clause, samples: samples)
    }

    mutating func clauseFinished(_ id: ResponseID, _ clause: Int) {
        guard response?.id == id, isUnderWay(clause) else { return }
        response?.reply.finished(clause: clause)
    }

    private func isUnderWay(_ clause: Int) -> Bool {
        guard let reply = response?.reply, reply.clauses.indices.contains(clause) else { return false }
        return clause == reply.begun - 1 && !reply.clauses[clause].isSynthesized
    }

    private mutating func sendAudio(_ effects: inout [Effect]) {
        guard let current = response, current.speaks else { return }
        let lead = SampleRate.hz16000.samples(in: settings.outputLead)
        let samples = current.playout.allowance(available: current.unsent, lead: lead)
        let chunk = min(SampleRate.hz16000.samples(in: settings.outputChunk), lead / 2)
        // What is there in full does not wait for more.
        guard samples > 0, samples >= chunk || samples == current.unsent else { return }
        response?.playout.send(samples)
        effects.append(.sendAudio(current.id, samples: samples))
    }

    // MARK: Ending

    private mutating func finishIfDelivered(_ effects: inout [Effect]) {
        guard let current = response, !current.isThinking, current.isDelivered else { return }
        guard current.hasOutput else { return fail(current.id, "no_reply", &effects) }
        response = nil
        settle(current, heard: current.reply.text)
        tellOutput(of: current, status: .completed, text: current.reply.text, .completed, &effects)
    }

    mutating func fail(_ id: ResponseID, _ reason: String, _ effects: inout [Effect]) {
        guard response?.id == id else { return }
        endResponse(.failed(reason: reason), &effects)
    }

    /// Ends the response under way, if any, before it was delivered. Only what was heard stays in the conversation.
    mutating func endResponse(_ status: ResponseStatus, _ effects: inout [Effect]) {
        guard let current = response else { return }
        response = nil
        if current.isThinking { effects.append(.stopThinking(current.id)) }
        if current.speaks { effects.append(.stopSpeaking(current.id)) }
        let text = current.speaks ? current.reply.heard(played: current.playout.played) : current.reply.text
        if !text.isEmpty || status != .cancelled(.turnDetected) {
            // Heard at least in part: the next turn is a new one, not the rest of this question.
            settle(current, heard: text)
        }
        guard current.hasOutput else {
            effects.append(.notify(.responseDone(current.id, status, output: nil)))
            return
        }
        tellOutput(of: current, status: .incomplete, text: text, status, &effects)
    }

    /// The question has its answer: what the reply wanted done is done, and both are history.
    private mutating func settle(_ current: LiveResponse, heard: String) {
        unanswered.removeFirst(min(current.covers, unanswered.count))
        for change in current.held {
            switch change {
            case .personName(let name): personName = name
            case .startTimer(let timer): timers.append(timer)
            case .stopTimers(let label): timers.removeAll { label == nil || $0.request.label == label }
            }
        }
        remember(Exchange(user: current.question, assistant: heard))
    }

    private func tellOutput(
        of current: LiveResponse, status: Item.Status, text: String, _ end: ResponseStatus, _ effects: inout [Effect]
    ) {
        let content: Item.Content = current.speaks ? .outputAudio(transcript: text) : .outputText(text)
        let item = outputItem(of: current, status: status, content: content)
        if current.speaks { effects.append(.notify(.audioDone(current.id, current.item))) }
        effects.append(.notify(.outputDone(current.id, item)))
        effects.append(.notify(.itemDone(item, after: current.previousItem)))
        effects.append(.notify(.responseDone(current.id, end, output: item)))
    }

    private func outputItem(of current: LiveResponse, status: Item.Status, content: Item.Content) -> Item {
        Item(id: current.item, role: .assistant, status: status, content: content)
    }

    private mutating func remember(_ exchange: Exchange) {
        history.append(exchange)
        if history.count > settings.historyCapacity { history.removeFirst(history.count - settings.historyCapacity) }
    }
}
