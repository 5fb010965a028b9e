/// Several changes of one owner's memories within one transaction.
struct MemoryBatch {
    private(set) var table: MemoryTable
    let now: MemoryTime
    /// What the indexes must learn of it.
    private(set) var indexed: [IndexChange] = []
    /// Memories whose text is another one now.
    private(set) var otherTexts: [Int] = []

    init(table: MemoryTable, now: MemoryTime) {
        self.table = table
        self.now = now
    }

    /// Additions first, so that what closes a memory may stand after it.
    /// - Returns: for each change the memory as it is after it; a forgotten one as it was.
    mutating func apply(_ changes: [MemoryChange]) throws(MemoryError) -> [Memory] {
        var results = [Memory?](repeating: nil, count: changes.count)
        try add(changes, &results)
        for (index, change) in changes.enumerated() {
            switch change {
            case .add, .restore: break
            case .retire(let id, let by):
                var closer: Int?
                if let by {
                    guard changes.indices.contains(by), changes[by].isAddition else {
                        throw MemoryError(.invalid, "What closes a memory must be an addition of the same batch.")
                    }
                    closer = results[by]?.id
                }
                results[index] = try edit(id) { [now] memory in
                    memory.retired = now
                    memory.replacedBy = closer
                }
            case .reopen(let id):
                results[index] = try edit(id) { memory in
                    memory.retired = nil
                    memory.replacedBy = nil
                }
            case .edit(let id, let change): results[index] = try edit(id, change)
            case .forget(let id):
                results[index] = try table.required(id)
                _ = try table.delete(id)
                indexed.append(.remove(id))
            }
        }
        return results.compactMap(\.self)
    }

    private mutating func add(_ changes: [MemoryChange], _ results: inout [Memory?]) throws(MemoryError) {
        let places = changes.indices.filter { changes[$0].isAddition }
        guard !places.isEmpty else { return }
        let first = try table.claim(places.count)
        var names: [Int: Int] = [:]
        for (offset, place) in places.enumerated() {
            if case .restore(let memory) = changes[place] { names[memory.id] = first + offset }
        }
        for (offset, place) in places.enumerated() {
            let memory: Memory
            switch changes[place] {
            case .add(let content): memory = Memory(id: first + offset, owner: table.owner, content: content, learned: now)
            case .restore(let old): memory = try restored(old, as: first + offset, names)
            default: continue
            }
            try table.insert(memory)
            indexed.append(.put(memory))
            results[place] = memory
        }
    }

    private func restored(_ old: Memory, as id: Int, _ names: [Int: Int]) throws(MemoryError) -> Memory {
        guard old.id < 0 else { throw MemoryError(.invalid, "What is restored gets an id of the store's own.") }
        func translated(_ id: Int) -> Int? { id < 0 ? names[id] : id }
        var memory = Memory(id: id, owner: table.owner, content: old.content, learned: old.learned)
        memory.retired = old.retired
        memory.replacedBy = old.replacedBy.flatMap(translated)
        memory.recalled = old.recalled
        memory.recallCount = old.recallCount
        memory.content.source.memories = old.content.source.memories.compactMap(translated)
        return memory
    }

    private mutating func edit(_ id: Int, _ change: (inout Memory) -> Void) throws(MemoryError) -> Memory {
        let old = try table.required(id)
        var memory = old
        change(&memory)
        if try table.update(memory, was: old) {
            otherTexts.append(id)
            indexed.append(.noVector(id))
        }
        indexed.append(.put(memory))
        return memory
    }
}

extension MemoryChange {
    fileprivate var isAddition: Bool {
        switch self {
        case .add, .restore: true
        case .retire, .reopen, .edit, .forget: false
        }
    }
}
