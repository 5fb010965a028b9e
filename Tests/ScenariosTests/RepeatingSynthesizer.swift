import Audio
import Speech
import Synchronization

/// Speaks every clause again as it did at first, piece by piece.
final class RepeatingSynthesizer: SpeechSynthesizer {
    private let base: any SpeechSynthesizer
    private let pieces = Mutex<[SpokenClause: [[Int16]]]>([:])

    var rate: SampleRate { base.rate }
    var voices: [String] { base.voices }

    init(_ base: any SpeechSynthesizer) { self.base = base }

    func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        if let known = pieces.withLock({ $0[clause] }) {
            for piece in known { deliver(.audio(piece)) }
            deliver(.finished)
            return Done()
        }
        let made = Made()
        return base.speak(clause) { [self] event in
            switch event {
            case .audio(let piece): made.pieces.withLock { $0.append(piece) }
            case .finished: pieces.withLock { $0[clause] = made.pieces.withLock { $0 } }
            case .failed: break
            }
            deliver(event)
        }
    }

    private final class Made: Sendable {
        let pieces = Mutex<[[Int16]]>([])
    }

    private struct Done: SynthesisJob {
        func cancel() {}
    }
}
