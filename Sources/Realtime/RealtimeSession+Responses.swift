internal import Audio
internal import Dialogue
internal import Telemetry
internal import Wire

/// Telling the client of responses.
extension RealtimeSession {
    func tellResponse(_ notice: Notice) {
        switch notice {
        case .responseCreated(let id, let format):
            tellings[id] = ResponseTelling(format, session: configuration)
            tell(.responseCreated(object(id, status: "in_progress")))
        case .outputStarted(let id, let item, let index): outputStarted(id, item, index)
        case .textDelta(let id, let item, let text): textDelta(id, item, text)
        case .callDelta(let id, let item, let text):
            guard let place = tellings[id]?.places[item], let call = tellings[id]?.calls[item] else { return }
            tell(.argumentsDelta(place, call: call, text: text))
        case .wordsSpoken(let id, let item, let text, let samples): wordsSpoken(id, item, text, samples)
        case .audioDone(let id, let item): audioDone(id, item)
        case .outputDone(let id, let item): outputDone(id, item)
        case .responseDone(let id, let status, let usage, let output): responseDone(id, status, usage, output)
        default: break
        }
    }

    private func outputStarted(_ id: ResponseID, _ item: Item, _ index: Int) {
        let place = OutputPlace(response: names.response(id), item: names.item(item.id), index: index)
        tellings[id]?.places[item.id] = place
        if case .call(let call) = item.content { tellings[id]?.calls[item.id] = call.callID }
        tell(.outputItemAdded(place, item: object(item)))
    }

    private func textDelta(_ id: ResponseID, _ item: ItemID, _ text: String) {
        guard let telling = tellings[id], let place = telling.places[item] else { return }
        if !telling.hasPart {
            tellings[id]?.hasPart = true
            tell(.partAdded(place, speaks: telling.format.speaks))
        }
        tell(.textDelta(place, speaks: telling.format.speaks, text: text))
    }

    /// Reply sound leaves as binary frames where the client asked for that; but what is beside the conversation must not mix with it.
    func send(sound: [UInt8], of id: ResponseID) {
        guard !sound.isEmpty, let telling = tellings[id], let place = telling.places.values.first(where: { isMessage($0, telling) }) else {
            return
        }
        clock.note(id, \.sent)
        let samples = sound.count / telling.sound.bytesPerSample * SampleRate.hz16000.hertz / telling.sound.rate.hertz
        let carried = telling.format.isInConversation ? samples : 0
        if options.sendsBinaryAudio, telling.format.isInConversation {
            output.send(sound: sound, carrying: carried)
        } else {
            tell(.audioDelta(place, sound: sound), carrying: carried)
        }
        tellLedger(of: id)
    }

    private func isMessage(_ place: OutputPlace, _ telling: ResponseTelling) -> Bool {
        !telling.calls.keys.contains { telling.places[$0] == place }
    }

    private func tellLedger(of id: ResponseID) {
        guard isInConversation(id), let leading = voices[id]?.leadingSilence else { return }
        guard let (ledger, item) = clock.ledger(id, leading: leading, endOfSpeech: { input.endOfSpeech(before: $0) }) else { return }
        engines.times.record(ledger)
        trace(of: id).record(ledger)
        engines.meters.answers(ledger, session: self.id)
        guard options.sendsCodaEvents else { return }
        let tally = conversation.speculations
        tell(
            ServerEvent(
                "coda.turn.latency",
                [
                    "response_id": .string(names.response(id)), "item_id": .string(names.item(item)), "latency": ledger.object,
                    "speculation": [
                        "begun": .integer(tally.begun), "adopted": .integer(tally.adopted),
                        "wasted_ms": .integer(tally.wastedSamples / 16),
                    ],
                ]))
    }

    private func wordsSpoken(_ id: ResponseID, _ item: ItemID, _ text: String, _ samples: Range<Int>) {
        guard options.sendsCodaEvents else { return }
        tell(
            ServerEvent(
                "coda.output_transcript.words",
                [
                    "response_id": .string(names.response(id)), "item_id": .string(names.item(item)), "text": .string(text),
                    "start_ms": .integer(samples.lowerBound / 16), "end_ms": .integer(samples.upperBound / 16),
                ]))
    }

