internal import Telemetry

extension SpanContext {
    /// Records an answered turn and its parts.
    func record(_ ledger: TurnLedger) {
        let stretches = ledger.stretches
        guard records(.turn), let first = stretches.first, let last = stretches.last else { return }
        record(.turn, from: first.start, to: last.end)
        for stretch in stretches { record(SpanName(stretch.part), from: stretch.start, to: stretch.end) }
    }
}

extension SpanName {
    fileprivate init(_ part: TurnLedger.Part) {
        self =
            switch part {
            case .detector: .detector
            case .silenceWait: .silenceWait
            case .turnModel: .turnModel
            case .recognizer: .recognizer
            case .language: .language
            case .clauseWait: .clauseWait
            case .synthesis: .synthesis
            case .queue: .queue
            case .leadingSilence: .leadingSilence
            }
    }
}
