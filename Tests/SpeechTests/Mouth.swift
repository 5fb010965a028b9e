import Audio
import Speech
import Synchronization

/// What a synthesiser made of one clause.
struct Spoken {
    var samples: [Int16] = []
    /// Samples of each `audio` event.
    var chunks: [Int] = []
    var words: [WordTiming] = []
    var failure: SpeechError?

    /// Root mean square, 0...32,768.
    var level: Double {
        samples.isEmpty ? 0 : (samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)).squareRoot()
    }
}

enum Mouth {
    static let voice = FliteSynthesizer { $0 }

    /// What a microphone hears in a quiet room, as before any utterance that a voice detector cut out.
    static func room(_ count: Int) -> [Int16] {
        var random: UInt32 = 1
        return (0..<count).map { _ in
            random = random &* 1_664_525 &+ 1_013_904_223
            return Int16(truncatingIfNeeded: random >> 28) - 8
        }
    }

    /// A sentence after 300 ms of room.
    static func sentence(_ text: String) async -> [Int16] { await room(4_800) + say(text).samples }

    /// Speaks a clause and waits for its end.
    static func say(
        _ text: String, voice name: String = "slt", speed: Double = 1, pitch: Double = 0, pauses: Double = 1,
        with synthesizer: any SpeechSynthesizer = voice
    ) async -> Spoken {
        let spoken = Mutex(Spoken())
        let box = Box(spoken)
        await withCheckedContinuation { done in
            _ = synthesizer.speak(SpokenClause(text: text, voice: name, speed: speed, pitch: pitch, pauses: pauses)) { event in
                switch event {
                case .audio(let samples):
                    box.value.withLock {
                        $0.samples += samples
                        $0.chunks.append(samples.count)
                    }
                case .words(let words): box.value.withLock { $0.words += words }
                case .finished: done.resume()
                case .failed(let error):
                    box.value.withLock { $0.failure = error }
                    done.resume()
                }
            }
        }
        return box.value.withLock { $0 }
    }

    private final class Box: Sendable {
        let value: Mutex<Spoken>
        init(_ value: consuming Mutex<Spoken>) { self.value = value }
    }
}
