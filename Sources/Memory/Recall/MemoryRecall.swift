package import Inference
internal import Synchronization
internal import Telemetry

/// Finds what of a person's memories helps now.
///
/// Meaning and words are searched at the same time and become one ranking; what matters more, is surer, newer or more used comes a little
/// earlier. Two values of one attribute, or the same words twice, are told once. Any thread.
package final class MemoryRecall: Sendable {
    private let embedder: any SentenceEmbedder
    private let store: any MemoryStore
    private let warmth = Mutex(RecallWarmth())

    /// Candidates of each of the two searches.
    private static let candidates = 64
    /// How much strength may move a memory against how well it fits.
    private static let strengthShare = 0.08

    package init(embedder: any SentenceEmbedder, store: any MemoryStore) {
        self.embedder = embedder
        self.store = store
    }

    /// The best first; nothing where the store cannot be read: a conversation goes on without its memories.
    package func recall(_ query: String, owner: MemoryOwner, at now: MemoryTime, settings: RecallSettings = RecallSettings()) async
        -> [RecalledMemory]
    {
        do { return try await search(query, owner: owner, at: now, settings: settings) } catch { return [] }
    }

    /// As `recall`, with the error where neither search can be made.
    package func search(_ query: String, owner: MemoryOwner, at now: MemoryTime, settings: RecallSettings = RecallSettings())
        async throws(MemoryError) -> [RecalledMemory]
    {
        let asked = ContinuousClock.now
        let warm = settings.filter == MemoryFilter() ? warmth.withLock { $0.taken(RecallWarmth.key(query), owner) } : nil
        let recalled: [RecalledMemory]
        do throws(MemoryError) {
            let found = if let warm { await warm.value } else { await find(query, owner, settings.filter) }
            if let error = found.failure, found.entries.isEmpty { throw error }
            recalled = try await choose(found, owner, now, settings)
        } catch {
            store.tally?.failedRecalls.add()
            throw error
        }
        store.tally?.recalls[warm == nil ? .asked : .early].record(.now - asked)
        if settings.marksUse, !recalled.isEmpty { await store.recalled(recalled.map(\.memory.id), of: owner, at: now) }
        return recalled
    }

    /// What is kept under the attributes that a question names, the strongest first; nothing is searched. Nothing where the store cannot
    /// be read.
    ///
    /// - Parameters:
    ///   - attributes: as in `RecallSettings`.
    ///   - limit: how many at most.
    package func facts(of attributes: [String], owner: MemoryOwner, at now: MemoryTime, limit: Int) async -> [RecalledMemory] {
        var settings = RecallSettings()
        settings.attributes = attributes
        settings.limit = limit
        settings.tokens = nil
        do {
            let found = try await choose(RecallFindings(), owner, now, settings)
            if !found.isEmpty { await store.recalled(found.map(\.memory.id), of: owner, at: now) }
            return found
        } catch {
            store.tally?.failedRecalls.add()
            return []
        }
    }

    /// Begins to recall for what a person has said so far, so that the answer is there when they end. Only the latest for an owner counts;
    /// cheap to call for each partial transcript.
    package func warm(partial: String, owner: MemoryOwner) {
        let key = RecallWarmth.key(partial)
        guard key.contains(" ") else { return }
        warmth.withLock { warmth in
            guard warmth.wants(key, owner) else { return }
            // Ends by itself after two searches; replaced by the next partial, taken by the recall at the end of the turn.
            let task = Task { await self.find(partial, owner, MemoryFilter()) }
            warmth.keep(task, key, owner)
        }
    }

    /// Nothing is going to be asked: what was begun for the owner ends.
    package func cool(owner: MemoryOwner) { warmth.withLock { $0.drop(owner) } }

    /// Returns once what was begun for the owner is there. For measurements.
    package func warmed(owner: MemoryOwner) async { _ = await warmth.withLock { $0.begun(owner) }?.value }

    // MARK: Searching

    private func find(_ query: String, _ owner: MemoryOwner, _ filter: MemoryFilter) async -> RecallFindings {
        async let words = byWords(query, owner, filter)
        async let meaning = byMeaning(query, owner, filter)
        let (told, near) = await (words, meaning)
        var findings = RecallFindings()
        findings.entries = RecallFusion.join(meaning: near.matches, words: told.matches)
        findings.failure = told.failure ?? near.failure
        return findings
    }

    private struct Half: Sendable {
        var matches: [MemoryMatch] = []
        var failure: MemoryError?
    }

    private func byWords(_ query: String, _ owner: MemoryOwner, _ filter: MemoryFilter) async -> Half {
        do { return Half(matches: try await store.matching(query, filter, of: owner, limit: Self.candidates)) } catch {
            return Half(failure: error)
        }
    }

    private func byMeaning(_ query: String, _ owner: MemoryOwner, _ filter: MemoryFilter) async -> Half {
        guard let vector = try? await embedder.embed([query]).first, !Task.isCancelled else { return Half() }
        do { return Half(matches: try await store.near(vector, filter, of: owner, limit: Self.candidates)) } catch {
            return Half(failure: error)
        }
    }

    // MARK: Choosing

    private func choose(_ found: RecallFindings, _ owner: MemoryOwner, _ now: MemoryTime, _ settings: RecallSettings)
        async throws(MemoryError) -> [RecalledMemory]
    {
        let fitting = found.entries.filter { $0.words != nil || ($0.meaning ?? 0) >= settings.leastMeaning }.prefix(settings.limit * 3 + 8)
        var byID: [Int: RecalledMemory] = [:]
        let asked = try await ofAttributes(settings, owner)
        for memory in asked {
            var reason = RecalledMemory.Reason(isOfAttribute: true)
            reason.strength = MemoryStrength.of(memory, at: now)
            byID[memory.id] = RecalledMemory(memory: memory, score: 2 + reason.strength, reason: reason)
        }
        let memories = fitting.isEmpty ? [] : try await store.memories(fitting.map(\.id), of: owner)
        let entries = Dictionary(fitting.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for memory in memories {
            guard let entry = entries[memory.id] else { continue }
            let strength = MemoryStrength.of(memory, at: now)
            var recalled = byID[memory.id] ?? RecalledMemory(memory: memory, score: 0, reason: RecalledMemory.Reason())
            recalled.reason.meaning = entry.meaning
            recalled.reason.words = entry.words
            recalled.reason.strength = strength
            recalled.score += entry.score + Self.strengthShare * strength
            byID[memory.id] = recalled
        }
        let ranked = byID.values.sorted { ($0.score, $1.memory.id) > ($1.score, $0.memory.id) }
        return told(ranked, now, settings)
    }

    private func ofAttributes(_ settings: RecallSettings, _ owner: MemoryOwner) async throws(MemoryError) -> [Memory] {
        guard !settings.attributes.isEmpty else { return [] }
        var found: [Memory] = []
        for attribute in settings.attributes where !attribute.hasSuffix(".") {
            var filter = settings.filter
            filter.attribute = attribute
            found += try await store.list(filter, of: owner, limit: settings.limit, before: nil)
        }
        let groups = settings.attributes.filter { $0.hasSuffix(".") }
        if !groups.isEmpty {
            var filter = settings.filter
            filter.kinds = [.fact, .preference]
            found += try await store.list(filter, of: owner, limit: 512, before: nil).filter { memory in
                groups.contains { memory.content.attribute?.hasPrefix($0) == true }
            }
        }
        return found
    }

    /// Each thing once, as many as there is room for.
    private func told(_ ranked: [RecalledMemory], _ now: MemoryTime, _ settings: RecallSettings) -> [RecalledMemory] {
        var seen: Set<String> = []
        var tokens = settings.tokens ?? .max
        var told: [RecalledMemory] = []
        for recalled in ranked where told.count < settings.limit {
            let content = recalled.memory.content
            let isNew = seen.insert(MemoryWords.key(content.text)).inserted
            let value = content.attribute.map { "\($0)=\(MemoryWords.key(content.value ?? content.text))" }
            guard isNew, value.map({ seen.insert($0).inserted }) ?? true else { continue }
            let cost = content.text.utf8.count / 4 + 1
            guard cost <= tokens else { continue }
            tokens -= cost
            told.append(recalled)
        }
        return told
    }
}

/// What the two searches found.
struct RecallFindings: Sendable {
    var entries: [RecallFusion.Entry] = []
    var failure: MemoryError?
}
