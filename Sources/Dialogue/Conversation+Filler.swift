internal import Audio

/// Keeping the person company while an answer takes long.
extension Conversation {
    /// Begins a filler once its time has come, sends on what may leave, and ends it once the reply's own sound is there.
    mutating func keepCompany(_ id: ResponseID, _ effects: inout [Effect]) {
        guard let current = self[id], current.format.speaks, current.format.isInConversation, !isDetached else { return }
        guard current.reply.samples == 0 else { return endFiller(id, &effects) }
        guard let filler = settings.filler else { return }
        let now = now
        let since = current.waitingSince ?? now
        modify(id) { $0.waitingSince = since }
        guard current.filler != nil else {
            guard now - since >= SampleRate.hz16000.samples(in: settings.fillerDelay) else { return }
            modify(id) { $0.filler = LiveFiller(playout: Playout(at: now)) }
            let text = filler == .words ? settings.fillerText : nil
            return effects.append(.fill(id, text: text, voice: current.format.voice, speed: current.format.speed))
        }
        let lead = SampleRate.hz16000.samples(in: settings.outputLead)
        let samples =
            modify(id) { response -> Int in
                guard var live = response.filler, !live.isOver else { return 0 }
                live.playout.advance(to: now)
                let samples = live.playout.allowance(available: live.samples - live.playout.sent, lead: lead)
                live.playout.send(samples)
                response.filler = live
                return samples
            } ?? 0
        if samples > 0 { effects.append(.sendFiller(id, samples: samples)) }
    }

    mutating func fillerSynthesized(_ id: ResponseID, _ samples: Int) {
        modify(id) { $0.filler?.samples += samples }
    }

    /// What was sent of it plays to its end; the reply comes after.
    mutating func endFiller(_ id: ResponseID, _ effects: inout [Effect]) {
        guard let filler = self[id]?.filler, !filler.isOver else { return }
        let now = now
        modify(id) { response in
            response.filler?.isOver = true
            response.filler?.playout.advance(to: now)
            let rest = response.filler.map { $0.playout.sent - $0.playout.played } ?? 0
            if response.playout.sent == 0 { response.playout = Playout(at: now + rest) }
        }
        effects.append(.stopFilling(id))
    }
}
