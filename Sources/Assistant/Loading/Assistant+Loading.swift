package import Configuration
package import Inference
internal import Language
internal import Tools

extension Assistant {
    /// Reads the packs and puts the parts together.
    ///
    /// - Parameters:
    ///   - home: the folder of libraries and models; Coda's packs are found from there.
    ///   - embedder: `nil` where the model is not installed.
    /// - Returns: the assistant, and what is wrong in the packs; what is wrong is left out.
    package static func load(
        home: String, embedder: (any SentenceEmbedder)?, options: AssistantOptions = AssistantOptions()
    ) async -> (assistant: Assistant, mistakes: [Mistake]) {
        let meaning = options.comparesMeaning ? embedder : nil
        let (intents, mistakes) = await IntentStore.open(
            LayeredFolders(.intents, home: home, user: options.intentFolder), options: options.understanding
        ) { examples in
            guard let meaning, !examples.isEmpty else { return nil }
            let guesser = LateGuesser(failed: options.onGuessFailure) { () async throws(InferenceError) in
                try await IntentClassifier(examples: examples, embedder: meaning, keptIn: options.learntFolder)
            }
            if options.waitsForLearning { await guesser.ready() }
            return guesser
        }
        var parts = AssistantParts(intents: intents)
        parts.executor = options.executor
        if let executor = options.executor {
            var embedding: ToolEmbedding?
            if let meaning { embedding = { texts in try? await meaning.embed(texts) } }
            let finder = ToolFinder(executor.registry, embedding: embedding)
            // Only a model is told of tools, and only of more than it can be told of some are chosen.
            if options.model != nil { finder.keepReady(above: options.settings.functions) }
            parts.finder = finder
        }
        if let store = options.memories {
            let memory = PersonalMemory(store: store, embedder: embedder, options: options.memory, say: options.say)
            parts.memory = memory
            for refusal in options.executor?.registry.replace(source: "memory", with: MemoryTools.all(memory)) ?? [] {
                options.say("the tool \(refusal.name) is not used: \(refusal.reason)")
            }
            parts.manners = options.persona.map { PersonalManners(store: store, persona: $0, say: options.say) }
        }
        parts.model = options.model
        parts.cache = ResponseCache(options.cache)
        parts.embedder = embedder
        parts.settings = options.settings
        return (Assistant(parts), mistakes)
    }
}
