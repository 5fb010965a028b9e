internal import COnnxRuntime

/// One caller's place at a model: memory for every input and output, tied to the runtime once and used for any number of runs.
///
/// Inputs and outputs are named by their index in the order given to `InferenceSession`. One thread at a time: `withSlot` sees to it.
@safe
package final class InferenceSlot {
    private let model: LoadedModel
    private let memory: UnsafeMutableRawPointer
    /// Offsets of inputs, then of outputs, in `memory`.
    private let offsets: [Int]
    private var inputs: [OpaquePointer?] = unsafe []
    private var outputs: [OpaquePointer?] = unsafe []
    private var cause = Cause()

    /// ONNX Runtime's own alignment for tensors.
    private static let alignment = 64

    init(_ model: LoadedModel) throws(InferenceError) {
        self.model = model
        var offsets: [Int] = []
        var total = 0
        for port in model.inputs + model.outputs {
            offsets.append(total)
            total += (port.byteCount + Self.alignment - 1) / Self.alignment * Self.alignment
        }
        self.offsets = offsets
        unsafe memory = .allocate(byteCount: max(total, 1), alignment: Self.alignment)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: total)
        for place in model.inputOrder { unsafe inputs.append(try tensor(model.inputs[place], offsets[place])) }
        for place in model.outputOrder {
            unsafe outputs.append(try tensor(model.outputs[place], offsets[model.inputs.count + place]))
        }
    }

    deinit {
        unsafe (inputs + outputs).forEach { unsafe coda_ort_tensor_free(model.handle, $0) }
        unsafe memory.deallocate()
    }

    private func tensor(_ port: TensorPort, _ offset: Int) throws(InferenceError) -> OpaquePointer {
        let shape = port.shape.map { Int64($0) }
        let tensor = unsafe coda_ort_tensor_create(
            model.handle, port.element.rawValue, shape, shape.count, memory + offset, port.byteCount, &cause.text, cause.text.count)
        guard let tensor = unsafe tensor else { throw .run(cause: cause.description) }
        return unsafe tensor
    }

    /// Lends an input of floats to be written; it keeps its contents between runs.
    package func withInput(_ index: Int, _ body: (inout MutableSpan<Float>) -> Void) {
        let port = model.inputs[index]
        precondition(port.element == .float32, "\(port.name) does not hold floats")
        let start = unsafe (memory + offsets[index]).assumingMemoryBound(to: Float.self)
        var span = unsafe MutableSpan(_unsafeStart: start, count: port.count)
        body(&span)
    }

    /// Sets an input that holds one whole number.
    package func setInput(_ index: Int, to value: Int64) {
        let port = model.inputs[index]
        precondition(port.element == .int64 && port.count == 1, "\(port.name) is not one whole number")
        unsafe (memory + offsets[index]).storeBytes(of: value, as: Int64.self)
    }

    /// Lends an output of floats, as the last run left it.
    package func withOutput<Result>(_ index: Int, _ body: (Span<Float>) -> Result) -> Result {
        let port = model.outputs[index]
        precondition(port.element == .float32, "\(port.name) does not hold floats")
        let start = unsafe (memory + offsets[model.inputs.count + index]).assumingMemoryBound(to: Float.self)
        return body(unsafe Span(_unsafeStart: start, count: port.count))
    }

    /// Runs the model on the inputs; blocks until the outputs are there.
    package func run() throws(InferenceError) {
        guard unsafe coda_ort_run(model.handle, inputs, outputs, &cause.text, cause.text.count) else {
            throw .run(cause: cause.description)
        }
    }
}

// A slot is in the pool or in the hands of one caller; the pool's lock orders the two.
extension InferenceSlot: @unchecked Sendable {}
