internal import Audio
internal import Perception
internal import Realtime
internal import Resources
internal import Speech

/// The stages that hear a scene.
struct EndpointEngines: Sendable {
    private let voiceActivity: any VoiceActivityDetector
    private let turnDetector: any TurnDetector
    private let recognizer: any SpeechRecognizer

    /// - Parameter threads: that will use it at the same time.
    static func load(_ settings: BenchSettings, threads: Int) async throws -> EndpointEngines {
        var options = EngineOptions()
        options.recognizerSlots = threads
        do {
            return EndpointEngines(
                voiceActivity: try Engines.loadVoiceActivityDetector(from: settings.home),
                turnDetector: try Engines.loadTurnDetector(from: settings.home),
                recognizer: try await Engines.loadRecognizer(from: settings.home, options: options))
        } catch {
            throw BenchError("\(error)")
        }
    }

    /// Every scene of a recording. Blocks for about as long as its sound lasts.
    func hear(_ recording: Recording, variants: Int) throws -> [HeardScene] {
        var scenes: [HeardScene] = []
        var known: [Int: String] = [:]
        for scene in try PauseScene.scenes(of: recording, variants: variants) {
            var heard = try HeardScene(scene, voiceActivity: voiceActivity, turnDetector: turnDetector, after: scenes.first)
            let reader = PauseReader(recognizer)
            heard.read(scene, &known) { reader.words(of: $0) }
            scenes.append(heard)
        }
        return scenes
    }
}
