internal import Synchronization

/// A model, loaded once for the process and run by any number of threads at once.
package final class InferenceSession: Sendable {
    private let model: LoadedModel
    private let idle = Mutex<[InferenceSlot]>([])
    private let idleSlots: Int
    private let mostRows: Int

    /// Loads a model and checks that it has exactly these inputs and outputs. Takes 10 to 300 ms.
    package init(
        _ runtime: InferenceRuntime, path: String, inputs: [TensorPort], outputs: [TensorPort], options: InferenceOptions = .init()
    ) throws(InferenceError) {
        model = try LoadedModel(runtime, path: path, inputs: inputs, outputs: outputs, options: options)
        idleSlots = options.idleSlots
        mostRows = options.mostRows
    }

    /// Lends a slot to `body`, whose inputs hold what their last user left there.
    ///
    /// - Parameter rows: that share each run, 1 to the options' most.
    package func withSlot<Result>(rows: Int = 1, _ body: (InferenceSlot) throws(InferenceError) -> Result) throws(InferenceError) -> Result
    {
        let slot = if let kept = idle.withLock({ $0.popLast() }) { kept } else { try InferenceSlot(model, mostRows: mostRows) }
        defer { idle.withLock { if $0.count < idleSlots { $0.append(slot) } } }
        try slot.use(rows: rows)
        return try body(slot)
    }
}
