internal import Audio
internal import Dialogue

/// What is told of each effect; one line a case, and a new case asks for its own.
extension Timeline {
    static func telling(_ effect: Effect) -> (Who, String)? {
        switch effect {
        case .stopThinking, .commitThinking, .forget, .transcribeAttachment, .duck, .unduck, .sendFiller, .stopFilling: nil
        case .listen(let turn, let from): (.coda, "listens to turn \(turn.number) from \(from.milliseconds) ms of what was heard")
        case .peek(let turn, _): (.coda, "soft end of turn \(turn.number): what was said so far?")
        case .finishListening(let turn, nil): (.coda, "turn \(turn.number) is over: its words are wanted")
        case .finishListening(let turn, _?): (.coda, "turn \(turn.number) is over: its words are known")
        case .stopListening(let turn): (.coda, "wants nothing more of turn \(turn.number)")
        case .scoreTurn(let turn, _, _, _): (.coda, "soft end of turn \(turn.number): is it over?")
        case .think(let id, let request): (.coda, "r\(id.number): thinks about \"\(request.text)\"")
        case .fill(let id, let text, _, _): (.coda, "r\(id.number): it takes long: " + (text.map { "\"\($0)\"" } ?? "a soft sound"))
        case .speak(let id, let clause, let text, _, _, _, _): (.coda, "r\(id.number): clause \(clause + 1): \"\(text)\"")
        case .stopSpeaking(let id): (.coda, "r\(id.number): says no more")
        case .sendAudio(let id, _): (.coda, "r\(id.number): first sound")
        case .notify(let notice): telling(notice)
        }
    }

    private static func telling(_ notice: Notice) -> (Who, String)? {
        switch notice {
        case .inputCommitted, .itemAdded, .itemDone, .partialTranscript, .transcript, .itemRetrieved, .outputStarted, .textDelta,
            .wordsSpoken, .callDelta, .audioDone, .outputDone:
            nil
        case .speechStarted(let item, let at):
            (.person, "speaks since \(at.milliseconds) ms of what was heard (item \(item.number))")
        case .speechStopped(let item, let at):
            (.person, "stopped speaking at \(at.milliseconds) ms of what was heard (item \(item.number))")
        case .inputCleared: (.coda, "what was heard is dropped")
        case .transcriptFailed(let item, let reason): (.coda, "item \(item.number) has no words: \(reason)")
        case .itemTruncated(let item, let milliseconds): (.coda, "only \(milliseconds) ms of item \(item.number) were heard")
        case .itemDeleted(let item): (.coda, "item \(item.number) is gone")
        case .idleTimeout: (.person, "has said nothing for long")
        case .responseCreated(let id, let format):
            (.coda, "r\(id.number): begins to answer" + (format.isInConversation ? "" : ", aside"))
        case .responseDone(let id, let status, _, let output): (.coda, "r\(id.number): \(words(status))\(heard(output))")
        case .replyNoted(let id, let note): (.responder, "r\(id.number): \(note.kind) \(note.details)")
        case .replyShortened(let id): (.coda, "r\(id.number): would have said more")
        case .outputCleared(let id): (.coda, "r\(id.number): its sound is dropped")
        case .outputDucked(let id): (.coda, "r\(id.number): something is heard over it: lowered")
        case .outputHeld(let id): (.coda, "r\(id.number): held")
        case .outputResumed(let id, let reason): (.coda, "r\(id.number): goes on: it was \(reason.rawValue)")
        case .refused(let code, _, _): (.coda, "refuses: \(code.rawValue)")
        }
    }

    private static func words(_ status: ResponseStatus) -> String {
        switch status {
        case .completed: "done"
        case .cancelled(.turnDetected): "interrupted"
        case .cancelled(.clientCancelled): "cancelled"
        case .failed(let reason): "failed: \(reason)"
        case .cutShort: "cut short"
        }
    }

    private static func heard(_ output: [Item]) -> String {
        let text = output.map(\.text).filter { !$0.isEmpty }.joined(separator: " ")
        return text.isEmpty ? "" : ": \"\(text)\""
    }
}
