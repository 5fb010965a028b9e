package import Inference

/// Silero's voice activity detector on ONNX Runtime: 32 ms windows, 310,000 parameters.
///
/// One for the process; any thread. A window takes about 0.1 ms on an idle core, half of that in a batch. Source: the ONNX model of the
/// package silero-vad 6.2.
package final class SileroVAD: VoiceActivityDetector {
    /// The end of the last window, and the network's memory.
    package struct StreamState: Sendable, Equatable {
        fileprivate var context = [Float](repeating: 0, count: SileroVAD.contextLength)
        fileprivate var memory = [Float](repeating: 0, count: SileroVAD.memoryLength)
    }

    /// One stream's part of a batch.
    package struct Row: Sendable {
        /// The stream's own; carried on by the run.
        package var state: StreamState
        /// As many finite samples as a window has.
        package var window: [Float]
        /// The run's result, 0...1.
        package fileprivate(set) var probability: Float = 0

        package init(state: StreamState, window: [Float]) {
            self.state = state
            self.window = window
        }
    }

    /// The model sees this much of the window before, too.
    private static let contextLength = 64
    private static let cellLength = 128
    private static let memoryLength = 2 * cellLength

    package let windowLength = 512
    /// The most rows of a batch.
    package let mostRows: Int
    private let session: InferenceSession

    /// Loads the model; takes about 50 ms.
    package init(runtime: InferenceRuntime, modelPath: String, mostRows: Int = 32) throws(PerceptionError) {
        self.mostRows = mostRows
        do {
            session = try InferenceSession(
                runtime, path: modelPath,
                inputs: [
                    TensorPort("input", .float32, [1, Self.contextLength + windowLength], batchAxis: 0),
                    TensorPort("state", .float32, [2, 1, Self.cellLength], batchAxis: 1), TensorPort("sr", .int64, []),
                ],
                outputs: [
                    TensorPort("output", .float32, [1, 1], batchAxis: 0),
                    TensorPort("stateN", .float32, [2, 1, Self.cellLength], batchAxis: 1),
                ],
                // Kept memory is small here and saves a twentieth of each window.
                options: InferenceOptions(keepsMemory: true, mostRows: mostRows))
        } catch {
            throw .model(path: modelPath, cause: error.description)
        }
    }

    package func makeState() -> StreamState { StreamState() }

    /// Leaves `state` as it was where it throws.
    package func probability(of window: Span<Float>, state: inout StreamState) throws(PerceptionError) -> Float {
        try check(window)
        do {
            return try session.withSlot { slot throws(InferenceError) in
                slot.withInput(0) { Self.write(window, state.context, to: &$0, at: 0) }
                slot.withInput(1) { Self.write(state.memory, to: &$0, row: 0, of: 1) }
                slot.setInput(2, to: 16_000)
                try slot.run()
                slot.withOutput(1) { Self.read($0, row: 0, of: 1, into: &state.memory) }
                Self.keep(window, in: &state.context)
                return slot.withOutput(0) { $0[0] }
            }
        } catch {
            throw .inference(cause: error.description)
        }
    }

    /// Whether a window can be judged.
    package func check(_ window: Span<Float>) throws(PerceptionError) {
        guard window.count == windowLength else { throw .windowLength(expected: windowLength, got: window.count) }
        guard window.isFinite else { throw .notNumbers }
    }

    /// Judges one checked window of each of up to `mostRows` streams in one run. Leaves `rows` as they were where it throws.
    package func judge(_ rows: inout [Row]) throws(PerceptionError) {
        let count = rows.count
        guard count > 0 else { return }
        do {
            try session.withSlot(rows: count) { slot throws(InferenceError) in
                slot.withInput(0) { input in
                    for index in 0..<count {
                        let row = rows[index]
                        Self.write(row.window.span, row.state.context, to: &input, at: index * (Self.contextLength + windowLength))
                    }
                }
                slot.withInput(1) { input in
                    for index in 0..<count { Self.write(rows[index].state.memory, to: &input, row: index, of: count) }
                }
                slot.setInput(2, to: 16_000)
                try slot.run()
                slot.withOutput(0) { output in
                    for index in 0..<count { rows[index].probability = output[index] }
                }
                slot.withOutput(1) { output in
                    for index in 0..<count { Self.read(output, row: index, of: count, into: &rows[index].state.memory) }
                }
                for index in 0..<count {
                    let window = rows[index].window
                    Self.keep(window.span, in: &rows[index].state.context)
                }
            }
        } catch {
            throw .inference(cause: error.description)
        }
    }

    // MARK: A stream's values in the model's tensors

    private static func write(_ window: Span<Float>, _ context: [Float], to input: inout MutableSpan<Float>, at start: Int) {
        for index in 0..<contextLength { input[start + index] = context[index] }
        for index in 0..<window.count { input[start + contextLength + index] = window[index] }
    }

    /// The model keeps the outputs of all rows' cells before all their memories.
    private static func write(_ memory: [Float], to input: inout MutableSpan<Float>, row: Int, of count: Int) {
        for index in 0..<cellLength {
            input[row * cellLength + index] = memory[index]
            input[(count + row) * cellLength + index] = memory[cellLength + index]
        }
    }

    private static func read(_ output: Span<Float>, row: Int, of count: Int, into memory: inout [Float]) {
        for index in 0..<cellLength {
            memory[index] = output[row * cellLength + index]
            memory[cellLength + index] = output[(count + row) * cellLength + index]
        }
    }

    private static func keep(_ window: Span<Float>, in context: inout [Float]) {
        for index in 0..<contextLength { context[index] = window[window.count - contextLength + index] }
    }
}
