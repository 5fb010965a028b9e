internal import Assistant
internal import Audio
internal import Dialogue
internal import Language
internal import Perception
internal import Recording
internal import Resources
internal import Speech
internal import Synchronization
internal import Telemetry
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
        case .commitThinking(let id): thinking[id]?.commit()
        case .stopThinking(let id): thinking.removeValue(forKey: id).map { stop($0.cancel) }
        case .speak(let id, let clause, let text, let voice, let speed, let pitch, let pauses):
            speak(id, clause, SpokenClause(text: text, voice: voice, speed: speed, pitch: pitch, pauses: pauses))
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
            await hear(samples: try input.convert(bytes, at: time, trace: hearing))
        } catch {
            refuseSound(error)
        }
    }

    /// Whose sound it is that arrives now.
    private var hearing: SpanContext { listening == nil ? trace : lastTurn }

    /// Takes clean sound of 16 kHz.
    func hear(samples: [Int16]) async {
        do {
            let window = engines.voiceActivity.windowLength
            // What fits into one window need not be cut.
            guard samples.count > window else { return try await hear(samples, window) }
            for start in stride(from: 0, to: samples.count, by: window) {
                try await hear(Array(samples[start..<min(start + window, samples.count)]), window)
                // Other sessions share this thread.
                if start % Self.yieldingSamples == 0, start > 0 { await Task.yield() }
            }
        } catch {
            refuseSound(error)
        }
    }

    @inline(never)
    private func refuseSound(_ error: any Error) {
        refuse(WireError(code: "audio_failed", message: "The sound could not be taken: \(error)"), type: "server_error", eventID: nil)
    }

    /// 50 windows: a few milliseconds of work.
    private static let yieldingSamples = 25_600

    @inline(never)
    private func hear(_ samples: [Int16], _ windowLength: Int) async throws {
        input.hear(samples)
        clock.hear()
        hasHeard.store(true, ordering: .relaxed)
        recorder?.take(sound: samples)
        if let listening { utterances[listening]?.push(samples) }
        apply(.heard(end: input.end))
        var judged: Event?
        var rest = samples[...]
        var failure: PerceptionFailure?
        while input.fillWindow(from: &rest, length: windowLength) {
            defer { input.emptyWindow() }
            let end = input.end + -rest.count
            let span = hearing.begin(.voiceWindow)
            defer { hearing.end(span) }
            do {
                let watch = Stopwatch()
                let (known, decibels) = try input.judgeWindow(by: voiceActivity)
                let probability: Float
                if let known {
                    probability = known
                } else {
                    probability = try await voiceActivity.probability(of: input.window.span)
                }
                engines.meters.voiceActivity.record(watch.elapsed)
                engines.meters.note(.voiceActivity)
                judged = .voice(probability: probability, decibels: decibels, end: end)
            } catch {
                failure = PerceptionFailure(cause: "\(error)")
                engines.meters.fail(.voiceActivity, "\(error)")
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
        lastTurn = trace.turn(turn.number)
        let utterance = engines.recognizer.open(speaker: speaker, trace: lastTurn) { mailbox.post(.recognized(turn, $0)) }
        utterances[turn] = utterance
        listening = turn
        utterance.push(input.recent.copy(from: from, to: input.end))
    }

    private func peek(_ turn: TurnID, _ tag: Int) {
        guard let utterance = utterances[turn] else { return }
        if peeks[turn] == nil { outstanding += 1 }
        peeks[turn] = PendingPeek(tag: tag, since: now)
        utterance.peek(tag)
    }

    private func peeked(_ turn: TurnID, _ tag: Int, _ transcript: Transcript) {
        guard let peek = peeks[turn], peek.tag == tag else { return }
        forgetPeek(turn)
        // A recogniser that is late has too much to do; so would be everything that is made ready on top.
        let wait = now - peek.since
        isRecognizerLate = wait > (isRecognizerLate ? PendingPeek.calm : PendingPeek.late)
        tellLoad()
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
        let utterance = engines.recognizer.open(speaker: speaker, trace: trace.turn(turn.number)) { mailbox.post(.recognized(turn, $0)) }
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
        let meters = engines.meters
        let trace = trace.turn(turn.number)
        let wait = trace.begin(.turnModelWait)
        let accepted = engines.workers.submit(.liveTurn) {
            trace.end(wait)
            let watch = Stopwatch()
            let score = Result { () throws(PerceptionError) in
                try trace.measure(.turnModelCall) { () throws(PerceptionError) in try detector.completeness(of: sound.span) }
            }
            meters.turnModel.record(watch.elapsed)
            mailbox.post(.scored(turn, revision: revision, score))
        }
        // A full queue: the silence fallback decides.
        if !accepted { outstanding -= 1 }
    }

    func scored(_ turn: TurnID, _ revision: Int, _ score: Result<Float, PerceptionError>) {
        outstanding -= 1
        switch score {
        case .success: engines.meters.note(.turnModel)
        case .failure(let error): engines.meters.fail(.turnModel, "\(error)")
        }
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
        case .partial(let text):
            engines.assistant?.hears(text, from: caller)
            apply(.partial(turn, text: text))
        case .peeked(let tag, let transcript): peeked(turn, tag, transcript)
        case .final(let transcript):
            engines.meters.note(.recognizer)
            finished(turn)
            apply(.transcript(turn, text: transcript.text))
        case .failed(let error):
            if error == .busy { engines.meters.busy.add() } else { engines.meters.fail(.recognizer, "\(error)") }
            finished(turn)
            apply(.recognitionFailed(turn, reason: Self.reason(error, of: "recognizer")))
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

    /// Whose spans a reply's are.
    func trace(of id: ResponseID) -> SpanContext { clock.trace(of: id) ?? trace }

    private func sendAudio(_ id: ResponseID, _ samples: Int) {
        let trace = trace(of: id)
        let span = trace.begin(.outputSend)
        defer { trace.end(span) }
        do {
            let sound = try voices[id]?.take(samples) ?? []
            if isInConversation(id), let played = voices[id]?.taken { input.play(played, at: time) }
            send(sound: sound, of: id)
        } catch {
            apply(.synthesisFailed(id, reason: "resampler_failed"))
        }
    }
}
