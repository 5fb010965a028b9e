internal import Dialogue

/// What is told of each event; one line a case, and a new case asks for its own.
extension Timeline {
    static func telling(_ event: Event) -> (Who, String)? {
        switch event {
        case .tick, .heard, .voice, .levels, .synthesized, .fillerSynthesized, .wordsTimed, .clauseFinished, .played: nil
        case .configure(let settings): (.client, "settings: \(words(settings))")
        case .turnScore(_, _, let completeness?): (.model, "\(percent(completeness)) finished")
        case .turnScore(_, _, nil): (.model, "no answer")
        case .partial(_, let text): (.recognizer, "so far: \"\(text)\"")
        case .peeked(_, _, let text): (.recognizer, text.isEmpty ? "no words so far" : "at the pause: \"\(text)\"")
        case .announce(let text): (.model, "wants said: \"\(text)\"")
        case .load(let isBusy): (.model, isBusy ? "the machine is busy" : "the machine has time again")
        case .transcript(_, let text): (.recognizer, text.isEmpty ? "no words" : "\"\(text)\"")
        case .recognitionFailed(_, let reason): (.recognizer, "failed: \(reason)")
        case .reply(let id, let event): telling(event).map { (.responder, "r\(id.number): \($0)") }
        case .synthesisFailed(let id, let reason): (.voice, "r\(id.number): failed: \(reason)")
        case .commitInput: (.client, "ends the turn")
        case .clearInput: (.client, "drops what was heard")
        case .addItem(let content, let role, _, _): (.client, "adds \(words(content)) as \(role.rawValue)")
        case .addSpokenItem(let samples, _, _): (.client, "adds \(samples / 16) ms of sound")
        case .retrieveItem(let id, _): (.client, "asks for item \(id.number)")
        case .truncateItem(let id, let milliseconds, _): (.client, "cuts item \(id.number) to \(milliseconds) ms")
        case .deleteItem(let id, _): (.client, "deletes item \(id.number)")
        case .respond: (.client, "asks for an answer")
        case .cancelResponse: (.client, "cancels the answer")
        case .clearOutput: (.client, "drops the sound that is not played yet")
        case .detached: (.client, "lost its connection")
        case .attached(let unheard): (.client, "is back, \(unheard / 16) ms unheard")
        case .close: (.client, "is gone: the session ends")
        }
    }

    private static func telling(_ event: ReplyEvent) -> String? {
        switch event {
        case .text(let text): "\"\(text)\""
        case .call(let name): "calls \(name)"
        case .callArguments(let piece): "with \(piece)"
        case .personName(let name): "the person is called \(name)"
        case .startTimer(let timer): "starts a timer of \(timer.duration.components.seconds) s"
        case .stopTimers: "stops timers"
        case .used(let result): "used \(result.name)"
        case .usage(let input, let output): "read \(input) tokens, wrote \(output)"
        case .memo, .note, .pause, .style, .finished: nil
        case .failed(let reason): "failed: \(reason)"
        }
    }

    private static func words(_ settings: ConversationSettings) -> String {
        let detection =
            switch settings.turnDetection {
            case .semantic: "the turn model ends turns"
            case .silence(let duration): "\(duration) of silence end a turn"
            case .manual: "the client ends turns"
            }
        return detection + (settings.speaks ? ", answers are spoken" : ", answers are text")
    }

    static func words(_ content: Item.Content) -> String {
        switch content {
        case .none: "nothing"
        case .inputAudio(let text): "sound" + (text.map { " \"\($0)\"" } ?? "")
        case .inputText(let text), .outputText(let text), .outputAudio(let text): "\"\(text)\""
        case .call(let call): "a call of \(call.name)"
        case .callOutput(_, let output): "a call's output \(output)"
        }
    }

    private static func percent(_ share: Float) -> String { share.isFinite ? "\(Int((share * 100).rounded())) %" : "\(share)" }
}
