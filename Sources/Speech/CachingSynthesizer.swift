package import Audio
internal import Synchronization

/// Keeps the sound of clauses that come again and again (greetings, refusals), so that they are spoken at once.
///
/// The least recently spoken clause falls first. Only whole clauses are kept, and only short ones: long ones hardly come twice.
package final class CachingSynthesizer: SpeechSynthesizer {
    private struct State {
        var sounds: [SpokenClause: [Int16]] = [:]
        /// Least recently spoken first.
        var order: [SpokenClause] = []
        var samples = 0

        mutating func sound(of clause: SpokenClause) -> [Int16]? {
            guard let sound = sounds[clause] else { return nil }
            order.removeAll { $0 == clause }
            order.append(clause)
            return sound
        }

        mutating func keep(_ sound: [Int16], of clause: SpokenClause, capacity: Int) {
            guard sound.count <= capacity / 8, sounds[clause] == nil else { return }
            sounds[clause] = sound
            order.append(clause)
            samples += sound.count
            while samples > capacity, !order.isEmpty {
                samples -= sounds.removeValue(forKey: order.removeFirst())?.count ?? 0
            }
        }
    }

    private let base: any SpeechSynthesizer
    private let capacity: Int
    private let state = Mutex(State())

    package var rate: SampleRate { base.rate }
    package var voices: [String] { base.voices }

    /// - Parameter capacity: samples kept in all; 1,000,000 are a minute of sound and 2 MB.
    package init(_ base: any SpeechSynthesizer, capacity: Int = 1_000_000) {
        self.base = base
        self.capacity = capacity
    }

    package func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        if let sound = state.withLock({ $0.sound(of: clause) }) {
            deliver(.audio(sound))
            deliver(.finished)
            return SpokenAlready()
        }
        let recording = Recording()
        return base.speak(clause) { [self] event in
            switch event {
            case .audio(let samples): recording.append(samples)
            case .finished: state.withLock { $0.keep(recording.sound, of: clause, capacity: capacity) }
            case .failed: break
            }
            deliver(event)
        }
    }

    /// Clauses kept now.
    package var count: Int { state.withLock { $0.order.count } }
}

/// The sound of one clause as it comes into being.
private final class Recording: Sendable {
    private let samples = Mutex<[Int16]>([])

    func append(_ more: [Int16]) { samples.withLock { $0 += more } }
    var sound: [Int16] { samples.withLock { $0 } }
}

private struct SpokenAlready: SynthesisJob {
    func cancel() {}
}
