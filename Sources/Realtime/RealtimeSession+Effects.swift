internal import Audio
internal import Dialogue
internal import Language
internal import Perception
internal import Recording
internal import Resources
internal import Speech
internal import Wire

/// Performing what the conversation decides, and taking the stages' answers back.
extension RealtimeSession {
    func perform(_ effect: Effect) {
        switch effect {
        case .listen(let turn, let from): listen(turn, from: from)
        case .peek(let turn, let tag): peek(turn, tag)
        case .finishListening(let turn, let accepted): finishListening(turn, accepted)
        case .stopListening(let turn):
            waitingAttachments.removeAll { $0.turn == turn }
            forgetPeek(turn)
            guard let utterance = utterances.removeValue(forKey: turn) else { return }
            defer { recognizeNextAttachment(after: turn) }
            // One that was finished owes an answer nobody waits for any more.
            if listening == turn { listening = nil } else { outstanding -= 1 }
            utterance.abandon()
        case .transcribeAttachment(let turn):
            waitingAttachments.append((turn, attachment))
            recognizeNextAttachment(after: nil)
        case .scoreTurn(let turn, let revision, let from, let to): score(turn, revision, from, to)
        case .think(let id, let request): think(id, request)
        case .stopThinking(let id): thinking.removeValue(forKey: id).map { stop($0.cancel) }
        case .speak(let id, let clause, let text, let voice, let speed):
            speak(id, clause, SpokenClause(text: text, voice: voice, speed: speed))
        case .stopSpeaking(let id):
            speaking.removeValue(forKey: id).map { stop($0.cancel) }
            voices[id] = nil
        case .sendAudio(let id, let samples): sendAudio(id, samples)
        case .duck(let id, let decibels): voices[id]?.lower(by: decibels)
        case .unduck(let id): voices[id]?.raise()
        case .fill(let id, let text, let voice, let speed): fill(id, text, voice, speed)
        case .sendFiller(let id, let samples): sendFiller(id, samples)
        case .stopFilling(let id): stopFilling(id)
        case .notify(let notice): tell(notice)
        case .forget(let item): names.forget(item)
        }
    }

    /// Ends a job whose answer nobody waits for any more.
    private func stop(_ cancel: () -> Void) {
        outstanding -= 1
        cancel()
    }

    // MARK: Hearing

    /// Takes raw sound in the session's input format, however much of it: window by window, so that no decision looks ahead of what was heard.
    func hear(_ bytes: [UInt8]) async {
        do {
            await hear(samples: try input.convert(bytes, at: time))
        } catch {
            refuseSound(error)
        }
    }

    /// Takes clean sound of 16 kHz.
    func hear(samples: [Int16]) async {
        do {
            let window = engines.voiceActivity.windowLength
            // What fits into one window need not be cut.
            guard samples.count > window else { return try hear(samples, window) }
            for start in stride(from: 0, to: samples.count, by: window) {
                try hear(Array(samples[start..<min(start + window, samples.count)]), window)
                // Other sessions share this thread.
                if start % Self.yieldingSamples == 0, start > 0 { await Task.yield() }
            }
        } catch {
            refuseSound(error)
        }
    }

    private func refuseSound(_ error: any Error) {
        refuse(WireError(code: "audio_failed", message: "The sound could not be taken: \(error)"), type: "server_error", eventID: nil)
    }

    /// 50 windows: a few milliseconds of work.
    private static let yieldingSamples = 25_600

    private func hear(_ samples: [Int16], _ windowLength: Int) throws {
        input.hear(samples)
        clock.hear()
        recorder?.take(sound: samples)
        if let listening { utterances[listening]?.push(samples) }
        apply(.heard(end: input.end))
        var judged: Event?
        var failure: PerceptionFailure?
        let stream = voiceActivity
        input.windows(of: samples, length: windowLength) { window, end in
            do {
                let probability = try stream.probability(of: window)
                judged = .voice(probability: probability, decibels: Loudness.decibels(of: window), end: end)
            } catch {
                failure = PerceptionFailure(cause: "\(error)")
            }
        }
        if let judged { apply(judged) }
        if let failure { throw failure }
    }