    private func audioDone(_ id: ResponseID, _ item: ItemID) {
        guard let place = tellings[id]?.places[item] else { return }
        if let voice = voices.removeValue(forKey: id) { send(sound: voice.finish(), of: id) }
        tell(.audioDone(place))
    }

    private func outputDone(_ id: ResponseID, _ item: Item) {
        guard let telling = tellings[id], let place = telling.places[item.id] else { return }
        if case .call(let call) = item.content {
            tell(.argumentsDone(place, call: call.callID, name: call.name, arguments: call.arguments))
        } else {
            tell(.textDone(place, speaks: telling.format.speaks, text: item.text))
            tell(.partDone(place, speaks: telling.format.speaks, text: item.text))
        }
        tell(.outputItemDone(place, item: object(item)))
    }

    private func responseDone(_ id: ResponseID, _ status: ResponseStatus, _ usage: Usage, _ output: [Item]) {
        let (name, details): (String, JSONValue?) =
            switch status {
            case .completed: ("completed", nil)
            case .cancelled(let reason): ("cancelled", ["type": "cancelled", "reason": .string(reason.rawValue)])
            case .failed(let reason): ("failed", ["type": "failed", "error": ["type": "server_error", "code": .string(reason)]])
            case .cutShort: ("incomplete", ["type": "incomplete", "reason": "max_output_tokens"])
            }
        tell(.responseDone(object(id, status: name, details: details, usage: usage.json, output: output.map { object($0) })))
        if isInConversation(id) { engines.meters.ended(status) }
        countSpeculations()
        clock.end(id)
        tellings[id] = nil
        voices[id] = nil
    }

    func countSpeculations() {
        let tally = conversation.speculations
        engines.meters.speculated(tally, since: countedSpeculations)
        countedSpeculations = tally
    }

    // MARK: Objects

    private func object(
        _ id: ResponseID, status: String, details: JSONValue? = nil, usage: JSONValue? = nil, output: [JSONValue] = []
    ) -> JSONValue {
        guard let telling = tellings[id] else { return .null }
        let format = telling.format
        let response: JSONValue = [
            "object": "realtime.response", "id": .string(names.response(id)), "status": .string(status), "output": .array(output),
            "output_modalities": format.speaks ? ["audio"] : ["text"],
            "max_output_tokens": format.maximumTokens.map { .integer($0) } ?? "inf",
            "audio": ["output": ["format": telling.sound.json, "voice": .string(format.voice)]],
        ]
        return response.merging([
            "conversation_id": format.isInConversation ? .string(names.conversation) : .null, "status_details": details,
            "metadata": telling.metadata, "usage": usage,
        ])
    }

    func object(_ item: Item) -> JSONValue {
        let base: JSONValue = [
            "id": .string(names.item(item.id)), "object": "realtime.item", "status": .string(item.status.rawValue),
        ]
        switch item.content {
        case .call(let call):
            return base.merging([
                "type": "function_call", "call_id": .string(call.callID), "name": .string(call.name), "arguments": .string(call.arguments),
            ])
        case .callOutput(let callID, let output):
            return base.merging(["type": "function_call_output", "call_id": .string(callID), "output": .string(output)])
        default:
            return base.merging(["type": "message", "role": .string(item.role.rawValue), "content": .array(item.content.parts)])
        }
    }
}

extension Item.Content {
    fileprivate var parts: [JSONValue] {
        switch self {
        case .none, .call, .callOutput: []
        case .inputAudio(let transcript): [(["type": "input_audio"] as JSONValue).merging(["transcript": transcript.map { .string($0) }])]
        case .inputText(let text): [["type": "input_text", "text": .string(text)]]
        case .outputAudio(let transcript): [["type": "output_audio", "transcript": .string(transcript)]]
        case .outputText(let text): [["type": "output_text", "text": .string(text)]]
        }
    }
}

extension Usage {
    fileprivate var json: JSONValue {
        [
            "total_tokens": .integer(inputText + outputText + outputAudio), "input_tokens": .integer(inputText),
            "output_tokens": .integer(outputText + outputAudio),
            "input_token_details": [
                "cached_tokens": 0, "text_tokens": .integer(inputText), "audio_tokens": 0, "image_tokens": 0,
                "cached_tokens_details": ["text_tokens": 0, "audio_tokens": 0, "image_tokens": 0],
            ],
            "output_token_details": ["text_tokens": .integer(outputText), "audio_tokens": .integer(outputAudio)],
        ]
    }
}
