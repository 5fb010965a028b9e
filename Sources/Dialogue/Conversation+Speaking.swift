internal import Audio

/// From an answer's words to sound and calls, and to its end.
extension Conversation {
    // MARK: Words and calls

    mutating func say(_ id: ResponseID, _ piece: String, _ effects: inout [Effect]) {
        guard !piece.isEmpty, self[id]?.isShortened == false, let allowed = allowed(id, piece) else { return }
        finishCalls(id, &effects)
        let kept = shortened(id, allowed)
        if !kept.isEmpty {
            if self[id]?.message == nil { open(id, call: nil, &effects) }
            modify(id) { $0.reply.append(kept) }
            if let current = self[id], let message = current.message {
                effects.append(.notify(.textDelta(id, current.outputs[message].item, text: kept)))
            }
        }
        if allowed.utf8.count < piece.utf8.count { return cutShort(id, &effects) }
        guard kept.utf8.count < allowed.utf8.count else { return }
        // What else the responder says is dropped; what it calls is called.
        modify(id) { response in
            response.isShortened = true
            response.reply.complete()
        }
        effects.append(.notify(.replyShortened(id)))
    }

    /// As much of a piece as belongs to the sentences that the reply may have.
    private func shortened(_ id: ResponseID, _ piece: String) -> String {
        guard let current = self[id], let limit = current.longestReply else { return piece }
        return current.reply.beginning(of: piece, withinSentences: limit)
    }

    mutating func beginCall(_ id: ResponseID, _ name: String, _ effects: inout [Effect]) {
        guard self[id] != nil else { return }
        finishCalls(id, &effects)
        open(id, call: FunctionCall(callID: "call_\(nextNumber())", name: name, arguments: ""), &effects)
    }

    mutating func growCall(_ id: ResponseID, _ piece: String, _ effects: inout [Effect]) {
        guard let current = self[id], let last = current.outputs.indices.last, current.outputs[last].call != nil,
            !current.outputs[last].isDone, !piece.isEmpty
        else { return }
        guard allowed(id, piece) == piece else { return cutShort(id, &effects) }
        modify(id) { $0.outputs[last].call?.arguments += piece }
        effects.append(.notify(.callDelta(id, current.outputs[last].item, text: piece)))
    }

    /// Every call begun is complete.
    mutating func finishCalls(_ id: ResponseID, _ effects: inout [Effect]) {
        for output in self[id]?.outputs ?? [] where output.call != nil && !output.isDone { finish(id, output, .completed, &effects) }
    }

    /// As much of a piece as the limit of tokens leaves room for; `nil` where there is no such response.
    private func allowed(_ id: ResponseID, _ piece: String) -> String? {
        guard let current = self[id] else { return nil }
        guard let limit = current.format.maximumTokens else { return piece }
        let calls = current.outputs.reduce(0) { $0 + ($1.call?.arguments.utf8.count ?? 0) }
        let room = max(0, limit * 4 - current.reply.text.utf8.count - calls)
        guard piece.utf8.count > room else { return piece }
        var kept = ""
        var bytes = 0
        for character in piece {
            bytes += character.utf8.count
            guard bytes <= room else { break }
            kept.append(character)
        }
        return kept
    }

    private mutating func cutShort(_ id: ResponseID, _ effects: inout [Effect]) {
        effects.append(.stopThinking(id))
        modify(id) { response in
            response.isThinking = false
            response.isCutShort = true
            response.reply.complete()
        }
    }

    private mutating func open(_ id: ResponseID, call: FunctionCall?, _ effects: inout [Effect]) {
        guard let current = self[id] else { return }
        var output = LiveResponse.Output(item: ItemID(nextNumber()), call: call)
        let item = Item(id: output.item, role: .assistant, status: .inProgress, content: call.map { .call($0) } ?? .none)
        effects.append(.notify(.outputStarted(id, item, index: current.outputs.count)))
        if current.format.isInConversation {
            output.previousItem = place(item, .end, &effects)
            effects.append(.notify(.itemAdded(item, after: output.previousItem)))
        }
        modify(id) { $0.outputs.append(output) }
    }