    private struct PerceptionFailure: Error, CustomStringConvertible {
        let cause: String
        var description: String { "voice activity failed: \(cause)" }
    }

    private func listen(_ turn: TurnID, from: InputSample) {
        let mailbox = mailbox
        let utterance = engines.recognizer.open(speaker: speaker) { mailbox.post(.recognized(turn, $0)) }
        utterances[turn] = utterance
        listening = turn
        utterance.push(input.recent.copy(from: from, to: input.end))
    }

    private func peek(_ turn: TurnID, _ tag: Int) {
        guard let utterance = utterances[turn] else { return }
        if peeks[turn] == nil { outstanding += 1 }
        peeks[turn] = PendingPeek(tag: tag, since: .now)
        utterance.peek(tag)
    }

    private func peeked(_ turn: TurnID, _ tag: Int, _ transcript: Transcript) {
        guard let peek = peeks[turn], peek.tag == tag else { return }
        forgetPeek(turn)
        // A recogniser that is late has too much to do; so would be everything that is made ready on top.
        let wait = ContinuousClock.now - peek.since
        let wasBusy = isBusy
        isBusy = wait > (wasBusy ? PendingPeek.calm : PendingPeek.late)
        if isBusy != wasBusy { apply(.load(isBusy: isBusy)) }
        apply(.peeked(turn, tag: tag, text: transcript.text))
    }

    private func forgetPeek(_ turn: TurnID) {
        if peeks.removeValue(forKey: turn) != nil { outstanding -= 1 }
    }

    private func finishListening(_ turn: TurnID, _ accepted: Int?) {
        forgetPeek(turn)
        // Nothing is owed for an utterance that failed before its end.
        guard let utterance = utterances[turn] else { return }
        if listening == turn { listening = nil }
        if accepted == nil {
            outstanding += 1
        } else {
            utterances[turn] = nil
        }
        utterance.finish(accepting: accepted)
    }

    /// - Parameter done: the turn that ended, if any; nothing happens where another one is being recognised.
    private func recognizeNextAttachment(after done: TurnID?) {
        if attachedTurn == done { attachedTurn = nil }
        guard attachedTurn == nil, !waitingAttachments.isEmpty else { return }
        let (turn, samples) = waitingAttachments.removeFirst()
        attachedTurn = turn
        let mailbox = mailbox
        let utterance = engines.recognizer.open(speaker: speaker) { mailbox.post(.recognized(turn, $0)) }
        utterances[turn] = utterance
        outstanding += 1
        utterance.push(samples)
        utterance.finish()
    }

    private func score(_ turn: TurnID, _ revision: Int, _ from: InputSample, _ to: InputSample) {
        let detector = engines.turnDetector
        var samples: [Float] = []
        input.recent.copy(from: max(from, to + -detector.contextLength), to: to, into: &samples)
        let mailbox = mailbox
        let sound = samples
        outstanding += 1
        clock.askModel()
        let accepted = engines.workers.submit(.liveTurn) {
            let score = Result { () throws(PerceptionError) in try detector.completeness(of: sound.span) }
            mailbox.post(.scored(turn, revision: revision, score))
        }
        // A full queue: the silence fallback decides.
        if !accepted { outstanding -= 1 }
    }

    func scored(_ turn: TurnID, _ revision: Int, _ score: Result<Float, PerceptionError>) {
        outstanding -= 1
        if case .failure(let error) = score, !hasToldTurnModelFailure {
            hasToldTurnModelFailure = true
            let message = "The end-of-turn model failed; silence alone decides from now on: \(error)"
            refuse(WireError(code: "turn_model_failed", message: message), type: "server_error", eventID: nil)
        }
        clock.isScoring = true
        apply(.turnScore(turn, revision: revision, completeness: try? score.get()))
        clock.isScoring = false
    }

