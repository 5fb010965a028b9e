internal import Audio

/// Speech over a reply: the reply is lowered, then held, and goes on where it was held if it turns out that nobody interrupted.
///
/// Until then the client is told nothing, because clients stop playing when speech starts.
extension Conversation {
    // MARK: What is heard over a reply

    /// Whether speech now would be over the sound of a reply that it may stop.
    var mayBeOverlapped: Bool {
        guard settings.reversesBargeIn, settings.isInterruptible, settings.turnDetection != .manual, let response else { return false }
        return response.format.speaks && response.playout.sent > 0
    }

    /// Probability from which a window over a reply counts as speech: less than elsewhere, because what it sets off can be taken back.
    var overlapThreshold: Float { settings.speechThreshold * 0.6 }

    /// Notes how loud Coda is heard in a window, and the microphone with it; `true` where the window is no more than the known echo.
    mutating func trackEcho(_ isSpeech: Bool, _ decibels: Float) -> Bool {
        echo.play(response?.audibleDecibels ?? -120)
        let isEcho = isSpeech && hearing.isIdle && echo.masks(decibels)
        if isSpeech, !isEcho { echo.hearSpeech() } else { echo.hearQuiet(decibels) }
        return isEcho
    }

    /// Lowers the reply that something is heard over, at the first window of it.
    mutating func duck(_ effects: inout [Effect]) {
        guard let response, !response.isDucked else { return }
        modify(response.id) { $0.isDucked = true }
        effects.append(.duck(response.id, decibels: settings.duckDepth))
        effects.append(.notify(.outputDucked(response.id)))
    }

    /// Raises a reply again over which nothing is heard any more.
    mutating func raiseIfQuiet(_ effects: inout [Effect]) {
        guard let response, response.isDucked else { return }
        switch hearing {
        case .onset, .overlapping: break
        case .quiet, .speaking, .ignoring: raise(response.id, .noise, &effects)
        }
    }

    private mutating func raise(_ id: ResponseID, _ reason: OverlapReason, _ effects: inout [Effect]) {
        modify(id) { response in
            response.isHeld = false
            response.isDucked = false
        }
        effects.append(.unduck(id))
        effects.append(.notify(.outputResumed(id, reason)))
    }

    mutating func beginOverlap(since: InputSample, _ decibels: Float, _ end: InputSample, _ effects: inout [Effect]) {
        guard let response else { return }
        overlaps += 1
        let padded = since + -SampleRate.hz16000.samples(in: settings.prefixPadding)
        // The utterance's number is one of its own, so that what is dropped shifts no number that clients see.
        var overlap = Overlap(id: TurnID(-overlaps), start: max(lastCommitEnd, padded), since: since, response: response.id)
        for position in stride(from: Self.window, through: end - since, by: Self.window) {
            speak(&overlap, decibels, to: since + position)
        }
        hearing = .overlapping(overlap)
        effects.append(.listen(overlap.id, from: overlap.start))
        duck(&effects)
        hold(&overlap, &effects)
        hearing = .overlapping(overlap)
    }

    mutating func hearOverlap(_ overlap: Overlap, _ probability: Float, _ decibels: Float, _ end: InputSample, _ effects: inout [Effect]) {
        var overlap = overlap
        if isSpeech(probability, decibels, end, over: overlapThreshold, loudness: overlap.loudness, since: overlap.speechEnd) {
            speak(&overlap, decibels, to: end)
            hold(&overlap, &effects)
        }
        hearing = .overlapping(overlap)
        judge(overlap, at: end, &effects)
    }

    private func speak(_ overlap: inout Overlap, _ decibels: Float, to end: InputSample) {
        overlap.speak(decibels, excess: decibels - echo.reference, isForeign: !echo.allows(decibels), to: end)
    }

    /// Stops sending once there was speech enough for it.
    private mutating func hold(_ overlap: inout Overlap, _ effects: inout [Effect]) {
        guard !overlap.isHolding, overlap.windows * Self.window >= SampleRate.hz16000.samples(in: settings.holdAfter) else { return }
        overlap.isHolding = true
        guard modify(overlap.response, { $0.isHeld = true }) != nil else { return }
        effects.append(.notify(.outputHeld(overlap.response)))
    }

    // MARK: What becomes of it

    private mutating func judge(_ overlap: Overlap, at end: InputSample, _ effects: inout [Effect]) {
        // Once Coda has said all, a short "yes" is an answer and no longer a sign of listening.
        let isAnswer = self[overlap.response]?.asks ?? true
        switch OverlapJudge().verdict(of: overlap, at: end, isAnswer: isAnswer) {
        case .undecided: break
        case .real: confirmOverlap(&effects)
        case .dropped(let reason): dropOverlap(reason, &effects)
        }
    }

    /// It was meant: the client is told, and the reply ends.
    mutating func confirmOverlap(_ effects: inout [Effect]) {
        guard case .overlapping(let overlap) = hearing else { return }
        var id = overlap.id
        if overlap.isDeaf {
            // The sound is still there: another recogniser may be free by now.
            effects.append(.stopListening(id))
            overlaps += 1
            id = TurnID(-overlaps)
            effects.append(.listen(id, from: overlap.start))
        }
        let turn = Turn(
            id: id, item: ItemID(nextNumber()), start: overlap.start, isAnnounced: true, loudness: overlap.loudness,
            speechEnd: overlap.speechEnd, voiced: overlap.windows * Self.window)
        begin(turn, &effects)
        if !overlap.words.isEmpty, !overlap.isDeaf { effects.append(.notify(.partialTranscript(turn.item, text: overlap.words))) }
    }

    /// It was nothing: the reply goes on with the sample it was held at.
    mutating func dropOverlap(_ reason: OverlapReason, _ effects: inout [Effect]) {
        guard case .overlapping(let overlap) = hearing else { return }
        hearing = .quiet
        effects.append(.stopListening(overlap.id))
        if reason == .echo, overlap.excess > -60 { echo.found(overlap.excess) }
        if self[overlap.response] != nil { raise(overlap.response, reason, &effects) }
    }

    /// No sound arrives any more, for `starved` samples: what was heard so far must do.
    mutating func starveOverlap(_ starved: Int, _ effects: inout [Effect]) {
        guard case .overlapping(let overlap) = hearing else { return }
        judge(overlap, at: heardEnd + starved, &effects)
    }

    // MARK: Its words

    /// Whether the words were an overlap's.
    mutating func overlapPartial(_ id: TurnID, _ text: String, _ effects: inout [Effect]) -> Bool {
        guard case .overlapping(var overlap) = hearing, overlap.id == id else { return false }
        if overlap.words != text { overlap.wordsSince = heardEnd }
        overlap.words = text
        let said = self[overlap.response].map { $0.reply.said(before: $0.playout.sent, within: Self.earshot) }
        if let said { overlap.likeness = SelfVoice.likeness(of: text, to: said) }
        hearing = .overlapping(overlap)
        judge(overlap, at: heardEnd, &effects)
        return true
    }

    /// Sound whose echo may still be heard: 3 s.
    private static let earshot = 48_000

    /// Whether it was an overlap's recogniser that failed: its sound must do.
    mutating func overlapFailed(_ id: TurnID) -> Bool {
        guard case .overlapping(var overlap) = hearing, overlap.id == id else { return false }
        overlap.isDeaf = true
        hearing = .overlapping(overlap)
        return true
    }
}
