internal import Language

/// A model's answer as a sequence. Ending the loop, or its task, ends the answer.
enum ModelStream {
    static func events(of model: any LanguageModel, _ prompt: ModelPrompt) -> AsyncStream<ModelEvent> {
        AsyncStream { continuation in
            let job = model.stream(prompt) { event in
                continuation.yield(event)
                switch event {
                case .finished, .failed: continuation.finish()
                default: break
                }
            }
            continuation.onTermination = { _ in job.cancel() }
        }
    }
}
