package import Wire

/// Memories as JSON Lines: one object a line, to be kept elsewhere, read by other programs, and taken in again.
package enum MemoryArchive {
    /// What came of an import.
    package struct Outcome: Sendable, Hashable {
        package var added = 0
        /// Those that were there already.
        package var known = 0

        package init() {}
    }

    /// A memory as an export has it.
    package static func members(_ memory: Memory) -> [String: JSONValue] { ArchivedMemory(memory).members }
    package static func object(_ memory: Memory) -> JSONValue { .object(members(memory)) }

    /// Members of such an object that say what is remembered; the others only the store knows.
    package static let writable: Set<String> = [
        "kind", "text", "attribute", "value", "valid_from", "valid_until", "happened", "confidence", "importance", "tags",
    ]

    /// A memory that is written by hand, as such an object.
    ///
    /// - Throws: `.invalid`, with the member that is not as it should be.
    package static func content(_ members: [String: JSONValue], at now: MemoryTime) throws(MemoryError) -> MemoryContent {
        if let stranger = members.keys.filter({ !writable.contains($0) }).min() {
            throw MemoryError(.invalid, "\"\(stranger.prefix(40))\" is not among \(writable.sorted().joined(separator: ", ")).")
        }
        var content = try ArchivedMemory(members, MemoryOwner(account: ""), now).memory.content
        content.source = MemorySource(.written)
        try content.check()
        return content
    }

    private static let page = 500
    private static let namedLines = 10

    /// Everything of an owner, oldest first, closed ones too; each line ends with a line feed.
    package static func export(_ store: some MemoryStore, of owner: MemoryOwner) async throws(MemoryError) -> [String] {
        try await everything(store, owner).map { ArchivedMemory($0).line + "\n" }
    }

    /// Takes in lines of an export, all or none. What is there already is left as it is, so a second time changes nothing.
    ///
    /// - Throws: `.invalid` with the numbers of the lines that are no memories.
    package static func `import`(
        _ text: String, into store: some MemoryStore, for owner: MemoryOwner, at now: MemoryTime
    ) async throws(MemoryError) -> Outcome {
        let read = try lines(text, owner, now)
        var known: [MemoryIdentity: Int] = [:]
        for memory in try await everything(store, owner) { known[MemoryIdentity(memory)] = memory.id }
        var outcome = Outcome()
        // Ids below zero are places in the batch; others are memories that are there.
        var places: [Int: Int] = [:]
        var fresh: [ArchivedMemory] = []
        for archived in read {
            let identity = MemoryIdentity(archived.memory)
            if let id = known[identity] {
                outcome.known += 1
                if let old = archived.id { places[old] = id }
            } else {
                fresh.append(archived)
                known[identity] = -fresh.count
                if let old = archived.id { places[old] = -fresh.count }
            }
        }
        outcome.added = fresh.count
        let changes = fresh.enumerated().map { index, archived in
            var memory = Memory(id: -index - 1, owner: owner, content: archived.memory.content, learned: archived.memory.learned)
            memory.retired = archived.memory.retired
            memory.replacedBy = archived.memory.replacedBy.flatMap { places[$0] }
            memory.recalled = archived.memory.recalled
            memory.recallCount = archived.memory.recallCount
            memory.content.source.memories = memory.content.source.memories.compactMap { places[$0] }
            return MemoryChange.restore(memory)
        }
        _ = try await store.apply(changes, for: owner, at: now)
        return outcome
    }

    private static func everything(_ store: some MemoryStore, _ owner: MemoryOwner) async throws(MemoryError) -> [Memory] {
        var filter = MemoryFilter()
        filter.includesRetired = true
        var (all, before): ([Memory], Int?) = ([], nil)
        while case let page = try await store.list(filter, of: owner, limit: page, before: before), let last = page.last {
            all += page
            before = last.id
        }
        return all.reversed()
    }

    private static func lines(_ text: String, _ owner: MemoryOwner, _ now: MemoryTime) throws(MemoryError) -> [ArchivedMemory] {
        var read: [ArchivedMemory] = []
        var faults: [String] = []
        for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 > 32 }) else { continue }
            do throws(MemoryError) {
                let archived = try ArchivedMemory(Array(line), owner, now)
                try archived.memory.content.check()
                read.append(archived)
            } catch { faults.append("line \(index + 1): \(error.description)") }
        }
        guard faults.isEmpty else {
            let more = faults.count > namedLines ? " And \(faults.count - namedLines) more." : ""
            throw MemoryError(
                .invalid, "Nothing was imported. \(faults.prefix(namedLines).joined(separator: " "))\(more) Mend or remove these lines.")
        }
        return read
    }
}

/// What makes two memories the same one, wherever they are kept.
private struct MemoryIdentity: Hashable {
    let kind: MemoryContent.Kind
    let text: String
    let attribute: String?
    let value: String?
    let times: [MemoryTime?]

    init(_ memory: Memory) {
        let content = memory.content
        (kind, text, attribute, value) = (content.kind, content.text, content.attribute, content.value)
        times = [content.happened, content.validFrom, content.validUntil, memory.learned]
    }
}
