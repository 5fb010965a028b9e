internal import Audio

/// Working during the wait: a soft end makes the reply ready, the commit lets it out, and speech in between makes it vanish.
extension Conversation {
    /// Replies made ready within one turn at most: who pauses often gets the rest of their answers a little later.
    static let speculationsPerTurn = 6

    // MARK: The words of a pause

    /// Asks for the words so far where the pause has become long enough, at most twice: the first look may miss the end of the last word.
    mutating func peekIfDue(_ turn: inout Turn, silence: Int, _ effects: inout [Effect]) {
        guard turn.isAnnounced, turn.pausePeeks < (isBusy ? 1 : 2) else { return }
        let moment = turn.pausePeeks == 0 ? settings.firstPeek : max(settings.firstPeek, Self.secondPeek)
        guard silence >= SampleRate.hz16000.samples(in: moment) else { return }
        turn.peeks += 1
        turn.pausePeeks += 1
        effects.append(.peek(turn.id, tag: turn.peeks))
    }

    private static let secondPeek = Duration.milliseconds(128)

    mutating func peeked(_ id: TurnID, _ tag: Int, _ text: String, _ effects: inout [Effect]) {
        // An answer about an earlier pause says nothing of this one.
        guard var turn = hearing.turn, turn.id == id, tag > turn.peeks - turn.pausePeeks, tag > turn.hypothesis?.tag ?? 0 else { return }
        turn.hypothesis = Hypothesis(tag: tag, text: text)
        turn.words = text
        speculate(&turn, text, &effects)
        hearing = .speaking(turn)
    }

    // MARK: The reply made ready

    private mutating func speculate(_ turn: inout Turn, _ text: String, _ effects: inout [Effect]) {
        if let speculation, speculation.turn == turn.id, speculation.text == text { return }
        withdrawSpeculation(&effects)
        guard maySpeculate(turn), !text.isEmpty else { return }
        var options = ResponseOptions()
        options.isAutomatic = true
        let heard = Item(id: turn.item, role: .user, status: .completed, content: .inputAudio(transcript: text))
        let context = ReplyContext(items.entries + [ItemStore.Entry(item: heard)], historyTurns: settings.historyTurns)
        var request = request(options, context)
        request.isSpeculative = true
        speculations.begun += 1
        let id = ResponseID(lastNumber + 1, attempt: speculations.begun)
        speculation = Speculation(turn: turn.id, text: text, request: request, response: id, format: format(of: options))
        turn.speculations += 1
        effects.append(.think(id, request))
    }

    private func maySpeculate(_ turn: Turn) -> Bool {
        settings.speculates && !isBusy && settings.answersTurns && settings.maximumTokens == nil && settings.longestReply == nil
            && !isDetached && response == nil && committed.isEmpty && owesAnswer == nil && turn.speculations < Self.speculationsPerTurn
    }

    /// Takes an answer of a stage where it belongs to the reply made ready; `false` where it does not.
    mutating func speculated(_ id: ResponseID, _ event: ReplyEvent, _ effects: inout [Effect]) -> Bool {
        guard speculation?.response == id else { return false }
        guard speculation?.isThinking == true else { return true }
        speculation?.take(event)
        // What failed now may work when it is asked for in earnest.
        if case .failed = event { withdrawSpeculation(&effects) }
        return true
    }

    /// The first clauses are spoken, to nobody yet.
    mutating func speakSpeculation(_ effects: inout [Effect]) {
        guard let current = speculation, current.format.speaks, current.reply.samples <= SampleRate.hz16000.hertz else { return }
        guard let clause = speculation?.reply.nextClause() else { return }
        effects.append(
            .speak(
                current.response, clause: clause.index, text: clause.text, voice: current.format.voice,
                speed: current.format.speed * current.style.rate, pitch: current.style.pitch, pauses: current.style.pauses))
    }

    /// Nobody waits for it any more: its turn was given up, or is not answered.
    mutating func dropIdleSpeculation(_ effects: inout [Effect]) {
        guard let speculation, hearing.turn?.id != speculation.turn, !committed.contains(where: { $0.id == speculation.turn }) else {
            return
        }
        withdrawSpeculation(&effects)
    }

    /// Speech went on, or something else was asked for: it is as if nothing had been made ready.
    mutating func withdrawSpeculation(_ effects: inout [Effect]) {
        guard let gone = speculation else { return }
        speculation = nil
        speculations.wastedSamples += gone.reply.samples
        if gone.isThinking { effects.append(.stopThinking(gone.response)) }
        if gone.format.speaks { effects.append(.stopSpeaking(gone.response)) }
    }

    /// The reply made ready becomes the response that was asked for; `false` where it is another one.
    mutating func adoptSpeculation(_ request: ReplyRequest, _ options: ResponseOptions, covers: [ItemID], _ effects: inout [Effect]) -> Bool
    {
        guard let ready = speculation else { return false }
        guard options.isAutomatic, !options.isNudge, ready.matches(request, format(of: options), number: lastNumber + 1) else {
            withdrawSpeculation(&effects)
            return false
        }
        speculation = nil
        if ready.isThinking { effects.append(.commitThinking(ready.response)) }
        speculations.adopted += 1
        lastNumber += 1
        beginResponse(ready.response, options, covers: covers, isThinking: true, &effects)
        modify(ready.response) { $0.inputTokens = ready.request.tokens }
        for event in ready.events { replied(ready.response, event, &effects) }
        // The same words give the same clauses, and some of these have become sound already.
        modify(ready.response) { $0.reply = ready.reply }
        return true
    }
}
