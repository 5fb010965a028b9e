internal import Audio
internal import Dialogue
internal import Resources
internal import Speech
internal import Wire

/// Fillers: sound that belongs to no item, so only for clients that can tell it apart.
extension RealtimeSession {
    /// The settings as this client can have them.
    func adapted(_ settings: ConversationSettings) -> ConversationSettings {
        var settings = settings
        if !options.sendsBinaryAudio || !options.sendsCodaEvents { settings.filler = nil }
        if service.level >= .shortReplies { settings.longestReply = min(settings.longestReply ?? .max, Self.shortReply) }
        return settings
    }

    /// - Parameter text: words to say; a sound where `nil`.
    func fill(_ id: ResponseID, _ text: String?, _ voice: String, _ speed: Double) {
        guard let telling = tellings[id] else { return }
        fillers[id] = SessionFiller(voice: SessionVoice(telling.sound), isWords: text != nil)
        guard let text else { return apply(.fillerSynthesized(id, samples: ThinkingSound.longest)) }
        let mailbox = mailbox
        outstanding += 1
        let clause = SpokenClause(text: text, voice: voice, speed: speed)
        fillers[id]?.job = engines.synthesizer.speak(clause, trace: trace(of: id)) { mailbox.post(.filled(id, $0)) }
    }

    func filled(_ id: ResponseID, _ event: SynthesisEvent) {
        guard fillers[id]?.job != nil else { return }
        switch event {
        case .audio(let samples):
            fillers[id]?.voice.append(samples)
            apply(.fillerSynthesized(id, samples: samples.count))
        case .words: break
        // Without its filler the reply is as good.
        case .finished, .failed:
            fillers[id]?.job = nil
            outstanding -= 1
        }
    }

    func sendFiller(_ id: ResponseID, _ samples: Int) {
        guard var live = fillers[id] else { return }
        if !live.isWords, live.inHand < samples {
            live.voice.append(ThinkingSound.samples)
            live.inHand += ThinkingSound.samples.count
        }
        live.inHand -= samples
        guard let sound = try? live.voice.take(samples) else { return }
        if !live.isTold { tell(ServerEvent("coda.output.filler", ["response_id": .string(names.response(id))])) }
        live.isTold = true
        fillers[id] = live
        input.play(live.voice.taken, at: time)
        output.send(sound: sound)
    }

    func stopFilling(_ id: ResponseID) {
        guard let live = fillers.removeValue(forKey: id) else { return }
        if let job = live.job {
            outstanding -= 1
            job.cancel()
        }
        if live.isTold { tell(ServerEvent("coda.output.filler.done", ["response_id": .string(names.response(id))])) }
    }
}
