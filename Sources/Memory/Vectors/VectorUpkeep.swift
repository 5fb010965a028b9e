internal import Resources
internal import Synchronization

/// Keeps indexes up beside their searches: one thread for all of them, which is there only while there is something to do.
final class VectorUpkeep: Sendable {
    private struct Waiting {
        /// Nobody keeps up an index that nobody has any more.
        weak var index: SharedVectorIndex?
    }

    private struct State {
        var waiting: [Waiting] = []
        var isRunning = false

        mutating func add(_ index: SharedVectorIndex) {
            if !waiting.contains(where: { $0.index === index }) { waiting.append(Waiting(index: index)) }
        }
    }

    private let state = Mutex(State())

    /// Others of the process come first: until a vector is linked, searches compare it.
    private static let nice = 10

    /// Sees to it that what there is to do gets done, a step at a time and in turns where there are several.
    func look(after index: SharedVectorIndex) {
        guard index.hasUpkeep else { return }
        let starts = state.withLock { state in
            state.add(index)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if starts { spawnThread(name: "vectors", nice: Self.nice) { self.run() } }
    }

    private func run() {
        while let next = state.withLock({ state -> Waiting? in
            guard !state.waiting.isEmpty else {
                state.isRunning = false
                return nil
            }
            return state.waiting.removeFirst()
        }) {
            guard let index = next.index, index.upkeep(), index.hasUpkeep else { continue }
            state.withLock { $0.add(index) }
        }
    }
}
