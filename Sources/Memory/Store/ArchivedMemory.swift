internal import Wire

/// A memory as a line of an archive.
struct ArchivedMemory {
    /// As it was where it comes from.
    let id: Int?
    let memory: Memory

    init(_ memory: Memory) {
        id = memory.id
        self.memory = memory
    }

    /// - Parameter now: when what says nothing of it was learned, and happened.
    init(_ line: [UInt8], _ owner: MemoryOwner, _ now: MemoryTime) throws(MemoryError) {
        guard let json = try? JSONValue.parse(line), case .object(let members) = json else {
            throw MemoryError(.invalid, "it is no JSON object.")
        }
        try self.init(members, owner, now)
    }

    init(_ members: [String: JSONValue], _ owner: MemoryOwner, _ now: MemoryTime) throws(MemoryError) {
        if let stranger = members.keys.filter({ !Self.names.contains($0) }).min() {
            throw MemoryError(.invalid, "\"\(stranger.prefix(40))\" is not among \(Self.names.sorted().joined(separator: ", ")).")
        }
        let fields = Fields(members: members)
        guard let kind = MemoryContent.Kind(rawValue: try fields.text("kind") ?? "") else {
            throw MemoryError(.invalid, "\"kind\" must be one of \(MemoryContent.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        var content = MemoryContent(kind, try fields.text("text") ?? "", happened: try fields.time("happened") ?? now)
        content.attribute = try fields.text("attribute")
        content.value = try fields.text("value")
        content.validFrom = try fields.time("valid_from")
        content.validUntil = try fields.time("valid_until")
        content.confidence = try fields.number("confidence") ?? content.confidence
        content.importance = try fields.number("importance") ?? content.importance
        content.tags = Set(try fields.list("tags") { $0.string })
        content.source = MemorySource(.imported)
        if let word = try fields.text("origin") {
            guard let origin = MemorySource.Origin(rawValue: word) else { throw MemoryError(.invalid, "\"origin\" is none that is known.") }
            content.source.origin = origin
        }
        content.source.session = try fields.text("session")
        content.source.turn = try fields.text("turn")
        content.source.memories = try fields.list("made_of") { $0.integer }
        id = try fields.whole("id")
        var memory = Memory(id: id ?? 0, owner: owner, content: content, learned: try fields.time("learned") ?? now)
        memory.retired = try fields.time("retired")
        memory.replacedBy = try fields.whole("replaced_by")
        memory.recalled = try fields.time("recalled")
        memory.recallCount = max(0, try fields.whole("recall_count") ?? 0)
        self.memory = memory
    }

    /// Without a line feed.
    var line: String { JSONValue.object(members).text }

    /// Times are milliseconds since 1970.
    var members: [String: JSONValue] {
        let content = memory.content
        var members: [String: JSONValue] = [
            "id": .integer(memory.id), "kind": .string(content.kind.rawValue), "text": .string(content.text),
            "happened": .integer(content.happened.milliseconds), "confidence": .number(content.confidence),
            "importance": .number(content.importance), "origin": .string(content.source.origin.rawValue),
            "learned": .integer(memory.learned.milliseconds),
        ]
        members["attribute"] = content.attribute.map { .string($0) }
        members["value"] = content.value.map { .string($0) }
        members["valid_from"] = content.validFrom.map { .integer($0.milliseconds) }
        members["valid_until"] = content.validUntil.map { .integer($0.milliseconds) }
        if !content.tags.isEmpty { members["tags"] = .array(content.tags.sorted().map { .string($0) }) }
        members["session"] = content.source.session.map { .string($0) }
        members["turn"] = content.source.turn.map { .string($0) }
        if !content.source.memories.isEmpty { members["made_of"] = .array(content.source.memories.map { .integer($0) }) }
        members["retired"] = memory.retired.map { .integer($0.milliseconds) }
        members["replaced_by"] = memory.replacedBy.map { .integer($0) }
        members["recalled"] = memory.recalled.map { .integer($0.milliseconds) }
        if memory.recallCount > 0 { members["recall_count"] = .integer(memory.recallCount) }
        return members
    }

    private static let names: Set<String> = [
        "id", "kind", "text", "attribute", "value", "valid_from", "valid_until", "happened", "confidence", "importance", "tags", "origin",
        "session", "turn", "made_of", "learned", "retired", "replaced_by", "recalled", "recall_count",
    ]

    /// The members of a line; one that is `null` is not there.
    private struct Fields {
        let members: [String: JSONValue]

        func text(_ name: String) throws(MemoryError) -> String? { try read(name, "a text") { $0.string } }
        func number(_ name: String) throws(MemoryError) -> Double? { try read(name, "a number") { $0.number } }
        func whole(_ name: String) throws(MemoryError) -> Int? { try read(name, "a whole number") { $0.integer } }

        func time(_ name: String) throws(MemoryError) -> MemoryTime? {
            try read(name, "milliseconds since 1970") { $0.integer }.map { MemoryTime(milliseconds: $0) }
        }

        func list<Value>(_ name: String, _ item: (JSONValue) -> Value?) throws(MemoryError) -> [Value] {
            guard let array = try read(name, "a list", { $0.array }) else { return [] }
            let items = array.compactMap(item)
            guard items.count == array.count else { throw MemoryError(.invalid, "\"\(name)\" has an item of another type.") }
            return items
        }

        private func read<Value>(_ name: String, _ wanted: String, _ read: (JSONValue) -> Value?) throws(MemoryError) -> Value? {
            guard let value = members[name], value != .null else { return nil }
            guard let found = read(value) else { throw MemoryError(.invalid, "\"\(name)\" must be \(wanted).") }
            return found
        }
    }
}
