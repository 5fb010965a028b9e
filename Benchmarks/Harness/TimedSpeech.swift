internal import Audio
internal import Resources
internal import Speech

/// One clause spoken as fast as it goes.
struct TimedSpeech: Sendable {
    /// Milliseconds from asking to the first samples, and to the last.
    var firstAudio = 0.0
    var whole = 0.0
    var sound: [Int16] = []

    /// Blocks until all of it is there.
    static func speak(_ clause: SpokenClause, with synthesizer: any SpeechSynthesizer) throws -> TimedSpeech {
        let heard = ThreadCondition<(speech: TimedSpeech, end: Result<Void, SpeechError>?)>((TimedSpeech(), nil))
        let start = ContinuousClock.now
        _ = synthesizer.speak(clause) { event in
            let elapsed = (ContinuousClock.now - start) / .milliseconds(1)
            heard.withLock { heard in
                switch event {
                case .audio(let samples):
                    if heard.speech.sound.isEmpty { heard.speech.firstAudio = elapsed }
                    heard.speech.sound += samples
                    heard.speech.whole = elapsed
                case .words: break
                case .finished: heard.end = .success(())
                case .failed(let error): heard.end = .failure(error)
                }
            }
        }
        let (speech, end) = heard.wait(until: { $0.end != nil }, take: { ($0.speech, $0.end) })
        if case .failure(let error)? = end { throw BenchError("\(error)") }
        return speech
    }
}
