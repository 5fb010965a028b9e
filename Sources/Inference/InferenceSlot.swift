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
    /// The runtime's tensors over `memory`, for one number of rows; freed with the slot.
    @safe
    private struct Tensors {
        var inputs: [OpaquePointer?] = unsafe []
        var outputs: [OpaquePointer?] = unsafe []
    }

    /// Those of the runs so far, by number of rows less 1.
    private var tensors: [Tensors?]
    /// Rows of the next run.
    private var rows = 1
    private var cause = Cause()

    /// ONNX Runtime's own alignment for tensors.
    private static let alignment = 64

    init(_ model: LoadedModel, mostRows: Int) throws(InferenceError) {
        self.model = model
        tensors = Array(repeating: nil, count: mostRows)
        var offsets: [Int] = []
        var total = 0
        for port in model.inputs + model.outputs {
            offsets.append(total)
            total += (port.byteCount(rows: mostRows) + Self.alignment - 1) / Self.alignment * Self.alignment
        }
        self.offsets = offsets
        unsafe memory = .allocate(byteCount: max(total, 1), alignment: Self.alignment)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: total)
    }

    deinit {
        for tensors in tensors {
            guard let tensors else { continue }
            unsafe (tensors.inputs + tensors.outputs).forEach { unsafe coda_ort_tensor_free(model.handle, $0) }
        }
        unsafe memory.deallocate()
    }

    /// Makes the next run one of so many rows; the first time, the runtime is told where their values are.
    func use(rows: Int) throws(InferenceError) {
        precondition(tensors.indices.contains(rows - 1), "a run takes at most \(tensors.count) rows")
        self.rows = rows
        guard tensors[rows - 1] == nil else { return }
        var made = Tensors()
        do {
            for place in model.inputOrder { unsafe made.inputs.append(try tensor(model.inputs[place], offsets[place])) }
            for place in model.outputOrder {
                unsafe made.outputs.append(try tensor(model.outputs[place], offsets[model.inputs.count + place]))
            }
        } catch {
            unsafe (made.inputs + made.outputs).forEach { unsafe coda_ort_tensor_free(model.handle, $0) }
            throw error
        }
        tensors[rows - 1] = made
    }

    private func tensor(_ port: TensorPort, _ offset: Int) throws(InferenceError) -> OpaquePointer {
        let shape = port.shape(rows: rows).map { Int64($0) }
        let tensor = unsafe coda_ort_tensor_create(
            model.handle, port.element.rawValue, shape, shape.count, memory + offset, port.byteCount(rows: rows), &cause.text,
            cause.text.count)
        guard let tensor = unsafe tensor else { throw .run(cause: cause.description) }
        return unsafe tensor
    }

    /// Lends an input of floats to be written; it keeps its contents between runs.
    package func withInput(_ index: Int, _ body: (inout MutableSpan<Float>) -> Void) {
        let port = model.inputs[index]
        precondition(port.element == .float32, "\(port.name) does not hold floats")
        let start = unsafe (memory + offsets[index]).assumingMemoryBound(to: Float.self)
        var span = unsafe MutableSpan(_unsafeStart: start, count: port.count(rows: rows))
        body(&span)
    }

    /// Sets an input that holds one whole number.
    package func setInput(_ index: Int, to value: Int64) {
        let port = model.inputs[index]
        precondition(
            port.element == .int64 && port.shape.reduce(1, *) == 1 && port.batchAxis == nil, "\(port.name) is not one whole number")
        unsafe (memory + offsets[index]).storeBytes(of: value, as: Int64.self)
    }

    /// Sets an input of whole numbers, from its first on; it keeps its contents between runs.
    package func setInput(_ index: Int, to values: [Int64]) {
        let port = model.inputs[index]
        precondition(port.element == .int64 && port.count(rows: rows) == values.count, "\(port.name) takes another number of whole numbers")
        let start = unsafe (memory + offsets[index]).assumingMemoryBound(to: Int64.self)
        for place in values.indices { unsafe start[place] = values[place] }
    }

    /// Lends an output of floats, as the last run left it.
    package func withOutput<Result>(_ index: Int, _ body: (Span<Float>) -> Result) -> Result {
        let port = model.outputs[index]
        precondition(port.element == .float32, "\(port.name) does not hold floats")
        let start = unsafe (memory + offsets[model.inputs.count + index]).assumingMemoryBound(to: Float.self)
        return body(unsafe Span(_unsafeStart: start, count: port.count(rows: rows)))
    }

    /// Runs the model on the inputs; blocks until the outputs are there.
    package func run() throws(InferenceError) {
        guard let tensors = tensors[rows - 1] else { preconditionFailure("a slot is lent with its tensors") }
        guard unsafe coda_ort_run(model.handle, tensors.inputs, tensors.outputs, &cause.text, cause.text.count) else {
            throw .run(cause: cause.description)
        }
    }
}

// A slot is in the pool or in the hands of one caller; the pool's lock orders the two.
extension InferenceSlot: @unchecked Sendable {}
