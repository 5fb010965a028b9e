internal import Audio
internal import Configuration
internal import Realtime
internal import Speech

/// The sounds of scenarios: spoken by Coda's own synthesiser, or read from files. Each is made once, so that every run hears the same.
package actor ClipLibrary {
    /// 16 kHz.
    struct Sound: Sendable {
        var samples: [Int16]
        /// Where its speech ends.
        var speechEnd: Int
    }

    private let synthesizer = Engines.loadSynthesizer(EngineOptions())
    private var sounds: [Scenario.Clip: Sound] = [:]

    package init() {}

    /// Throws `ScenarioFailure` naming the clip.
    func sound(_ clip: Scenario.Clip) async throws -> Sound {
        if let sound = sounds[clip] { return sound }
        let samples =
            switch clip {
            case .say(let text, let voice): try await speak(SpokenClause(text: text, voice: voice))
            case .play(let path): try Self.read(path)
            }
        let end = Loudness.endOfSpeech(in: PCM16.floats(samples).span, rate: .hz16000) ?? samples.count
        let sound = Sound(samples: samples, speechEnd: end)
        sounds[clip] = sound
        return sound
    }

    private func speak(_ clause: SpokenClause) async throws -> [Int16] {
        do { return try await synthesizer.sound(of: clause) } catch { throw ScenarioFailure("\(error)") }
    }

    private static func read(_ path: String) throws -> [Int16] {
        do {
            return PCM16.quantize(try WAVReader.read(path: path).clip.resampled(to: .hz16000).samples)
        } catch {
            throw ScenarioFailure("\(path): \(error)")
        }
    }
}
