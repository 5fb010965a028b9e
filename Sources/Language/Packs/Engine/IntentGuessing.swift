package import Inference

/// Which intents a sentence may mean, judged by its likeness to their examples.
package protocol IntentGuessing: Sendable {
    func guess(_ text: String) async throws(InferenceError) -> IntentReading
}
