package import Assistant
internal import Dialogue
package import Inference
internal import Language
package import Perception
internal import Resources
package import Speech

/// Making the embedded engines. What one needs alone can be loaded alone.
extension Engines {
    /// Loads everything side by side; returns when a turn can be served.
    ///
    /// - Parameter assistant: what the assistant has beside the models of this machine.
    package static func load(
        from home: EngineHome, options: EngineOptions = EngineOptions(), assistant: AssistantOptions = AssistantOptions()
    ) async throws(EngineError) -> Engines {
        try complain(about: home)
        async let recognizer = result { try await loadRecognizer(from: home, options: options) }
        async let perception = result { try await onThread(named: "perception") { try loadPerception(from: home, options) } }
        async let responder = loadAssistant(from: home, assistant)
        let synthesizer = loadSynthesizer(options)
        await synthesizer.warmUp()
        let (voiceActivity, turnDetector) = try await perception.get()
        var engines = Engines(
            voiceActivity: voiceActivity, turnDetector: turnDetector, recognizer: try await recognizer.get(),
            synthesizer: synthesizer, responder: await responder.assistant,
            workers: WorkerPool(name: "turn-model", threads: options.workerThreads, capacity: options.workerQueue)
        ).watched()
        (engines.assistant, engines.packMistakes) = await responder
        // What is kept is spoken whatever becomes of the voice, and says nothing of its health.
        engines.synthesizer = CachingSynthesizer(engines.synthesizer, capacity: options.synthesizerCacheSamples)
        return engines
    }

    package static func loadRecognizer(from home: EngineHome, options: EngineOptions) async throws(EngineError) -> any SpeechRecognizer {
        let slots = options.recognizerSlots
        // Decoding yields to the sessions themselves, which must answer within milliseconds.
        let workers = WorkerPool(
            name: "decoder", threads: options.recognizerThreads, capacity: options.recognizerQueuePerSlot * slots + 16, nice: 2)
        do {
            return try await PocketSphinxRecognizer(modelFolder: home.acousticModel, slots: slots, workers: workers)
        } catch {
            throw EngineError("\(error)")
        }
    }

    package static func loadSynthesizer(_ options: EngineOptions) -> FliteSynthesizer {
        FliteSynthesizer(
            workers: WorkerPool(name: "voice", threads: options.synthesizerThreads, capacity: options.synthesizerQueue),
            frontEnd: SpokenForm.speak)
    }

    package static func loadTurnDetector(from home: EngineHome) throws(EngineError) -> any TurnDetector {
        try complain(about: home)
        do {
            return try SmartTurn(runtime: try InferenceRuntime(libraryPath: home.runtimeLibrary), modelPath: home.turnModel)
        } catch {
            throw EngineError("\(error)")
        }
    }

    /// Sentence vectors; `nil` where the model is not installed, or is not what it should be.
    package static func loadEmbedder(from home: EngineHome) -> (any SentenceEmbedder)? {
        guard let runtime = try? InferenceRuntime(libraryPath: home.runtimeLibrary) else { return nil }
        return try? MiniLM(runtime: runtime, modelFolder: home.sentenceModel)
    }

    private static func loadAssistant(
        from home: EngineHome, _ options: AssistantOptions
    ) async -> (assistant: Assistant, mistakes: [String]) {
        let embedder = options.comparesMeaning ? await onThread(named: "sentences") { loadEmbedder(from: home) } : nil
        // The first reply builds the skills' tables; nobody should wait for that in the middle of a turn.
        await onThread(named: "responder") { _ = OnDeviceResponder() }
        let (assistant, mistakes) = await Assistant.load(home: home.path, embedder: embedder, options: options)
        return (assistant, mistakes.map { "\($0)" })
    }

    /// Models on ONNX Runtime share one runtime.
    private static func loadPerception(from home: EngineHome, _ options: EngineOptions) throws -> (VoiceActivity, any TurnDetector) {
        let runtime = try InferenceRuntime(libraryPath: home.runtimeLibrary)
        let turnDetector = try SmartTurn(runtime: runtime, modelPath: home.turnModel)
        return (try loadVoiceActivity(from: home, options: options, runtime), turnDetector)
    }

    /// Names every missing file at once.
    static func complain(about home: EngineHome) throws(EngineError) {
        let missing = home.missing
        guard !missing.isEmpty else { return }
        let list = missing.map { "  \($0)" }.joined(separator: "\n")
        throw EngineError(
            "these files are missing or not readable:\n\(list)\nRun make models in Coda's folder, or set CODA_HOME to a complete folder.")
    }

    private static func result<Value: Sendable>(_ body: @Sendable () async throws -> Value) async -> Result<Value, EngineError> {
        do { return .success(try await body()) } catch { return .failure(error as? EngineError ?? EngineError("\(error)")) }
    }
}
