internal import Audio
internal import Dialogue
internal import Telemetry
internal import Wire

/// Giving the conversation's notices the protocol's shape.
extension RealtimeSession {
    /// - Parameter samples: how much of the reply's sound (16 kHz) the event carries.
    func tell(_ event: ServerEvent, carrying samples: Int = 0) {
        events += 1
        output.send(event: event.bytes(id: names.event(events)), carrying: samples)
    }

    func refuse(_ error: WireError, type: String = "invalid_request_error", eventID: String?) {
        tell(.error(error, type: type, eventID: eventID))
    }

    func tell(_ notice: Notice) {
        switch notice {
        case .speechStarted(let item, let at): tell(.speechStarted(item: names.item(item), milliseconds: at.milliseconds))
        case .speechStopped(let item, let at): speechStopped(item, at)
        case .inputCommitted(let item, let previous):
            clock.commit(item, speechEnd: input.end, heardEnd: input.end)
            tell(.committed(item: names.item(item), previous: previous.map(names.item)))
        case .inputCleared: tell(.cleared)
        case .idleTimeout(let item, let from, let to):
            tell(.timeoutTriggered(item: names.item(item), from: from.milliseconds, to: to.milliseconds))
        case .itemAdded(let item, let previous):
            if let name = nextItemName { names.give(name, to: item.id) }
            tell(.itemAdded(object(item), previous: previous.map(names.item)))
        case .itemDone(let item, let previous): tell(.itemDone(object(item), previous: previous.map(names.item)))
        case .itemRetrieved(let item): tell(.itemRetrieved(object(item)))
        case .itemTruncated(let item, let milliseconds): tell(.itemTruncated(names.item(item), milliseconds: milliseconds))
        case .itemDeleted(let item):
            tell(.itemDeleted(names.item(item)))
            names.forget(item)
        case .partialTranscript, .transcript: tellTranscript(notice)
        case .transcriptFailed:
            engines.meters.turns[.failed].add()
            tellTranscript(notice)
        case .responseCreated, .outputStarted, .textDelta, .callDelta, .wordsSpoken, .audioDone, .outputDone, .responseDone:
            tellResponse(notice)
        case .replyNoted(let id, let note):
            guard options.sendsCodaEvents else { return }
            let details = (try? JSONValue.parse(Array(note.details.utf8))) ?? [:]
            tell(ServerEvent("coda.\(note.kind)", ["response_id": .string(names.response(id)), "details": details]))
        case .replyShortened(let id):
            guard options.sendsCodaEvents else { return }
            tell(ServerEvent("coda.response.shortened", ["response_id": .string(names.response(id))]))
        case .outputCleared(let id): tell(.outputCleared(response: names.response(id)))
        case .outputDucked(let id): tellOutput("ducked", id)
        case .outputHeld(let id): tellOutput("held", id)
        case .outputResumed(let id, let reason):
            engines.meters.resumed(reason)
            tellOutput("resumed", id, because: reason)
        case .refused(let code, let message, let request):
            refuse(WireError(code: code.rawValue, message: message), eventID: request)
        }
    }

    private func speechStopped(_ item: ItemID, _ at: InputSample) {
        clock.commit(item, speechEnd: at, heardEnd: input.end)
        tell(.speechStopped(item: names.item(item), milliseconds: at.milliseconds))
    }

    /// What becomes of a reply's sound while something is heard over it.
    private func tellOutput(_ what: String, _ id: ResponseID, because reason: OverlapReason? = nil) {
        guard options.sendsCodaEvents else { return }
        var members: [String: JSONValue] = ["response_id": .string(names.response(id))]
        if let reason { members["reason"] = .string(reason.rawValue) }
        tell(ServerEvent("coda.output.\(what)", members))
    }

    private func tellTranscript(_ notice: Notice) {
        switch notice {
        case .partialTranscript(let item, let text) where options.sendsCodaEvents:
            tell(ServerEvent("coda.input_transcript.partial", ["item_id": .string(names.item(item)), "transcript": .string(text)]))
        case .transcript(let item, let text, let samples):
            clock.transcribed(item)
            // A turn that nobody answers, or that nobody spoke.
            if conversation.isAnswered || samples == 0 { clock.forgetTurn() }
            guard configuration.tellsTranscripts else { return }
            if !text.isEmpty { tell(.transcriptDelta(item: names.item(item), text: text)) }
            tell(.transcriptCompleted(item: names.item(item), text: text, seconds: Double(samples) / 16_000))
        case .transcriptFailed(let item, let reason) where configuration.tellsTranscripts:
            let message =
                switch reason {
                case "recognizer_busy": "Every recogniser is in use: try again in a moment, or raise the number of recogniser slots."
                case "recognizer_unavailable": "The recogniser failed several times in a row and now rests: try again in a moment."
                default: "The recogniser failed on this turn."
                }
            tell(.transcriptFailed(item: names.item(item), code: reason, message: message))
        default: break
        }
    }
}
