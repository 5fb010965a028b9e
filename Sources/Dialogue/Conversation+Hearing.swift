internal import Audio

/// From sound to committed turns.
extension Conversation {
    mutating func heard(_ end: InputSample, _ effects: inout [Effect]) {
        guard end > heardEnd else { return }
        heardEnd = end
        lastHeard = now
        if let turn = hearing.turn, end - turn.start > SampleRate.hz16000.samples(in: settings.longestTurn) { commit(turn, &effects) }
    }

    mutating func voice(_ probability: Float, _ decibels: Float, _ end: InputSample, _ effects: inout [Effect]) {
        heardEnd = max(heardEnd, end)
        let isSpeech = isSpeech(probability, decibels, end)
        let isEcho = trackEcho(isSpeech, decibels)
        if case .overlapping(let overlap) = hearing {
            hearOverlap(overlap, probability, decibels, end, &effects)
        } else if isSpeech, !isEcho {
            heardSpeech(decibels, end, &effects)
        } else {
            heardSilence(end, &effects)
        }
    }

    /// Samples in one window of the voice-activity detector.
    static let window = 512

    /// Speech begins at the threshold; once begun it lasts down to a little below it, but not far below the turn's own level.
    private func isSpeech(_ probability: Float, _ decibels: Float, _ end: InputSample) -> Bool {
        guard let turn = hearing.turn else { return probability >= (mayBeOverlapped ? overlapThreshold : settings.speechThreshold) }
        return isSpeech(probability, decibels, end, over: settings.speechThreshold, loudness: turn.loudness, since: turn.speechEnd)
    }

    /// - Parameters:
    ///   - threshold: from which it begins.
    ///   - loudness: of what was said so far, in dBFS.
    ///   - last: where the last window of speech ended.
    func isSpeech(
        _ probability: Float, _ decibels: Float, _ end: InputSample, over threshold: Float, loudness: Float, since last: InputSample
    ) -> Bool {
        let isPaused = end - last > Self.window
        let threshold = isPaused ? threshold : max(0.05, threshold - 0.15)
        return probability >= threshold && decibels > loudness - settings.silenceDrop
    }

    private mutating func heardSpeech(_ decibels: Float, _ end: InputSample, _ effects: inout [Effect]) {
        switch hearing {
        case .speaking(var turn):
            withdrawSpeculation(&effects)
            turn.voiced += Self.window
            habits.resumed(after: end - turn.speechEnd - Self.window)
            turn.speak(to: end, decibels: decibels)
            hearing = .speaking(turn)
        case .ignoring, .overlapping: break
        case .quiet: begin(since: end + -Self.window, voiced: Self.window, decibels, end, &effects)
        case .onset(let since, let voiced): begin(since: since, voiced: voiced + Self.window, decibels, end, &effects)
        }
    }

    private mutating func begin(
        since: InputSample, voiced: Int, _ decibels: Float, _ end: InputSample, _ effects: inout [Effect]
    ) {
        let isOverlap = mayBeOverlapped
        let needed = response == nil || isOverlap ? settings.onset : settings.bargeIn
        guard voiced >= SampleRate.hz16000.samples(in: needed) else {
            hearing = .onset(since: since, voiced: voiced)
            if isOverlap { duck(&effects) }
            return
        }
        if isOverlap { return beginOverlap(since: since, decibels, end, &effects) }
        let padded = since + -SampleRate.hz16000.samples(in: settings.prefixPadding)
        openTurn(from: max(lastCommitEnd, padded), speechEnd: end, voiced: voiced, decibels, &effects)
    }

    private mutating func openTurn(
        from start: InputSample, speechEnd: InputSample, voiced: Int, _ decibels: Float, _ effects: inout [Effect]
    ) {
        let turn = Turn(
            id: TurnID(nextNumber()), item: ItemID(nextNumber()), start: start, isAnnounced: settings.turnDetection != .manual,
            loudness: decibels, speechEnd: speechEnd, voiced: voiced)
        effects.append(.listen(turn.id, from: start))
        begin(turn, &effects)
    }