    func recognized(_ turn: TurnID, _ event: RecognitionEvent) {
        guard utterances[turn] != nil else { return }
        switch event {
        case .partial(let text): apply(.partial(turn, text: text))
        case .peeked(let tag, let transcript): peeked(turn, tag, transcript)
        case .final(let transcript):
            finished(turn)
            apply(.transcript(turn, text: transcript.text))
        case .failed(let error):
            finished(turn)
            apply(.recognitionFailed(turn, reason: error == .busy ? "recognizer_busy" : "recognizer_failed"))
        }
    }

    private func finished(_ turn: TurnID) {
        forgetPeek(turn)
        utterances[turn] = nil
        if listening == turn {
            listening = nil
        } else {
            outstanding -= 1
        }
        recognizeNextAttachment(after: turn)
    }

    // MARK: Answering

    private func think(_ id: ResponseID, _ request: ReplyRequest) {
        let mailbox = mailbox
        outstanding += 1
        clock.begin(id) { tellings[$0] != nil }
        thinking[id] = engines.responder.reply(to: request) { mailbox.post(.replied(id, $0)) }
    }

    func replied(_ id: ResponseID, _ event: ReplyEvent) {
        guard thinking[id] != nil else { return }
        switch event {
        case .finished, .failed:
            thinking[id] = nil
            outstanding -= 1
        case .text: clock.note(id, \.words)
        case .call, .callArguments, .personName, .startTimer, .stopTimers: break
        }
        apply(.reply(id, event))
    }

    /// Whether a response is the one that the person waits for.
    func isInConversation(_ id: ResponseID) -> Bool { tellings[id]?.format.isInConversation == true }

    private func speak(_ id: ResponseID, _ clause: Int, _ text: SpokenClause) {
        let mailbox = mailbox
        if voices[id] == nil { voices[id] = SessionVoice(tellings[id]?.sound ?? configuration.outputFormat) }
        outstanding += 1
        clock.note(id, \.clause)
        speaking[id] = engines.synthesizer.speak(text) { mailbox.post(.synthesized(id, clause: clause, $0)) }
    }

    func synthesized(_ id: ResponseID, _ clause: Int, _ event: SynthesisEvent) {
        guard speaking[id] != nil else { return }
        switch event {
        case .audio(let samples):
            clock.note(id, \.sound)
            if let levels = voices[id]?.append(samples), !levels.isEmpty { apply(.levels(id, levels)) }
            apply(.synthesized(id, clause: clause, samples: samples.count))
        case .words(let words): apply(.wordsTimed(id, clause: clause, words))
        case .finished:
            speaking[id] = nil
            outstanding -= 1
            apply(.clauseFinished(id, clause: clause))
        case .failed(let error):
            speaking[id] = nil
            outstanding -= 1
            apply(.synthesisFailed(id, reason: Self.reason(error)))
        }
    }

    /// The clause under way does not come.
    func synthesizerIsLate(_ id: ResponseID) {
        guard speaking.removeValue(forKey: id) != nil else { return }
        outstanding -= 1
        apply(.synthesisFailed(id, reason: "synthesizer_late"))
    }

    private static func reason(_ error: SpeechError) -> String {
        switch error {
        case .voice(let name, let known): "there is no voice \"\(name)\"; use one of \(known.joined(separator: ", "))"
        case .busy: "synthesizer_busy"
        case .model, .engine: "synthesizer_failed"
        }
    }

    private func sendAudio(_ id: ResponseID, _ samples: Int) {
        do {
            let sound = try voices[id]?.take(samples) ?? []
            if isInConversation(id), let played = voices[id]?.taken { input.play(played, at: time) }
            send(sound: sound, of: id)
        } catch {
            apply(.synthesisFailed(id, reason: "resampler_failed"))
        }
    }
}
