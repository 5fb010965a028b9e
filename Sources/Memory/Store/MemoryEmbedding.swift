package import Inference
internal import Resources
internal import Synchronization
internal import Telemetry

/// Gives vectors to memories that have none yet, in the background, the oldest first.
///
/// What waits is in the store, so a restart goes on where the last process ended. Until a memory has its vector, its words find it.
package final class MemoryEmbedding: Sendable {
    private struct State {
        var embedded = 0
        var failures = 0
        var lastFailure: String?
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// Counts what was told to be new, so that nothing told meanwhile is slept over.
        var told = 0
        var done = 0
    }

    /// What it has done since its start.
    package struct Report: Sendable, Hashable {
        package var embedded = 0
        /// Batches that could not be embedded or kept; they are tried again.
        package var failures = 0
        package var lastFailure: String?
    }

    private let store: any MemoryStore
    private let embedder: any SentenceEmbedder
    private let embedded: @Sendable ([Int]) -> Void
    private let state = Mutex(State())
    private let bell: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation

    /// So many are not urgent work to the embedder.
    private static let batch = 16
    private static let pause = Duration.seconds(5)
    /// A look now and then finds what nobody told of, such as another process's.
    private static let interval = Duration.seconds(60)

    /// - Parameter embedded: gets the ids of those that can be found by meaning from now on.
    package init(
        store: any MemoryStore, embedder: any SentenceEmbedder, embedded: @escaping @Sendable ([Int]) -> Void = { _ in }
    ) {
        self.store = store
        self.embedder = embedder
        self.embedded = embedded
        (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package var report: Report {
        state.withLock { Report(embedded: $0.embedded, failures: $0.failures, lastFailure: $0.lastFailure) }
    }

    /// Says that there may be something to do. Returns at once.
    package func wake() {
        state.withLock { $0.told += 1 }
        ring.yield()
    }

    /// Works until its task is cancelled.
    package func run() async {
        // Ends with this task.
        await withTaskGroup { group in
            group.addTask(priority: .background) { [self] in
                for await _ in bell { await workOff() }
            }
            group.addTask(priority: .background) { [ring] in
                repeat { ring.yield() } while (try? await Task.sleep(for: Self.interval)) != nil
                ring.finish()
            }
        }
        release(all: true)
    }

    /// Returns once everything that was there at the call has its vector, or nobody works any more. For tests and measurements.
    package func settled() async {
        let mark = state.withLock { state in
            state.told += 1
            return state.told
        }
        ring.yield()
        while state.withLock({ $0.done }) < mark, !Task.isCancelled {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.done < mark { state.waiting.append(continuation) }
                    return state.done >= mark
                }
                if isDone { continuation.resume() }
            }
        }
    }

    private func workOff() async {
        // Counted once a round, for it reads them all.
        var left: Int?
        while !Task.isCancelled {
            let told = state.withLock { $0.told }
            do {
                let memories = try await store.withoutVector(limit: Self.batch)
                if memories.count == Self.batch, left == nil { left = try await store.statistics(of: nil).withoutVector }
                store.tally?.waiting.set(memories.count < Self.batch ? memories.count : max(left ?? 0, memories.count))
                guard !memories.isEmpty else {
                    state.withLock { $0.done = told }
                    return release(all: false)
                }
                try await embed(memories)
                left = left.map { $0 - memories.count }
            } catch {
                state.withLock { state in
                    state.failures += 1
                    state.lastFailure = "\(error)"
                }
                // A full disk or a missing model may be there again later.
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func embed(_ memories: [Memory]) async throws {
        let vectors = try await embedder.embed(memories.map(\.content.text))
        let pairs = zip(memories.map(\.id), vectors)
        try await store.setVectors(Dictionary(uniqueKeysWithValues: pairs.map { ($0.0, $0.1) }))
        state.withLock { $0.embedded += memories.count }
        embedded(memories.map(\.id))
    }

    private func release(all: Bool) {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            if all { state.done = .max }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
