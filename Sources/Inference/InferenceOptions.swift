/// How a model is to run.
package struct InferenceOptions: Sendable, Equatable {
    /// Threads that share one run; 1 runs on the caller's alone.
    package var threads: Int
    /// Whether memory freed by one run is kept for the next: faster for large models, and never given back.
    package var keepsMemory: Bool
    /// Slots kept for reuse; more may be in use at once, and are freed afterwards.
    package var idleSlots: Int
    /// The most rows of one run.
    package var mostRows: Int

    package init(threads: Int = 1, keepsMemory: Bool = false, idleSlots: Int = 2, mostRows: Int = 1) {
        self.threads = threads
        self.keepsMemory = keepsMemory
        self.idleSlots = idleSlots
        self.mostRows = mostRows
    }
}
