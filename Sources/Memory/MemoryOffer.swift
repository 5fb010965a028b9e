/// What a program may do with people's memories.
package struct MemoryOffer: Sendable {
    /// Takes a sentence in as if the person had said it.
    package typealias Learn = @Sendable (String, MemoryOwner) async throws(MemoryError) -> [Memory]

    package let store: any MemoryStore
    package let recall: MemoryRecall
    package let learn: Learn
    /// Told after something was written, so that it gets its vector.
    package let wrote: @Sendable () -> Void

    package init(store: any MemoryStore, recall: MemoryRecall, learn: @escaping Learn, wrote: @escaping @Sendable () -> Void = {}) {
        self.store = store
        self.recall = recall
        self.learn = learn
        self.wrote = wrote
    }
}
