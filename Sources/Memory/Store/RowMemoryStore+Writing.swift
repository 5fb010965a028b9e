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
        let starts = pending.withLock { pending in
            for use in ids.map({ Use(owner: owner, id: $0) }) {
                let count = pending.recalled[use]?.count ?? 0
                pending.recalled[use] = (now, count + 1)
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
        do throws(StorageError) {
            try await writeMarks()
        } catch {
            // What could not be written, if it is still there, goes with the next.
            pending.withLock { $0.isWriting = false }
        }
    }

    private func writeMarks() async throws(StorageError) {
        try await database.writing(
            lane: 0,
            { [self] connection throws(StorageError) -> Void in
                let recalled = pending.withLock { pending in
                    defer {
                        pending.recalled = [:]
                        pending.isWriting = false
                    }
                    return pending.recalled
                }
                let ranges = try range(of: Set(recalled.keys.map(\.owner)), connection)
                // Nobody marks what is another's.
                let own = recalled.filter { ranges[$0.key.owner]?.contains($0.key.id) == true }
                try lock(Set(own.keys.map { OwnerRange(of: $0.id).owner }), connection)
                for (use, mark) in own.sorted(by: { $0.key.id < $1.key.id }) {
                    try connection.run(
                        "UPDATE memories SET recalled = ?, recall_count = recall_count + ? WHERE id = ?",
                        [.integer(mark.at.milliseconds), .integer(mark.count), .integer(use.id)])
                }
            }, failing: { $0 })
    }

    private func range(
        of owners: Set<MemoryOwner>, _ connection: any SQLConnection
    ) throws(StorageError) -> [MemoryOwner: OwnerRange] {
        var ranges: [MemoryOwner: OwnerRange] = [:]
        for owner in owners { ranges[owner] = try MemoryTable.range(of: owner, connection) }
        return ranges
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