    /// The turn is one: the client is told, and the reply it came over ends.
    mutating func begin(_ turn: Turn, _ effects: inout [Effect]) {
        expect(speechFrom: turn.speechEnd + -turn.voiced)
        hearing = .speaking(turn)
        guard turn.isAnnounced else { return }
        effects.append(.notify(.speechStarted(turn.item, at: turn.start)))
        idleSince = nil
        if settings.isInterruptible, let response { endResponse(response.id, .cancelled(.turnDetected), &effects) }
    }

    private mutating func heardSilence(_ end: InputSample, _ effects: inout [Effect]) {
        switch hearing {
        case .quiet, .overlapping: break
        case .onset, .ignoring: hearing = .quiet
        case .speaking(let turn): pause(turn, silence: end - turn.speechEnd, at: end, &effects)
        }
    }

    /// The turn is silent for `silence` samples: commit it, ask about it, or wait.
    private mutating func pause(_ turn: Turn, silence: Int, at end: InputSample, _ effects: inout [Effect]) {
        var turn = turn
        peekIfDue(&turn, silence: silence, &effects)
        hearing = .speaking(turn)
        let policy = EndOfTurn(settings: settings)
        guard let needed = policy.silenceNeeded(evidence(of: turn, silence: silence)) else { return }
        if silence >= SampleRate.hz16000.samples(in: needed) {
            commit(turn, &effects)
        } else if let moment = policy.nextScoring(after: turn.timesScored), silence >= SampleRate.hz16000.samples(in: moment) {
            turn.timesScored += 1
            hearing = .speaking(turn)
            effects.append(.scoreTurn(turn.id, revision: turn.revision, from: turn.start, to: end))
        }
    }

    mutating func scored(_ id: TurnID, _ revision: Int, _ completeness: Float?, _ effects: inout [Effect]) {
        guard var turn = hearing.turn, turn.id == id, turn.revision == revision else { return }
        if let completeness { turn.hear(score: completeness) }
        hearing = .speaking(turn)
        pause(turn, silence: heardEnd - turn.speechEnd, at: heardEnd, &effects)
    }

    /// Time without any sound counts as silence: a client that was muted, or that sends only while a key is held, has ended its turn.
    mutating func checkStarvation(_ effects: inout [Effect]) {
        let starved = now - lastHeard
        guard !isDetached, hearing != .quiet, starved >= SampleRate.hz16000.samples(in: settings.starvation) else { return }
        if case .overlapping = hearing { return starveOverlap(starved, &effects) }
        guard let turn = hearing.turn else {
            hearing = .quiet
            return
        }
        if turn.isAnnounced {
            pause(turn, silence: heardEnd - turn.speechEnd + starved, at: heardEnd, &effects)
        } else if starved >= SampleRate.hz16000.samples(in: settings.manualStarvation) {
            // Nothing is lost, and the recogniser is free for others.
            commit(turn, &effects)
        }
    }

    private mutating func commit(_ turn: Turn, _ effects: inout [Effect]) {
        hearing = .quiet
        lastCommitEnd = heardEnd
        endTurn(turn)
        committed.append(
            CommittedTurn(
                id: turn.id, item: turn.item, voiced: turn.voiced, samples: turn.speechEnd - turn.start,
                wantsAnswer: settings.answersTurns && turn.isAnnounced))
        let accepted = turn.hypothesis.flatMap { $0.text.isEmpty ? nil : $0 }
        effects.append(.finishListening(turn.id, accepting: accepted?.tag))
        if turn.isAnnounced { effects.append(.notify(.speechStopped(turn.item, at: turn.speechEnd))) }
        tellCommitted(turn.item, &effects)
        if let accepted { transcribed(turn.id, accepted.text, &effects) }
    }

