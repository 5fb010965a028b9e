package import Inference

/// Pipecat's Smart Turn v3: hears from the last 8 s whether the speaker has finished.
///
/// A score costs 3 ms of features and, on one idle core, about 45 ms of network. The network computes in 8 bits, so a rounding of its
/// input moves an undecided score by up to 0.2; decided ones stay. One for the process; any thread. Source: smart-turn-v3.2-cpu.onnx in the package pipecat-ai 1.14.0 (BSD-2).
package final class SmartTurn: TurnDetector {
    package let contextLength = WhisperFeatures.sampleCount
    private let session: InferenceSession
    private let features = WhisperFeatures()

    /// Loads the model; takes about 0.1 s.
    ///
    /// - Parameter threads: that share one score, on top of the caller's other work.
    package init(runtime: InferenceRuntime, modelPath: String, threads: Int = 1) throws(PerceptionError) {
        do {
            session = try InferenceSession(
                runtime, path: modelPath,
                inputs: [TensorPort("input_features", .float32, [1, WhisperFeatures.bandCount, WhisperFeatures.frameCount])],
                outputs: [TensorPort("logits", .float32, [1, 1])], options: InferenceOptions(threads: threads))
        } catch {
            throw .model(path: modelPath, cause: error.description)
        }
    }

    /// Takes the last 8 s of `samples`; less is preceded by silence, as the model was trained.
    package func completeness(of samples: Span<Float>) throws(PerceptionError) -> Float {
        guard samples.isFinite else { throw .notNumbers }
        do {
            return try session.withSlot { slot throws(InferenceError) in
                slot.withInput(0) { features.compute(samples, into: &$0) }
                try slot.run()
                // The output is named logits, and the graph ends in a sigmoid.
                return slot.withOutput(0) { $0[0] }
            }
        } catch {
            throw .inference(cause: error.description)
        }
    }
}
