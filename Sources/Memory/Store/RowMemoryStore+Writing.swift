internal import Storage
internal import Synchronization
internal import Telemetry

extension RowMemoryStore {
    package func add(
        _ contents: [MemoryContent], for owner: MemoryOwner, at now: MemoryTime
    ) async throws(MemoryError) -> [Memory] {
        try await apply(contents.map { .add($0) }, for: owner, at: now)
    }

    @discardableResult
    package func edit(
        _ id: Int, of owner: MemoryOwner, _ edit: @escaping @Sendable (inout Memory) -> Void
    ) async throws(MemoryError) -> Memory {
        // The time is only for what an addition or a closing needs.
        let changed = try await apply([.edit(id, edit)], for: owner, at: MemoryTime(milliseconds: 0))
        guard let memory = changed.first else { throw .noSuchMemory }
        return memory
    }

    package func apply(
        _ changes: [MemoryChange], for owner: MemoryOwner, at now: MemoryTime
    ) async throws(MemoryError) -> [Memory] {
        guard !changes.isEmpty else { return [] }
        let forgets = changes.contains { if case .forget = $0 { true } else { false } }
        let result = try await write(owner) { [self] table, indexed throws(MemoryError) in
            var batch = MemoryBatch(table: table, now: now)
            let memories = try batch.apply(changes)
            table = batch.table
            indexed = batch.indexed
            markChanged(batch.otherTexts)
            return memories
        }
        tally?.note(changes)
        if forgets { forgot() }
        return result
    }

    @discardableResult
    package func forget(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> Int {
        guard !ids.isEmpty else { return 0 }
        let count = try await write(owner) { table, indexed throws(MemoryError) in
            var count = 0
            for id in ids where try table.delete(id) {
                indexed.append(.remove(id))
                count += 1
            }
            return count
        }
        tally?.changes[.forgotten].add(count)
        if count > 0 { forgot() }
        return count
    }

    @discardableResult
    package func forgetEverything(of owner: MemoryOwner) async throws(MemoryError) -> Int {
        let indexes = indexes
        let (count, range) = try await write(owner) { [self] table, _ throws(MemoryError) -> (Int, OwnerRange?) in
            guard let range = table.range else { return (0, nil) }
            table.connection.afterCommit { indexes.drop(range.owner) }
            try announce(table.connection, owner, range, ids: nil)
            return (try table.deleteAll(), range)
        }
        tally?.changes[.forgotten].add(count)
        if range != nil { forgot() }
        return count
    }

    package func recalled(_ ids: [Int], of owner: MemoryOwner, at now: MemoryTime) async {
        guard let range = try? await read(owner, { table throws(MemoryError) in table.range }) else { return }
        let mine = ids.filter { range.contains($0) }
        let starts = pending.withLock { pending in
            for id in mine {
                let count = pending.recalled[id]?.count ?? 0
                pending.recalled[id] = (now, count + 1)
            }
            guard !pending.isWriting, !pending.recalled.isEmpty else { return false }
            pending.isWriting = true
            return true
        }
        // Ends with the write, which `close` waits for: nobody who recalls does.
        if starts { Task { await self.writeRecalled() } }
    }

    /// Writes what was recalled until now.
    func writeRecalled() async {
        try? await database.writing(
            lane: 0,
            { [self] connection throws(StorageError) -> Void in
                let recalled = pending.withLock { pending in
                    defer {
                        pending.recalled = [:]
                        pending.isWriting = false
                    }
                    return pending.recalled
                }
                try lock(Set(recalled.keys.map { OwnerRange(of: $0).owner }), connection)
                for (id, use) in recalled.sorted(by: { $0.key < $1.key }) {
                    try connection.run(
                        "UPDATE memories SET recalled = ?, recall_count = recall_count + ? WHERE id = ?",
                        [.integer(use.at.milliseconds), .integer(use.count), .integer(id)])
                }
            }, failing: { $0 })
    }

    /// Everybody who writes an owner's rows holds the owner's first, so that nobody waits in a circle.
    func lock(_ owners: Set<Int>, _ connection: any SQLConnection) throws(StorageError) {
        guard !connection.dialect.locking.isEmpty, !owners.isEmpty else { return }
        try connection.scan(
            "SELECT id FROM owners WHERE \(Self.amongGiven) ORDER BY id\(connection.dialect.locking)", [Self.given(owners)]
        ) { _ in true }
    }

    func markChanged(_ ids: [Int]) {
        guard !ids.isEmpty else { return }
        pending.withLock { $0.changed.formUnion(ids) }
    }
}
