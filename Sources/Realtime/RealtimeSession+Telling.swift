internal import Audio
internal import Dialogue
internal import Wire

/// Giving the conversation's notices the protocol's shape.
extension RealtimeSession {
    func tell(_ event: ServerEvent) {
        events += 1
        output.send(event: event.bytes(id: names.event(events)))
    }

    func refuse(_ error: WireError, type: String = "invalid_request_error", eventID: String?) {
        tell(.error(error, type: type, eventID: eventID))
    }

    func send(sound: [UInt8], of id: ResponseID) {
        guard !sound.isEmpty, let place = place(of: id) else { return }
        ledger?.reach(.queue)
        if options.sendsBinaryAudio {
            output.send(sound: sound)
        } else {
            tell(.audioDelta(place, sound: sound))
        }
        tellLedger(of: id)
    }

    func tell(_ notice: Notice) {
        switch notice {
        case .speechStarted(let item, let at): tell(.speechStarted(item: name(item), milliseconds: at.milliseconds))
        case .speechStopped(let item, let at): speechStopped(item, at)
        case .inputCommitted(let item, let previous):
            if ledger == nil { ledger = TurnLedger(silence: .zero) }
            tell(.committed(item: name(item), previous: previous.map(name)))
        case .inputCleared: tell(.cleared)
        case .itemAdded(let item, let previous):
            if let name = nextItemName {
                itemNames[item.id] = name
                nextItemName = nil
            }
            tell(.itemAdded(object(item), previous: previous.map(name)))
        case .itemDone(let item, let previous): tell(.itemDone(object(item), previous: previous.map(name)))
        case .partialTranscript(let item, let text):
            guard options.sendsCodaEvents else { return }
            tell(ServerEvent("coda.input_transcript.partial", ["item_id": .string(name(item)), "transcript": .string(text)]))
        case .transcript(let item, let text, let samples):
            if !text.isEmpty { tell(.transcriptDelta(item: name(item), text: text)) }
            tell(.transcriptCompleted(item: name(item), text: text, seconds: Double(samples) / 16_000))
            // A turn that nobody answers: its time must not be told as the next answer's.
            if conversation.isAnswered { ledger = nil }
        case .transcriptFailed(let item, let reason): transcriptFailed(item, reason)
        case .responseCreated, .outputStarted, .textDelta, .audioDone, .outputDone, .responseDone: tellResponse(notice)
        case .refused(let code, let message, let request):
            refuse(WireError(code: code.rawValue, message: message), eventID: request)
        }
    }

    private func speechStopped(_ item: ItemID, _ at: InputSample) {
        ledger = TurnLedger(silence: .seconds(Double(input.end - at) / 16_000))
        tell(.speechStopped(item: name(item), milliseconds: at.milliseconds))
    }

    private func transcriptFailed(_ item: ItemID, _ reason: String) {
        let message =
            reason == "recognizer_busy"
            ? "Every recogniser is in use: try again in a moment, or raise the number of recogniser slots."
            : "The recogniser failed on this turn."
        tell(.transcriptFailed(item: name(item), code: reason, message: message))
    }

    // MARK: Responses

    private func tellResponse(_ notice: Notice) {
        switch notice {
        case .responseCreated(let id, let speaks, let voice):
            self.speaks = speaks
            responseVoice = voice
            tell(.responseCreated(object(id, status: "in_progress", details: nil, output: [])))
        case .outputStarted(let id, let item):
            place = (id, OutputPlace(response: names.response(id), item: name(item)))
            let started = Item(id: item, role: .assistant, status: .inProgress, content: .none)
            tell(.outputItemAdded(response: names.response(id), item: object(started)))
        case .textDelta(let id, _, let text):
            guard let place = place(of: id) else { return }
            if !hasPart {
                hasPart = true
                tell(.partAdded(place, speaks: speaks))
            }
            tell(.textDelta(place, speaks: speaks, text: text))
        case .audioDone(let id, _): audioDone(id)
        case .outputDone(let id, let item): outputDone(id, item)
        case .responseDone(let id, let status, let item): responseDone(id, status, item)
        default: break
        }
    }

    private func place(of id: ResponseID) -> OutputPlace? { place?.response == id ? place?.place : nil }

    private func audioDone(_ id: ResponseID) {
        guard let place = place(of: id) else { return }
        if voice.response == id { send(sound: voice.finish(), of: id) }
        tell(.audioDone(place))
    }

    private func outputDone(_ id: ResponseID, _ item: Item) {
        guard let place = place(of: id) else { return }
        let text = item.content.text
        tell(.textDone(place, speaks: speaks, text: text))
        tell(.partDone(place, speaks: speaks, text: text))
        tell(.outputItemDone(response: place.response, item: object(item)))
    }

    private func responseDone(_ id: ResponseID, _ status: ResponseStatus, _ item: Item?) {
        let output = item.map { [object($0)] } ?? []
        switch status {
        case .completed: tell(.responseDone(object(id, status: "completed", details: nil, output: output)))
        case .cancelled(let reason):
            let details: JSONValue = ["type": "cancelled", "reason": .string(reason.rawValue)]
            tell(.responseDone(object(id, status: "cancelled", details: details, output: output)))
        case .failed(let reason):
            let details: JSONValue = ["type": "failed", "error": ["type": "server_error", "code": .string(reason)]]
            tell(.responseDone(object(id, status: "failed", details: details, output: output)))
        }
        place = nil
        hasPart = false
        ledger = nil
        responseMetadata = nil
    }

    private func tellLedger(of id: ResponseID) {
        guard options.sendsCodaEvents, let complete = ledger, complete.isComplete else { return }
        ledger = nil
        tell(ServerEvent("coda.turn.latency", ["response_id": .string(names.response(id)), "latency": complete.object]))
    }

    // MARK: Objects

    private func name(_ item: ItemID) -> String { itemNames[item] ?? names.item(item) }

    private func object(_ id: ResponseID, status: String, details: JSONValue?, output: [JSONValue]) -> JSONValue {
        let response: JSONValue = [
            "object": "realtime.response", "id": .string(names.response(id)), "status": .string(status), "output": .array(output),
            "conversation_id": .string(names.conversation), "output_modalities": speaks ? ["audio"] : ["text"],
            "max_output_tokens": "inf",
            "audio": [
                "output": ["format": SessionConfiguration.format(configuration.outputRate), "voice": .string(responseVoice)]
            ],
        ]
        return response.merging(["status_details": details, "metadata": responseMetadata])
    }

    private func object(_ item: Item) -> JSONValue {
        [
            "id": .string(name(item.id)), "object": "realtime.item", "type": "message", "status": .string(item.status.rawValue),
            "role": .string(item.role.rawValue), "content": .array(item.content.parts),
        ]
    }
}

extension Item.Content {
    fileprivate var text: String {
        switch self {
        case .none, .inputAudio(transcript: nil): ""
        case .inputAudio(let text?), .inputText(let text), .outputAudio(let text), .outputText(let text): text
        }
    }

    fileprivate var parts: [JSONValue] {
        switch self {
        case .none: []
        case .inputAudio(let transcript): [(["type": "input_audio"] as JSONValue).merging(["transcript": transcript.map { .string($0) }])]
        case .inputText(let text): [["type": "input_text", "text": .string(text)]]
        case .outputAudio(let transcript): [["type": "output_audio", "transcript": .string(transcript)]]
        case .outputText(let text): [["type": "output_text", "text": .string(text)]]
        }
    }
}
