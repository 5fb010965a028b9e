internal import Synchronization

/// The indexes of those owners who were asked about last, within a budget of bytes.
final class OwnerIndexes: Sendable {
    private struct Entry {
        let index: OwnerIndex
        var used: Int
        var bytes = 0
    }

    private struct State {
        var entries: [Int: Entry] = [:]
        var clock = 0
    }

    private let state = Mutex(State())
    private let budget: Int
    private let makeVectors: @Sendable (Int) -> SharedVectorIndex
    private let upkeep = VectorUpkeep()

    init(budget: Int, makeVectors: @escaping @Sendable (Int) -> SharedVectorIndex) {
        self.budget = budget
        self.makeVectors = makeVectors
    }

    /// The index of an owner, to be loaded where it is new. Get it before the reading transaction begins: what is committed after is noted.
    func index(of owner: Int) -> OwnerIndex {
        state.withLock { state in
            state.clock += 1
            let index = state.entries[owner]?.index ?? OwnerIndex(upkeep: upkeep, makeVectors: makeVectors)
            state.entries[owner, default: Entry(index: index, used: 0)].used = state.clock
            return index
        }
    }

    /// After each commit, in their order.
    func note(_ changes: [IndexChange], of owner: Int) {
        guard let index = state.withLock({ $0.entries[owner]?.index }) else { return }
        if !index.note(changes) { drop(owner) }
    }

    func holds(_ owner: Int) -> Bool { state.withLock { $0.entries[owner] != nil } }

    func dropAll() { state.withLock { $0.entries = [:] } }

    func drop(_ owner: Int) { _ = state.withLock { $0.entries.removeValue(forKey: owner) } }

    /// Weighs an owner's index, and lets go of those used longest ago where all are too many.
    func settle(_ owner: Int) {
        guard let index = state.withLock({ $0.entries[owner]?.index }) else { return }
        let bytes = index.bytes
        state.withLock { state in
            state.entries[owner]?.bytes = bytes
            var total = state.entries.values.reduce(0) { $0 + $1.bytes }
            while total > budget, let oldest = state.entries.filter({ $0.key != owner }).min(by: { $0.value.used < $1.value.used }) {
                total -= oldest.value.bytes
                state.entries[oldest.key] = nil
            }
        }
    }

    /// What all of them hold.
    var bytes: Int { state.withLock { $0.entries.values.reduce(0) { $0 + $1.bytes } } }
    var count: Int { state.withLock { $0.entries.count } }
}
