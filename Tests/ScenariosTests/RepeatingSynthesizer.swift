import Audio
import Speech
import Synchronization

/// Speaks every clause again as it did at first, event by event.
final class RepeatingSynthesizer: SpeechSynthesizer {
    private let base: any SpeechSynthesizer
    private let events = Mutex<[SpokenClause: [SynthesisEvent]]>([:])

    var rate: SampleRate { base.rate }
    var voices: [String] { base.voices }

    init(_ base: any SpeechSynthesizer) { self.base = base }

    func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        if let known = events.withLock({ $0[clause] }) {
            known.forEach(deliver)
            deliver(.finished)
            return Done()
        }
        let made = Made()
        return base.speak(clause) { [self] event in
            switch event {
            case .audio, .words: made.events.withLock { $0.append(event) }
            case .finished: events.withLock { $0[clause] = made.events.withLock { $0 } }
            case .failed: break
            }
            deliver(event)
        }
    }

    private final class Made: Sendable {
        let events = Mutex<[SynthesisEvent]>([])
    }

    private struct Done: SynthesisJob {
        func cancel() {}
    }
}
