package import Audio
package import Resources
internal import Synchronization
package import Telemetry

/// Keeps the sound of clauses that come again and again (greetings, refusals), so that they are spoken at once.
///
/// The least recently spoken clause falls first. Only whole clauses are kept, and only short ones: long ones hardly come twice.
package final class CachingSynthesizer: SpeechSynthesizer {
    private struct State {
        var sounds: [SpokenClause: Sound] = [:]
        /// Least recently spoken first.
        var order: [SpokenClause] = []
        var samples = 0
        var tally = CacheTally()

        mutating func sound(of clause: SpokenClause) -> Sound? {
            guard let sound = sounds[clause] else {
                tally.misses += 1
                return nil
            }
            tally.hits += 1
            order.removeAll { $0 == clause }
            order.append(clause)
            return sound
        }

        mutating func keep(_ sound: Sound, of clause: SpokenClause, capacity: Int) {
            guard sound.samples.count <= capacity / 8, sounds[clause] == nil else { return }
            sounds[clause] = sound
            order.append(clause)
            samples += sound.samples.count
            while samples > capacity, !order.isEmpty {
                samples -= sounds.removeValue(forKey: order.removeFirst())?.samples.count ?? 0
            }
        }
    }

    private let base: any SpeechSynthesizer
    private let capacity: Int
    private let state = Mutex(State())

    package var rate: SampleRate { base.rate }
    package var voices: [String] { base.voices }
    package var queue: QueueLoad? { base.queue }
    package var cache: CacheTally? { state.withLock { $0.tally } }

    /// - Parameter capacity: samples kept in all; 1,000,000 are a minute of sound and 2 MB.
    package init(_ base: any SpeechSynthesizer, capacity: Int = 1_000_000) {
        self.base = base
        self.capacity = capacity
    }

    package func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        speak(clause, trace: .off, deliver: deliver)
    }

    package func speak(
        _ clause: SpokenClause, trace: SpanContext, deliver: @escaping @Sendable (SynthesisEvent) -> Void
    ) -> any SynthesisJob {
        if let sound = state.withLock({ $0.sound(of: clause) }) {
            if !sound.words.isEmpty { deliver(.words(sound.words)) }
            deliver(.audio(sound.samples))
            deliver(.finished)
            return SpokenAlready()
        }
        let recording = Recording()
        return base.speak(clause, trace: trace) { [self] event in
            switch event {
            case .audio(let samples): recording.update { $0.samples += samples }
            case .words(let words): recording.update { $0.words += words }
            case .finished: state.withLock { $0.keep(recording.sound, of: clause, capacity: capacity) }
            case .failed: break
            }
            deliver(event)
        }
    }

    /// Clauses kept now.
    package var count: Int { state.withLock { $0.order.count } }
}

/// What a clause sounds like.
private struct Sound: Sendable {
    var samples: [Int16] = []
    var words: [WordTiming] = []
}

/// The sound of one clause as it comes into being.
private final class Recording: Sendable {
    private let content = Mutex(Sound())

    func update(_ change: (inout Sound) -> Void) { content.withLock { change(&$0) } }
    var sound: Sound { content.withLock { $0 } }
}

private struct SpokenAlready: SynthesisJob {
    func cancel() {}
}
