package import Inference

/// Silero's voice activity detector: 32 ms windows, 310,000 parameters.
///
/// One for the process; any thread. A window takes about 0.1 ms on an idle core. Source: the ONNX model of the package silero-vad 6.2.
package final class SileroVAD: VoiceActivityDetector {
    /// The end of the last window, and the network's memory.
    package struct StreamState: Sendable, Equatable {
        fileprivate var context = [Float](repeating: 0, count: SileroVAD.contextLength)
        fileprivate var memory = [Float](repeating: 0, count: SileroVAD.memoryLength)
    }

    /// The model sees this much of the window before, too.
    private static let contextLength = 64
    private static let memoryLength = 2 * 128

    package let windowLength = 512
    private let session: InferenceSession

    /// Loads the model; takes about 50 ms.
    package init(runtime: InferenceRuntime, modelPath: String) throws(PerceptionError) {
        do {
            session = try InferenceSession(
                runtime, path: modelPath,
                inputs: [
                    TensorPort("input", .float32, [1, Self.contextLength + windowLength]), TensorPort("state", .float32, [2, 1, 128]),
                    TensorPort("sr", .int64, []),
                ],
                outputs: [TensorPort("output", .float32, [1, 1]), TensorPort("stateN", .float32, [2, 1, 128])],
                // Kept memory is small here and saves a twentieth of each window.
                options: InferenceOptions(keepsMemory: true))
        } catch {
            throw .model(path: modelPath, cause: error.description)
        }
    }

    package func makeState() -> StreamState { StreamState() }

    /// Leaves `state` as it was where it throws.
    package func probability(of window: Span<Float>, state: inout StreamState) throws(PerceptionError) -> Float {
        guard window.count == windowLength else { throw .windowLength(expected: windowLength, got: window.count) }
        guard window.isFinite else { throw .notNumbers }
        do { return try run(window, &state) } catch { throw .inference(cause: error.description) }
    }

    private func run(_ window: Span<Float>, _ state: inout StreamState) throws(InferenceError) -> Float {
        try session.withSlot { slot throws(InferenceError) in
            slot.withInput(0) { input in
                for index in 0..<Self.contextLength { input[index] = state.context[index] }
                for index in 0..<windowLength { input[Self.contextLength + index] = window[index] }
            }
            slot.withInput(1) { memory in
                for index in 0..<Self.memoryLength { memory[index] = state.memory[index] }
            }
            slot.setInput(2, to: 16_000)
            try slot.run()
            let probability = slot.withOutput(0) { $0[0] }
            slot.withOutput(1) { memory in
                for index in 0..<Self.memoryLength { state.memory[index] = memory[index] }
            }
            for index in 0..<Self.contextLength { state.context[index] = window[windowLength - Self.contextLength + index] }
            return probability
        }
    }
}
