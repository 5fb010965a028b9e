internal import Telemetry

/// Tidies a person's memories in the background: what is there twice becomes one, what came again and again becomes a summary, what is
/// used matters more, and what nothing needed for long is put away.
///
/// Nothing is forgotten: what was merged is retired and names what replaced it, so a run can be undone. Work is done in small transactions
/// with a pause for others in between; a run that is broken off leaves whole merges, and the next one goes on from there.
package struct MemoryConsolidation: Sendable {
    let store: any MemoryStore
    let settings: ConsolidationSettings

    package init(store: any MemoryStore, settings: ConsolidationSettings = ConsolidationSettings()) {
        self.store = store
        self.settings = settings
    }

    /// What the memories that a run made have as their session.
    static func tag(_ run: MemoryTime) -> String { "consolidation \(run.milliseconds)" }

    /// - Parameters:
    ///   - now: names the run; a later run needs a later one.
    ///   - report: gets what was done so far after each transaction.
    @discardableResult
    package func run(
        _ owner: MemoryOwner, at now: MemoryTime, report: (@Sendable (ConsolidationReport) -> Void)? = nil
    ) async throws(MemoryError) -> ConsolidationReport {
        var result = ConsolidationReport(run: now, owner: owner)
        var digests: [MemoryDigest] = []
        var (idle, used): ([Int], [(id: Int, importance: Double)]) = ([], [])
        var before: Int?
        repeat {
            let page = try await store.list(MemoryFilter(), of: owner, limit: settings.page, before: before)
            for memory in page {
                digests.append(MemoryDigest(memory, at: now))
                if isIdle(memory, now) { idle.append(memory.id) }
                let importance = MemoryStrength.reweighed(memory)
                if memory.recallCount > 0, importance > memory.content.importance + 0.05 { used.append((memory.id, importance)) }
            }
            before = page.count < settings.page ? nil : page.last?.id
            await Task.yield()
        } while before != nil
        digests.reverse()
        result.before = digests.count
        try await merge(ConsolidationGroups(digests, settings).groups, digests, owner, now, &result, report)
        let merged = Set(result.merges.flatMap(\.from))
        try await reweigh(used.filter { !merged.contains($0.id) }, owner, now, &result)
        try await putAway(idle.filter { !merged.contains($0) }, owner, now, &result)
        report?(result)
        store.tally?.consolidations.add()
        store.tally?.merged.add(result.merges.reduce(0) { $0 + $1.from.count })
        return result
    }

    private func isIdle(_ memory: Memory, _ now: MemoryTime) -> Bool {
        let content = memory.content
        guard content.kind == .episode, content.importance <= settings.keptImportance, memory.recallCount == 0 else { return false }
        return now.milliseconds - content.happened.milliseconds > settings.idleDays * MemoryContent.dayMilliseconds
    }

    // MARK: Merging

    private func merge(
        _ groups: [ConsolidationGroups.Group], _ digests: [MemoryDigest], _ owner: MemoryOwner, _ now: MemoryTime,
        _ result: inout ConsolidationReport, _ report: (@Sendable (ConsolidationReport) -> Void)?
    ) async throws(MemoryError) {
        var start = 0
        while start < groups.count {
            var batch = Array(groups[start..<min(groups.count, start + settings.batch)])
            start += batch.count
            let unsure = batch.filter { !$0.isCertain }
            if !unsure.isEmpty {
                let vectors = try await store.vectors(unsure.flatMap { $0.members.map { digests[$0].id } }, of: owner)
                batch =
                    batch.filter(\.isCertain)
                    + unsure.flatMap { ConsolidationGroups.split($0, digests, vectors, likeness: settings.likeness) }
            }
            try await write(batch, digests, owner, now, &result)
            report?(result)
            await Task.yield()
        }
    }

    private func write(
        _ batch: [ConsolidationGroups.Group], _ digests: [MemoryDigest], _ owner: MemoryOwner, _ now: MemoryTime,
        _ result: inout ConsolidationReport
    ) async throws(MemoryError) {
        let ids = batch.flatMap { $0.members.map { digests[$0].id } }
        let memories = try await store.memories(ids, of: owner)
        let byID = Dictionary(memories.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var changes: [MemoryChange] = []
        var planned: [(place: Int, from: [Int], wording: Int?, reason: ConsolidationReport.Merge.Reason)] = []
        for group in batch {
            // Somebody may have changed or forgotten one since it was read.
            let members = group.members.compactMap { byID[digests[$0].id] }.filter(\.isCurrent)
            guard members.count > 1 else { continue }
            let place = changes.count
            let made: MadeMemory
            if group.reason == .repeated {
                guard let summary = MadeMemory(repeated: members, run: now, least: settings.repetitions) else { continue }
                made = summary
            } else {
                made = MadeMemory(same: members, run: now)
            }
            changes.append(.add(made.content))
            for member in members { changes.append(.retire(member.id, replacedByChange: place)) }
            planned.append((place, members.map(\.id), made.wording, group.reason))
        }
        guard !changes.isEmpty else { return }
        let after = try await store.apply(changes, for: owner, at: now)
        guard after.count == changes.count else { throw MemoryError(.unavailable, "the store did not say what it kept") }
        for plan in planned {
            result.merges.append(ConsolidationReport.Merge(into: after[plan.place].id, from: plan.from, reason: plan.reason))
        }
        // The vector of a wording that stays is there already.
        let wordings = planned.compactMap(\.wording)
        guard !wordings.isEmpty else { return }
        let vectors = try await store.vectors(wordings, of: owner)
        var own: [Int: [Float]] = [:]
        for plan in planned { if let wording = plan.wording, let vector = vectors[wording] { own[after[plan.place].id] = vector } }
        if !own.isEmpty { try await store.setVectors(own) }
    }

    // MARK: Importance

    private func reweigh(
        _ used: [(id: Int, importance: Double)], _ owner: MemoryOwner, _ now: MemoryTime, _ result: inout ConsolidationReport
    ) async throws(MemoryError) {
        for start in stride(from: 0, to: used.count, by: settings.batch) {
            let some = used[start..<min(used.count, start + settings.batch)]
            let memories = try await store.memories(some.map(\.id), of: owner)
            let importance = Dictionary(some.map { ($0.id, $0.importance) }, uniquingKeysWith: { first, _ in first })
            _ = try await store.apply(
                memories.compactMap { memory in
                    guard let new = importance[memory.id] else { return nil }
                    return .edit(memory.id) { $0.content.importance = new }
                }, for: owner, at: now)
            for memory in memories { result.reweighed[memory.id] = memory.content.importance }
            await Task.yield()
        }
    }

    private func putAway(_ idle: [Int], _ owner: MemoryOwner, _ now: MemoryTime, _ result: inout ConsolidationReport)
        async throws(MemoryError)
    {
        for start in stride(from: 0, to: idle.count, by: settings.batch) {
            let some = Array(idle[start..<min(idle.count, start + settings.batch)])
            let there = try await store.memories(some, of: owner).filter(\.isCurrent).map(\.id)
            _ = try await store.apply(there.map { .retire($0, replacedByChange: nil) }, for: owner, at: now)
            result.decayed += there
            await Task.yield()
        }
    }
}
