internal import Assistant
internal import Memory
internal import Synchronization
internal import Telemetry

/// What is done with memories: shown once something keeps them. Nobody's words, and nobody's name.
extension Meters {
    private var remembering: (any MemoryStore)? { assistant.withLock { $0?.memory?.store } }
    private var tally: MemoryTally? { remembering?.tally }

    func addMemory() {
        registry.histograms(
            "coda_memory_recall_seconds", "What a reply waited for its memories, by whether the search began while the person spoke.",
            label: "begun", of: MemoryTally.Start.self
        ) { [unowned self] in tally?.recalls[$0].counts }
        registry.sampled("coda_memory_recalls_failed_total", "Recalls that could not be made.", .counter) { [unowned self] in
            tally.map { Double($0.failedRecalls.value) }
        }
        registry.sampled(
            "coda_memory_changes_total", "Memories by what was done with them.", .counter, label: "change", of: MemoryTally.Change.self
        ) { [unowned self] change in tally.map { Double($0.changes[change].value) } }
        registry.sampled(
            "coda_memory_store_failures_total", "What the memories' database could not do.", .counter, label: "access",
            of: MemoryTally.Access.self
        ) { [unowned self] access in tally.map { Double($0.failures[access].value) } }
        registry.sampled("coda_memory_embedding_waiting", "Memories that can be found by their words alone as yet.") { [unowned self] in
            tally.map { Double($0.waiting.value) }
        }
        registry.sampled("coda_memory_consolidations_total", "Consolidations of one person's memories.", .counter) { [unowned self] in
            tally.map { Double($0.consolidations.value) }
        }
        registry.sampled("coda_memory_merged_total", "Memories they put together with others.", .counter) { [unowned self] in
            tally.map { Double($0.merged.value) }
        }
        registry.sampled("coda_memory_owners_cached", "People whose memories are ready to be searched.") { [unowned self] in
            remembering?.cachedOwners.map(Double.init)
        }
    }
}
