import Memory
import Synchronization

/// A store in memory, with plain searches: what recall and consolidation are tried on.
final class ScratchStore: MemoryStore {
    struct State {
        var memories: [Int: Memory] = [:]
        var vectors: [Int: [Float]] = [:]
        var texts: [MemoryOwner: [String: String]] = [:]
        var next = 1
        /// Changes that are still taken; then it fails, as after a crash.
        var changesLeft = Int.max
        var searches = 0
        /// How often statistics were asked for.
        var counts = 0
    }

    let state = Mutex(State())

    var all: [Memory] { state.withLock { $0.memories.values.sorted { $0.id < $1.id } } }
    var current: [Memory] { all.filter(\.isCurrent) }

    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }

    private static func isIn(_ memory: Memory, _ filter: MemoryFilter) -> Bool {
        (filter.kinds.isEmpty || filter.kinds.contains(memory.content.kind)) && filter.tags.isSubset(of: memory.content.tags)
            && (filter.attribute == nil || filter.attribute == memory.content.attribute)
            && (filter.replacedBy.map { memory.replacedBy == $0 } ?? (filter.includesRetired || memory.isCurrent))
            && filter.from.map { memory.content.happened >= $0 } ?? true && filter.until.map { memory.content.happened <= $0 } ?? true
    }

    @discardableResult
    func add(_ contents: [MemoryContent], for owner: MemoryOwner, at now: MemoryTime) async throws(MemoryError) -> [Memory] {
        try await apply(contents.map { .add($0) }, for: owner, at: now)
    }

    func text(_ name: String, of owner: MemoryOwner) async throws(MemoryError) -> String? { state.withLock { $0.texts[owner]?[name] } }

    func setText(_ text: String?, as name: String, of owner: MemoryOwner) async throws(MemoryError) {
        state.withLock { $0.texts[owner, default: [:]][name] = text }
    }

    func memories(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> [Memory] {
        state.withLock { state in ids.compactMap { state.memories[$0] }.filter { $0.owner == owner } }
    }

    func list(_ filter: MemoryFilter, of owner: MemoryOwner, limit: Int, before: Int?) async throws(MemoryError) -> [Memory] {
        state.withLock { state in
            Array(
                state.memories.values.filter { $0.owner == owner && $0.id < before ?? .max && Self.isIn($0, filter) }
                    .sorted { $0.id > $1.id }.prefix(limit))
        }
    }

    @discardableResult
    func edit(_ id: Int, of owner: MemoryOwner, _ edit: @escaping @Sendable (inout Memory) -> Void) async throws(MemoryError) -> Memory {
        guard let changed = try await apply([.edit(id, edit)], for: owner, at: MemoryTime(milliseconds: 0)).first else {
            throw MemoryError(.unknown, "there is no such memory")
        }
        return changed
    }

    func apply(_ changes: [MemoryChange], for owner: MemoryOwner, at now: MemoryTime) async throws(MemoryError) -> [Memory] {
        let result: Result<[Memory], MemoryError> = state.withLock { state in
            guard state.changesLeft >= changes.count else { return .failure(MemoryError(.unavailable, "it is closed")) }
            state.changesLeft -= changes.count
            let first = state.next
            var added: [Int: Int] = [:]
            for (index, change) in changes.enumerated() {
                guard case .add = change else { continue }
                added[index] = first + added.count
            }
            state.next += added.count
            var results: [Memory] = []
            for (index, change) in changes.enumerated() {
                switch change {
                case .add(let content):
                    let memory = Memory(id: added[index] ?? 0, owner: owner, content: content, learned: now)
                    state.memories[memory.id] = memory
                    results.append(memory)
                case .retire(let id, let by):
                    guard var memory = state.memories[id] else { return .failure(MemoryError(.unknown, "there is no such memory")) }
                    memory.retired = now
                    memory.replacedBy = by.flatMap { added[$0] }
                    state.memories[id] = memory
                    results.append(memory)
                case .reopen(let id):
                    guard var memory = state.memories[id] else { return .failure(MemoryError(.unknown, "there is no such memory")) }
                    memory.retired = nil
                    memory.replacedBy = nil
                    state.memories[id] = memory
                    results.append(memory)
                case .edit(let id, let edit):
                    guard var memory = state.memories[id] else { return .failure(MemoryError(.unknown, "there is no such memory")) }
                    edit(&memory)
                    state.memories[id] = memory
                    results.append(memory)
                case .forget(let id):
                    if let memory = state.memories.removeValue(forKey: id) { results.append(memory) }
                    state.vectors[id] = nil
                case .restore: return .failure(MemoryError(.invalid, "archives are not kept here"))
                }
            }
            return .success(results)
        }
        return try result.get()
    }

    func forget(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> Int {
        try await apply(ids.map { .forget($0) }, for: owner, at: MemoryTime(milliseconds: 0)).count
    }

    func forgetEverything(of owner: MemoryOwner) async throws(MemoryError) -> Int {
        try await forget(all.filter { $0.owner == owner }.map(\.id), of: owner)
    }

    func matching(_ query: String, _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int) async throws(MemoryError) -> [MemoryMatch] {
        let words = Self.words(query)
        return state.withLock { state in
            state.searches += 1
            let found = state.memories.values.filter { $0.owner == owner && Self.isIn($0, filter) }.compactMap { memory -> MemoryMatch? in
                let shared = words.intersection(Self.words(memory.content.text)).count
                return shared == 0 ? nil : MemoryMatch(id: memory.id, score: Float(shared))
            }
            return Array(found.sorted { ($0.score, $1.id) > ($1.score, $0.id) }.prefix(limit))
        }
    }

    func near(_ vector: [Float], _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int) async throws(MemoryError) -> [MemoryMatch] {
        state.withLock { state in
            let found = state.vectors.compactMap { id, own -> MemoryMatch? in
                guard let memory = state.memories[id], memory.owner == owner, Self.isIn(memory, filter) else { return nil }
                return MemoryMatch(id: id, score: zip(own, vector).reduce(0) { $0 + $1.0 * $1.1 })
            }
            return Array(found.sorted { ($0.score, $1.id) > ($1.score, $0.id) }.prefix(limit))
        }
    }

    func recalled(_ ids: [Int], of owner: MemoryOwner, at now: MemoryTime) async {
        state.withLock { state in
            for id in ids {
                state.memories[id]?.recalled = now
                state.memories[id]?.recallCount += 1
            }
        }
    }

    func withoutVector(limit: Int) async throws(MemoryError) -> [Memory] {
        state.withLock { state in Array(state.memories.values.filter { state.vectors[$0.id] == nil }.sorted { $0.id < $1.id }.prefix(limit))
        }
    }

    func setVectors(_ vectors: [Int: [Float]]) async throws(MemoryError) {
        state.withLock { $0.vectors.merge(vectors) { _, new in new } }
    }

    func vectors(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> [Int: [Float]] {
        state.withLock { state in
            var found: [Int: [Float]] = [:]
            for id in ids where state.memories[id]?.owner == owner { found[id] = state.vectors[id] }
            return found
        }
    }

    func owners() async throws(MemoryError) -> [MemoryOwner] { Set(all.map(\.owner)).sorted() }

    func statistics(of owner: MemoryOwner?) async throws(MemoryError) -> MemoryStatistics {
        state.withLock { $0.counts += 1 }
        let theirs = all.filter { owner == nil || $0.owner == owner }
        var statistics = MemoryStatistics()
        statistics.memories = theirs.count
        statistics.retired = theirs.count { !$0.isCurrent }
        return statistics
    }

    func close() async {}
}
