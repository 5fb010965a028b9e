extension SpeechSynthesizer {
    /// A whole clause's sound, at the synthesiser's rate; what there is of it where the task is cancelled.
    package func sound(of clause: SpokenClause) async throws(SpeechError) -> [Int16] {
        let (events, continuation) = AsyncStream.makeStream(of: SynthesisEvent.self, bufferingPolicy: .unbounded)
        let job = speak(clause) { continuation.yield($0) }
        defer { job.cancel() }
        var samples: [Int16] = []
        for await event in events {
            switch event {
            case .audio(let piece): samples += piece
            case .words: break
            case .finished: return samples
            case .failed(let error): throw error
            }
        }
        return samples
    }
}