    // MARK: Sound

    mutating func speakNextClause(_ id: ResponseID, _ effects: inout [Effect]) {
        // A second of sound in hand is plenty: the rest of a long reply is synthesised while this plays.
        guard let current = self[id], current.format.speaks, current.unsent <= SampleRate.hz16000.hertz else { return }
        guard let clause = modify(id, { $0.reply.nextClause() }) ?? nil else { return }
        effects.append(
            .speak(
                id, clause: clause.index, text: clause.text, voice: current.format.voice,
                speed: current.format.speed * current.style.rate, pitch: current.style.pitch, pauses: current.style.pauses))
    }

    mutating func synthesized(_ id: ResponseID, _ clause: Int, _ samples: Int) {
        guard isUnderWay(id, clause) else { return }
        modifyReply(id) { $0.synthesized(clause: clause, samples: samples) }
    }

    mutating func timed(_ id: ResponseID, _ clause: Int, _ words: [WordTiming], _ effects: inout [Effect]) {
        guard isUnderWay(id, clause) else { return }
        modifyReply(id) { $0.timed(clause: clause, words: words) }
        tellWords(id, &effects)
    }

    /// Tells of the words that have begun in what was sent.
    private mutating func tellWords(_ id: ResponseID, _ effects: inout [Effect]) {
        guard let current = self[id], let message = current.message else { return }
        let item = current.outputs[message].item
        let words = modify(id) { $0.reply.wordsBegun(before: current.playout.sent) } ?? []
        effects += words.map { .notify(.wordsSpoken(id, item, text: $0.text, samples: $0.samples)) }
    }

    mutating func clauseFinished(_ id: ResponseID, _ clause: Int) {
        guard isUnderWay(id, clause) else { return }
        modifyReply(id) { $0.finished(clause: clause) }
    }

    private func isUnderWay(_ id: ResponseID, _ clause: Int) -> Bool {
        guard let reply = reply(of: id), reply.clauses.indices.contains(clause) else { return false }
        return clause == reply.begun - 1 && !reply.clauses[clause].isSynthesized
    }

    mutating func sendAudio(_ id: ResponseID, _ effects: inout [Effect]) {
        guard self[id]?.isHeld != true else { return }
        keepCompany(id, &effects)
        guard let current = self[id], current.format.speaks, !isDetached else { return }
        let lead = SampleRate.hz16000.samples(in: settings.outputLead)
        let samples = current.playout.allowance(available: current.unsent, lead: lead - current.playout.wait(at: now))
        let chunk = min(SampleRate.hz16000.samples(in: settings.outputChunk), lead / 2)
        // What is there in full does not wait for more.
        guard samples > 0, samples >= chunk || samples == current.unsent else { return }
        modify(id) { $0.playout.send(samples) }
        effects.append(.sendAudio(id, samples: samples))
        tellWords(id, &effects)
    }

    // MARK: Ending

    mutating func finishIfDelivered(_ id: ResponseID, _ effects: inout [Effect]) {
        guard let current = self[id], !current.isThinking, current.isDelivered else { return }
        guard !current.outputs.isEmpty || current.isCutShort else { return fail(id, "no_reply", &effects) }
        conclude(current, current.isCutShort ? .cutShort : .completed, heard: current.reply.text, &effects)
    }

    mutating func fail(_ id: ResponseID, _ reason: String, _ effects: inout [Effect]) {
        endResponse(id, .failed(reason: reason), &effects)
    }

    /// Ends a response under way before it was delivered. Only what was heard stays in the conversation.
    ///
    /// - Parameter tellsTruncation: whether the client is told how much of a spoken item that is.
    mutating func endResponse(
        _ id: ResponseID, _ status: ResponseStatus, tellsTruncation: Bool = true, _ effects: inout [Effect]
    ) {
        guard let current = self[id] else { return }
        if current.isThinking { effects.append(.stopThinking(id)) }
        if current.format.speaks { effects.append(.stopSpeaking(id)) }
        let heard = current.format.speaks ? current.reply.heard(played: current.playout.heard) : current.reply.text
        conclude(current, status, heard: heard, tellsTruncation: tellsTruncation, &effects)
    }

