internal import Dialogue
internal import Language
internal import Resources
internal import Speech
internal import Telemetry
internal import Wire

/// The reply and its voice: asked for, and taken back.
extension RealtimeSession {
    /// Who speaks in this session.
    var caller: ReplyCaller {
        var caller = ReplyCaller()
        caller.account = account
        caller.person = configuration.person
        caller.session = id
        caller.isBusy = isBusy
        return caller
    }

    func think(_ id: ResponseID, _ request: ReplyRequest) {
        let mailbox = mailbox
        outstanding += 1
        let trace = lastTurn
        clock.begin(id, trace) { tellings[$0] != nil }
        let span = trace.begin(.responderReply)
        var request = request
        request.caller = caller
        thinking[id] = engines.responder.reply(to: request) { event in
            if event.isLast { trace.end(span) }
            mailbox.post(.replied(id, event))
        }
    }

    func replied(_ id: ResponseID, _ event: ReplyEvent) {
        guard thinking[id] != nil else { return }
        switch event {
        case .finished, .failed:
            if case .failed(let reason) = event { engines.meters.fail(.responder, reason) } else { engines.meters.note(.responder) }
            thinking[id] = nil
            outstanding -= 1
        case .text: clock.note(id, \.words)
        case .pause, .style, .call, .callArguments, .personName, .startTimer, .stopTimers, .memo, .used, .usage, .note: break
        }
        apply(.reply(id, event))
    }

    /// Whether a response is the one that the person waits for.
    func isInConversation(_ id: ResponseID) -> Bool { tellings[id]?.format.isInConversation == true }

    func speak(_ id: ResponseID, _ clause: Int, _ text: SpokenClause) {
        let mailbox = mailbox
        if voices[id] == nil { voices[id] = SessionVoice(tellings[id]?.sound ?? configuration.outputFormat) }
        outstanding += 1
        if let (words, end) = clock.noteClause(id) { trace(of: id).record(.clauseCollect, from: words, to: end) }
        speaking[id] = engines.synthesizer.speak(text, trace: trace(of: id)) { mailbox.post(.synthesized(id, clause: clause, $0)) }
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
            engines.meters.note(.synthesizer)
            speaking[id] = nil
            outstanding -= 1
            apply(.clauseFinished(id, clause: clause))
        case .failed(let error):
            engines.meters.fail(.synthesizer, Self.reason(error))
            speaking[id] = nil
            outstanding -= 1
            apply(.synthesisFailed(id, reason: Self.reason(error)))
        }
    }

    /// The clause under way does not come.
    func synthesizerIsLate(_ id: ResponseID) {
        guard speaking.removeValue(forKey: id) != nil else { return }
        outstanding -= 1
        engines.meters.fail(.synthesizer, "synthesizer_late")
        apply(.synthesisFailed(id, reason: "synthesizer_late"))
    }

    private static func reason(_ error: SpeechError) -> String {
        switch error {
        case .voice(let name, let known): "there is no voice \"\(name)\"; use one of \(known.joined(separator: ", "))"
        default: reason(error, of: "synthesizer")
        }
    }

    static func reason(_ error: SpeechError, of engine: String) -> String {
        switch error {
        case .busy: engine + "_busy"
        case .unavailable: engine + "_unavailable"
        case .model, .engine, .voice: engine + "_failed"
        }
    }
}

extension ReplyEvent {
    fileprivate var isLast: Bool {
        switch self {
        case .finished, .failed: true
        default: false
        }
    }
}
