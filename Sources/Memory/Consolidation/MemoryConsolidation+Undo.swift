extension MemoryConsolidation {
    /// Takes back a run, also one that was broken off: what it merged and put away counts again, what it made goes.
    ///
    /// What was made and then changed by something newer stays as it is: it is known better since.
    ///
    /// - Parameter reweighed: importance before, as the run's report has it.
    /// - Returns: how many memories count again.
    @discardableResult
    package func undo(
        _ run: MemoryTime, of owner: MemoryOwner, reweighed: [Int: Double] = [:], at now: MemoryTime
    ) async throws(MemoryError) -> Int {
        var filter = MemoryFilter()
        filter.includesRetired = true
        var made: Set<Int> = []
        var retired: [(id: Int, by: Int?)] = []
        var before: Int?
        repeat {
            let page = try await store.list(filter, of: owner, limit: settings.page, before: before)
            for memory in page {
                if memory.content.source.session == Self.tag(run), memory.content.source.origin == .consolidated, memory.isCurrent {
                    made.insert(memory.id)
                } else if memory.retired == run {
                    retired.append((memory.id, memory.replacedBy))
                }
            }
            before = page.count < settings.page ? nil : page.last?.id
            await Task.yield()
        } while before != nil
        let groups = Dictionary(grouping: retired.filter { $0.by.map(made.contains) ?? false }, by: { $0.by ?? 0 })
        var count = 0
        var changes: [MemoryChange] = []
        func write() async throws(MemoryError) {
            guard !changes.isEmpty else { return }
            _ = try await store.apply(changes, for: owner, at: now)
            changes = []
            await Task.yield()
        }
        for (by, members) in groups.sorted(by: { $0.key < $1.key }) {
            changes += members.map { .reopen($0.id) } + [.forget(by)]
            count += members.count
            if changes.count >= settings.batch * 4 { try await write() }
        }
        for (id, by) in retired where by == nil {
            changes.append(.reopen(id))
            count += 1
            if changes.count >= settings.batch * 4 { try await write() }
        }
        for (id, importance) in reweighed.sorted(by: { $0.key < $1.key }) where !made.contains(id) {
            changes.append(.edit(id) { $0.content.importance = importance })
            if changes.count >= settings.batch * 4 { try await write() }
        }
        try await write()
        return count
    }
}