    mutating func tellCommitted(_ id: ItemID, _ effects: inout [Effect]) {
        let item = Item(id: id, role: .user, status: .completed, content: .inputAudio(transcript: nil))
        let previous = place(item, .end, &effects)
        effects.append(.notify(.inputCommitted(id, after: previous)))
        effects.append(.notify(.itemAdded(item, after: previous)))
        effects.append(.notify(.itemDone(item, after: previous)))
    }

    mutating func commitInput(_ request: String?, _ effects: inout [Effect]) {
        confirmOverlap(&effects)
        if let turn = hearing.turn {
            commit(turn, &effects)
        } else if heardEnd > lastCommitEnd {
            // Sound without speech: an item without words, and no decoder kept busy with noise.
            hearing = .quiet
            lastCommitEnd = heardEnd
            let item = ItemID(nextNumber())
            tellCommitted(item, &effects)
            items.modify(item) { $0.item.content = .inputAudio(transcript: "") }
            effects.append(.notify(.transcript(item, text: "", samples: 0)))
        } else {
            let message = "There is nothing to commit: no sound arrived since the last commit."
            refuse(.emptyBuffer, message, request, &effects)
        }
    }

    mutating func clearInput(_ effects: inout [Effect]) {
        abandonHearing(&effects)
        lastCommitEnd = heardEnd
        effects.append(.notify(.inputCleared))
    }

    /// Forgets the open turn as if it had not been spoken.
    mutating func abandonHearing(_ effects: inout [Effect]) {
        withdrawSpeculation(&effects)
        dropOverlap(.withdrawn, &effects)
        if let turn = hearing.turn {
            effects.append(.stopListening(turn.id))
            if turn.isAnnounced { effects.append(.notify(.speechStopped(turn.item, at: turn.speechEnd))) }
        }
        hearing = .quiet
    }

    // MARK: Words

    mutating func partial(_ id: TurnID, _ text: String, _ effects: inout [Effect]) {
        if overlapPartial(id, text, &effects) { return }
        guard var turn = hearing.turn, turn.id == id else { return }
        turn.words = text
        hearing = .speaking(turn)
        effects.append(.notify(.partialTranscript(turn.item, text: text)))
    }

    mutating func transcribed(_ id: TurnID, _ text: String, _ effects: inout [Effect]) {
        guard let turn = takeCommitted(id, &effects) else { return }
        items.modify(turn.item) { $0.item.content = .inputAudio(transcript: text) }
        effects.append(.notify(.transcript(turn.item, text: text, samples: turn.samples)))
        // A cough is not answered, but the question it cut off from its answer still is.
        if !items.hasQuestion, turn.voiced < SampleRate.hz16000.samples(in: settings.shortestUnclearSpeech) { return }
        guard turn.wantsAnswer, owesAnswer == nil else { return }
        owesAnswer = ResponseOptions()
        owesAnswer?.isAutomatic = true
    }

    mutating func recognitionFailed(_ id: TurnID, _ reason: String, _ effects: inout [Effect]) {
        if overlapFailed(id) { return }
        guard let turn = takeCommitted(id, &effects) else { return }
        effects.append(.notify(.transcriptFailed(turn.item, reason: reason)))
        // A turn must not end in silence: the client sees a response that failed, and why.
        guard turn.wantsAnswer, response == nil else { return }
        let failed = ResponseID(nextNumber())
        beginResponse(failed, isThinking: false, &effects)
        fail(failed, reason, &effects)
    }

    /// The committed turn a result belongs to. A result for the open turn ends that turn first: its recogniser gave up early.
    private mutating func takeCommitted(_ id: TurnID, _ effects: inout [Effect]) -> CommittedTurn? {
        if let open = hearing.turn, open.id == id {
            commit(open, &effects)
            hearing = .ignoring
        }
        guard let index = committed.firstIndex(where: { $0.id == id }) else { return nil }
        return committed.remove(at: index)
    }
}