    private mutating func conclude(
        _ current: LiveResponse, _ status: ResponseStatus, heard: String, tellsTruncation: Bool = true, _ effects: inout [Effect]
    ) {
        endFiller(current.id, &effects)
        if current.format.isInConversation, current.format.speaks {
            lastSpoken = current.id
            lastReply = LastReply(current.reply.text, heard: heard, wasCutOff: status == .cancelled(.turnDetected))
            impatience += ((status == .cancelled(.turnDetected) ? 1 : 0) - impatience) / 4
        }
        let isWhole = status == .completed
        // A reply of which nothing was heard has answered nothing: what the person says next is the rest of this question.
        if !heard.isEmpty || !current.outputs.allSatisfy({ $0.call == nil }) || status != .cancelled(.turnDetected) { settle(current) }
        for output in current.outputs where !output.isDone {
            finish(current.id, output, isWhole ? .completed : .incomplete, heard: heard, &effects)
        }
        let message = current.message.map { current.outputs[$0].item }
        if let message, current.format.isInConversation {
            items.modify(message) { entry in
                if current.format.speaks { entry.spoken = current.reply }
                entry.sent = current.playout.sent
            }
            if tellsTruncation, current.format.speaks, heard != current.reply.text {
                effects.append(.notify(.itemTruncated(message, milliseconds: current.playout.heard / 16)))
            }
        }
        responses.removeAll { $0.id == current.id }
        if current.format.isInConversation { armIdleTimeout(after: current.playout.sent - current.playout.heard) }
        let output = current.outputs.map { finalItem(of: current, $0, heard: heard, isWhole ? .completed : .incomplete) }
        effects.append(.notify(.responseDone(current.id, status, current.usage, output: output)))
    }

    /// Tells that one item is complete, as far as it ever will be.
    private mutating func finish(
        _ id: ResponseID, _ output: LiveResponse.Output, _ status: Item.Status, heard: String = "", _ effects: inout [Effect]
    ) {
        guard let current = self[id], let index = current.outputs.firstIndex(where: { $0.item == output.item }) else { return }
        let item = finalItem(of: current, output, heard: heard, status)
        if output.call == nil, current.format.speaks { effects.append(.notify(.audioDone(id, item.id))) }
        effects.append(.notify(.outputDone(id, item)))
        modify(id) { $0.outputs[index].isDone = true }
        guard current.format.isInConversation else { return }
        items.modify(item.id) { $0.item = item }
        effects.append(.notify(.itemDone(item, after: output.previousItem)))
    }

    private func finalItem(of current: LiveResponse, _ output: LiveResponse.Output, heard: String, _ status: Item.Status) -> Item {
        if let call = output.call {
            return Item(id: output.item, role: .assistant, status: output.isDone ? .completed : status, content: .call(call))
        }
        let content: Item.Content = current.format.speaks ? .outputAudio(transcript: heard) : .outputText(heard)
        return Item(id: output.item, role: .assistant, status: status, content: content)
    }

    /// The question has its answer: what the reply wanted done is done.
    private mutating func settle(_ current: LiveResponse) {
        guard current.format.isInConversation else { return }
        for item in current.covers { items.modify(item) { $0.answer = current.id } }
        for change in current.held {
            switch change {
            case .personName(let name): personName = name
            case .startTimer(let timer): timers.append(timer)
            case .stopTimers(let label): timers.removeAll { label == nil || $0.request.label == label }
            case .memo(let memo): self.memo = memo
            }
        }
    }

    /// The person's silence counts from when the last sound has been played.
    private mutating func armIdleTimeout(after samples: Int) {
        idleSince = now + samples
        idleStart = heardEnd + samples
    }
}
